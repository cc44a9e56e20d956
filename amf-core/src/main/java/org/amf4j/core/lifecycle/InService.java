package org.amf4j.core.lifecycle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/**
 * Decides which units of a group are to be instantiated: as many as the group prefers to have in service, best rank
 * first (AMF-048; redundancy reference, section 1.3), and on which node.
 */
public final class InService {

    private final Turn turn;
    private final ClusterState state;

    public InService(Turn turn) {
        this.turn = turn;
        this.state = turn.state();
    }

    /** Decides for all units of the group. */
    public void maintain(GroupState group) {
        group.units().forEach(this::dropImpossible);
        for (UnitState unit : group.units()) { // in every settlement: no stream
            if (unit.isRepairing() && mayRun(unit)) {
                want(group, unit);
            }
        }
        int preferred = group.group().config().prefInServiceUnits();
        int unlocked = wantedUnlocked(group); // counted once, kept up: a group may have a thousand units
        for (UnitState unit : group.units()) {
            if (unlocked < preferred && !unit.isWanted() && effective(unit) == AdminState.UNLOCKED) {
                tryWant(group, unit);
                unlocked += isWantedUnlocked(unit) ? 1 : 0;
            }
        }
        if (group.isAdjusting()) {
            preferred(group).forEach(u -> tryWant(group, u));
        }
        int wanted = wanted(group);
        for (UnitState unit : group.units()) {
            if (wanted < preferred && !unit.isWanted() && effective(unit) == AdminState.LOCKED) {
                tryWant(group, unit);
                wanted += unit.isWanted() ? 1 : 0;
            }
        }
        dropSurplus(group, preferred);
    }

    /**
     * The units that serve when everything is as preferred, best first: of those that are in service or can be brought
     * there, as many as are to be in service.
     */
    public List<UnitState> preferred(GroupState group) {
        int max = group.group().config().prefInServiceUnits();
        int counted = 0;
        List<UnitState> preferred = new ArrayList<>();
        for (UnitState unit : group.units()) {
            boolean counts = unit.unit().isPreInstantiable();
            if (counts && counted < max && isOrCanBeInService(group, unit)) {
                preferred.add(unit);
                counted++;
            } else if (!counts && unit.readiness() == ReadinessState.IN_SERVICE) {
                preferred.add(unit);
            }
        }
        return preferred;
    }

    private boolean isOrCanBeInService(GroupState group, UnitState unit) {
        if (unit.readiness() == ReadinessState.IN_SERVICE) {
            return true;
        }
        boolean able = unit.isWanted() ? mayRun(unit) : canRunSomewhere(group, unit);
        return able && effective(unit) == AdminState.UNLOCKED;
    }

    /** Gives up the units that are in service beyond the preferred ones: they are terminated when they hold nothing. */
    public void release(GroupState group, List<UnitState> preferred) {
        for (UnitState unit : group.units()) {
            boolean surplus = unit.unit().isPreInstantiable()
                    && unit.isWanted()
                    && !unit.isRepairing()
                    && effective(unit) == AdminState.UNLOCKED
                    && !preferred.contains(unit);
            if (surplus) {
                unit.wanted(false);
                explainSurplus(unit, group.group().config().prefInServiceUnits());
            }
        }
    }

    private void explainSurplus(UnitState unit, int preferred) {
        turn.because(
                unit.unit(),
                "AMF-048",
                "terminated: the group prefers " + preferred + " units in service and has more without it");
    }

    private void dropImpossible(UnitState unit) {
        if (unit.isWanted() && !mayRun(unit)) {
            unit.wanted(false);
        }
        if (!unit.isWanted() && unit.unit().config().hosts().size() > 1 && !isPresentNpi(unit) && isIdle(unit)) {
            boolean ending = unit.host().filter(NodeState::isRebooting).isPresent();
            unit.host(ending ? unit.host() : Optional.empty());
        }
    }

    private static boolean isIdle(UnitState unit) {
        return unit.assignments().isEmpty()
                && unit.components().stream().allMatch(c -> c.presence() == PresenceState.UNINSTANTIATED);
    }

    private boolean isPresentNpi(UnitState unit) {
        return !unit.unit().isPreInstantiable()
                && unit.isHosted()
                && effective(unit) != AdminState.LOCKED_INSTANTIATION;
    }

    private void tryWant(GroupState group, UnitState unit) {
        if (canRunSomewhere(group, unit)) {
            want(group, unit);
        }
    }

