package org.amf4j.core.view;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.AssignmentState;
import org.amf4j.core.state.LifeCycleState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/**
 * The cluster at one instant, for people and programs. Lists are sorted by DN.
 *
 * @param nodes the nodes
 * @param sus the service units
 * @param components the components
 * @param sis the service instances
 * @param assignments which unit holds which instance, sorted by instance, then unit
 */
public record ClusterReport(
        List<NodeReport> nodes,
        List<UnitReport> sus,
        List<ComponentReport> components,
        List<InstanceReport> sis,
        List<AssignmentReport> assignments) {

    public ClusterReport {
        nodes = List.copyOf(nodes);
        sus = List.copyOf(sus);
        components = List.copyOf(components);
        sis = List.copyOf(sis);
        assignments = List.copyOf(assignments);
    }

    /**
     * A node; a member is one whose agent has joined, a silent one cannot be heard though what runs there may go on, a
     * cordoned one is given nothing new.
     */
    public record NodeReport(
            Dn dn, boolean member, boolean silent, boolean cordoned, AdminState admin, OperationalState operational) {}

    /** A service unit; the node is empty while none hosts it. */
    public record UnitReport(
            Dn dn,
            Dn group,
            Optional<Dn> node,
            AdminState admin,
            OperationalState operational,
            PresenceState presence,
            ReadinessState readiness) {}

    /** A component. */
    public record ComponentReport(
            Dn dn,
            Dn su,
            OperationalState operational,
            PresenceState presence,
            ReadinessState readiness,
            int restarts,
            LifeCycleState lifeCycle) {}

    /** A service instance; the group protects it. */
    public record InstanceReport(Dn dn, Dn group, AdminState admin, AssignmentState assignment) {}

    /** A unit's assignment of an instance, with those of its components. */
    public record AssignmentReport(Dn si, Dn su, HaState ha, HaReadiness readiness, List<CsiReport> csis) {}

    /** A component's assignment of a CSI. */
    public record CsiReport(Dn csi, Dn component, HaState ha) {}
}
