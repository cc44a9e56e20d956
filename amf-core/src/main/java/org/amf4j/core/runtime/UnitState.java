package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/** What is known of a service unit at run time. */
public final class UnitState {

    private final ServiceUnit unit;
    private final List<ComponentState> components = new ArrayList<>(1); // most have one
    private final List<UnitAssignment> assignments = new ArrayList<>();
    AdminState admin;
    OperationalState operational = OperationalState.ENABLED;
    PresenceState presence = PresenceState.UNINSTANTIATED;
    ReadinessState readiness = ReadinessState.OUT_OF_SERVICE;
    private Optional<NodeState> host = Optional.empty();
    private boolean wanted;
    private boolean repairing;
    private boolean restarting;
    private boolean graceful;
    private List<ComponentState> replacing = List.of();
    private final Escalation escalation = new Escalation();
    private Optional<Containment> containment = Optional.empty();

    UnitState(ServiceUnit unit) {
        this.unit = unit;
        this.admin = unit.config().adminState();
    }

    /** The configuration. */
    public ServiceUnit unit() {
        return unit;
    }

    /** Its components, by DN. */
    public List<ComponentState> components() {
        return components;
    }

    /** What it holds, is getting or is losing. */
    public List<UnitAssignment> assignments() {
        return assignments;
    }

    /** What the administrator allows for the unit itself. */
    public AdminState admin() {
        return admin;
    }

    /** Whether it is regarded as able to work. */
    public OperationalState operational() {
        return operational;
    }

    /** Where it is in its life cycle. */
    public PresenceState presence() {
        return presence;
    }

    /** Whether it may take assignments. */
    public ReadinessState readiness() {
        return readiness;
    }

    /** The node that hosts it, once chosen. */
    public Optional<NodeState> host() {
        return host;
    }

    /** Whether it has a node that can be used, or needs none because it is external. */
    public boolean isHosted() {
        return unit.config().external() || host.isPresent() && host.get().isUsable();
    }

    /** Chooses or forgets the host. */
    public void host(Optional<NodeState> node) {
        host = node;
    }

    /** Whether its components should be instantiated. */
    public boolean isWanted() {
        return wanted;
    }

    /** Decides whether its components should be instantiated. */
    public void wanted(boolean yes) {
        wanted = yes;
    }

    /** Whether a repair is under way: instantiated again although DISABLED. */
    public boolean isRepairing() {
        return repairing;
    }

    /** Starts or ends a repair. */
    public void repairing(boolean yes) {
        repairing = yes;
    }

    /** Whether all its components are being restarted by one order or recovery. */
    public boolean isRestarting() {
        return restarting;
    }

    /** Whether the restart of the whole unit lets components end their work. */
    public boolean isRestartGraceful() {
        return graceful;
    }

    /** Whether all of it may be restarted in place, work kept, because its container is. */
    public boolean mayRestart() {
        return operational == OperationalState.ENABLED
                && components.stream()
                        .noneMatch(c -> c.component().config().disableRestart()
                                && !c.csis().isEmpty());
    }

    /** Starts a restart of the whole unit. */
    public void beginRestart(boolean gracefully) {
        restarting = true;
        graceful = gracefully;
        components.forEach(c -> c.attempts(0));
        components.forEach(c -> c.restartDue(c.isUsable()));
    }

    /** Components to be ended and instantiated again as soon as the unit has handed over its work. */
    public List<ComponentState> replacing() {
        return replacing;
    }

    /** Whether it hands over its work, so that components can be ended and instantiated again. */
    public boolean isReplacing() {
        return !replacing.isEmpty();
    }

    /** Has components ended and instantiated again when the unit has handed over its work; none to forget it. */
    public void replace(List<ComponentState> which) {
        replacing = List.copyOf(which);
    }

    /** Ends a restart of the unit or of its components, done or not. */
    public void endRestart() {
        restarting = false;
        replacing = List.of();
        components.forEach(c -> c.restartDue(false));
    }

    /** Where its components live; empty unless they are contained ones. */
    public Optional<Containment> containment() {
        return containment;
    }

    /** Its components are contained ones. */
    void containment(Containment where) {
        containment = Optional.of(where);
    }

    /** Its components are contained ones no more, or in others. */
    void forgetContainment() {
        containment = Optional.empty();
    }

    /** Its counters of recoveries. */
    public Escalation escalation() {
        return escalation;
    }

    /** Counters of restarts and the level they have led to (AMF-B.04.01, escalation levels 0 to 2). */
    public static final class Escalation {
        private int level;
        private int componentRestarts;
        private int unitRestarts;

        /** 0 component restart, 1 unit restart, 2 fail-over. */
        public int level() {
            return level;
        }

        /** Sets the level. */
        public void level(int value) {
            level = value;
        }

        /** Component restarts in the running probation. */
        public int componentRestarts() {
            return componentRestarts;
        }

        /** Sets the component restarts counted. */
        public void componentRestarts(int count) {
            componentRestarts = count;
        }

        /** Unit restarts in the running probation. */
        public int unitRestarts() {
            return unitRestarts;
        }

        /** Sets the unit restarts counted. */
        public void unitRestarts(int count) {
            unitRestarts = count;
        }

        /** Forgets everything. */
        public void reset() {
            level = 0;
            componentRestarts = 0;
            unitRestarts = 0;
        }
    }
}