    private void want(GroupState group, UnitState unit) {
        if (!unit.isWanted()) {
            chooseHost(group, unit);
            unit.wanted(unit.isHosted());
        }
    }

    /** Whether instances of the unit may exist now, on the host it has. */
    private boolean mayRun(UnitState unit) {
        boolean able = unit.operational() == OperationalState.ENABLED || unit.isRepairing() || unit.isRestarting();
        return able
                && unit.isHosted()
                && effective(unit) != AdminState.LOCKED_INSTANTIATION
                && !unit.presence().isFailed()
                && ContainedUnits.mayRun(unit);
    }

    private boolean canRunSomewhere(GroupState group, UnitState unit) {
        boolean able = unit.operational() == OperationalState.ENABLED || unit.isRepairing();
        if (unit.unit().config().external()) {
            return able && !unit.presence().isFailed();
        }
        boolean hosted = unit.host().isPresent()
                ? unit.host().get().isUsable()
                        && ContainedUnits.hasContainer(unit, unit.host().get())
                : candidate(group, unit).isPresent();
        return able && hosted && !unit.presence().isFailed();
    }

    private void chooseHost(GroupState group, UnitState unit) {
        if (unit.host().isEmpty() && !unit.unit().config().external()) {
            unit.host(candidate(group, unit));
        }
    }

    /**
     * Before the first assignments its home among the nodes of its group, which may still come; afterwards the usable node
     * with the fewest units of the service group. A node that an administrator has locked is taken only when all are: the
     * unit could not serve there.
     */
    private Optional<NodeState> candidate(GroupState group, UnitState unit) {
        List<NodeState> hosts = unit.unit().config().hosts().stream()
                .map(state::of)
                .filter(n -> ContainedUnits.hasContainer(unit, n))
                .toList();
        List<NodeState> unlocked = hosts.stream()
                .filter(n -> n.effectiveAdmin() == AdminState.UNLOCKED)
                .toList();
        List<NodeState> eligible = unlocked.isEmpty() ? hosts : unlocked;
        if (eligible.isEmpty()) {
            return Optional.empty();
        }
        NodeState home = eligible.get(home(group, unit, eligible.size()));
        if (!state.isStarted() && home.effectiveAdmin() != AdminState.LOCKED_INSTANTIATION) {
            return Optional.of(home).filter(InService::isOpen);
        }
        return eligible.stream()
                .filter(InService::isOpen)
                .min(Comparator.<NodeState>comparingLong(n -> hosted(group, n)).thenComparing(n -> n != home));
    }

    /** Spreads the units of a group over the same hosts by their rank. */
    private static int home(GroupState group, UnitState unit, int hosts) {
        return group.units().indexOf(unit) % hosts;
    }

    private static boolean isOpen(NodeState node) {
        return node.isUsable() && node.effectiveAdmin() != AdminState.LOCKED_INSTANTIATION;
    }

    private static long hosted(GroupState group, NodeState node) {
        return group.units().stream()
                .filter(u -> u.host().filter(h -> h == node).isPresent())
                .count();
    }

    private void dropSurplus(GroupState group, int preferred) {
        long surplus = group.isAdjusting() ? 0 : wantedUnlocked(group) - preferred;
        for (int i = group.units().size() - 1; i >= 0 && surplus > 0; i--) { // the worst first
            UnitState unit = group.units().get(i);
            boolean counted = unit.isWanted() && effective(unit) == AdminState.UNLOCKED;
            if (counted && !unit.isRepairing() && unit.unit().isPreInstantiable() && isFree(group, unit)) {
                surplus--;
                unit.wanted(false);
                explainSurplus(unit, preferred);
            }
        }
    }

    private static boolean isFree(GroupState group, UnitState unit) {
        return unit.assignments().isEmpty() && !group.target().uses(unit.unit());
    }

    private int wantedUnlocked(GroupState group) {
        int count = 0;
        for (UnitState unit : group.units()) {
            count += isWantedUnlocked(unit) ? 1 : 0;
        }
        return count;
    }

    private boolean isWantedUnlocked(UnitState unit) {
        return unit.isWanted() && effective(unit) == AdminState.UNLOCKED;
    }

    private static int wanted(GroupState group) {
        int count = 0;
        for (UnitState unit : group.units()) {
            count += unit.isWanted() ? 1 : 0;
        }
        return count;
    }

    private AdminState effective(UnitState unit) {
        return Readiness.effectiveAdmin(state, unit);
    }
}
