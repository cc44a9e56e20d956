package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.core.state.AdminState;

/** Service units that protect service instances by one redundancy model ({@code SaAmfSG}). */
public final class ServiceGroup extends Entity {
    private Application application;
    private Config config;
    private final List<ServiceUnit> units = new ArrayList<>();
    private final List<ServiceInstance> instances = new ArrayList<>();
    private Optional<Capacities> capacities = Optional.empty();

    ServiceGroup(Dn dn, int handle, Application application, Config config) {
        super(dn, handle);
        this.application = application;
        this.config = config;
    }

    /** The application it belongs to. */
    public Application application() {
        return application;
    }

    /** The configuration. */
    public Config config() {
        return config;
    }

    /** The service units in rank order (0 last), then by DN. */
    public List<ServiceUnit> units() {
        return Collections.unmodifiableList(units);
    }

    void add(ServiceUnit unit) {
        units.add(unit);
    }

    /** The protected service instances in rank order (0 last), sponsors before dependents, then by DN. */
    public List<ServiceInstance> instances() {
        return Collections.unmodifiableList(instances);
    }

    void add(ServiceInstance instance) {
        instances.add(instance);
    }

    @Override
    boolean isConfiguredAs(Entity next) {
        return next instanceof ServiceGroup g && g.config.equals(config);
    }

    @Override
    void take(Entity next, Staying staying) {
        ServiceGroup g = (ServiceGroup) next;
        config = g.config;
        application = staying.of(g.application);
        staying.replace(units, g.units);
        staying.replace(instances, g.instances);
        capacities = Optional.empty();
    }

    /** What its units can carry; worked out when first asked for, from one thread, after the model is bound. */
    public Capacities capacities() {
        if (capacities.isEmpty()) {
            capacities = Optional.of(new Capacities(this));
        }
        return capacities.get();
    }

    /**
     * What the configuration says, defaults of types and global attributes applied.
     *
     * @param type its type version object
     * @param redundancy the redundancy model
     * @param model name of the redundancy model that decides instead of the standard's, if one is named
     * @param placement which of several able units gets one more instance
     * @param outlivesLease whether its components go on when their node's lease has run out
     * @param reserveNodes how many nodes may be lost while the rest can carry all instances; 0 for no such promise
     * @param hostNodeGroup node group that all its service units lie in
     * @param autoRepair whether failed service units are repaired automatically
     * @param autoAdjust whether assignments move back to the preferred units
     * @param autoAdjustProbationNanos quiet time before that, in nanoseconds
     * @param prefActiveUnits N of N+M
     * @param prefStandbyUnits M of N+M
     * @param prefInServiceUnits how many units are kept instantiated
     * @param prefAssignedUnits how many units may hold assignments
     * @param maxActivePerUnit service instances active on one unit, {@link Integer#MAX_VALUE} for no limit
     * @param maxStandbyPerUnit service instances standby on one unit, {@link Integer#MAX_VALUE} for no limit
     * @param compRestartProbationNanos window of component restarts, in nanoseconds
     * @param compRestartMax component restarts in that window
     * @param suRestartProbationNanos window of service unit restarts, in nanoseconds
     * @param suRestartMax service unit restarts in that window
     * @param adminState administrative state at first start
     */
    public record Config(
            Dn type,
            RedundancyKind redundancy,
            Optional<String> model,
            Placement placement,
            boolean outlivesLease,
            int reserveNodes,
            Optional<Dn> hostNodeGroup,
            boolean autoRepair,
            boolean autoAdjust,
            long autoAdjustProbationNanos,
            int prefActiveUnits,
            int prefStandbyUnits,
            int prefInServiceUnits,
            int prefAssignedUnits,
            int maxActivePerUnit,
            int maxStandbyPerUnit,
            long compRestartProbationNanos,
            int compRestartMax,
            long suRestartProbationNanos,
            int suRestartMax,
            AdminState adminState) {

        /** The name under which the redundancy model is known that decides. */
        public String modelName() {
            return model.orElse(redundancy.title());
        }
    }
}
