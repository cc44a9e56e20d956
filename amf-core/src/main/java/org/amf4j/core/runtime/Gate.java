package org.amf4j.core.runtime;

import java.util.Optional;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.model.Entity;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.redundancy.HaReadinesses;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.AssignmentState;
import org.amf4j.core.state.HaTransitions;
import org.amf4j.core.state.LifeCycleState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ProxyStatus;
import org.amf4j.core.state.ReadinessState;

/**
 * The only place where a state defined by the standard changes. Every move is checked against the state's transition
 * table and leaves a {@link Change}; a move that the table does not allow is a bug of ours and stops the director.
 */
public final class Gate {

    private final Turn turn;

    Gate(Turn turn) {
        this.turn = turn;
    }

    /** Moves a component along its life cycle. */
    public void presence(ComponentState c, PresenceState next) {
        if (c.presence != next) {
            check(c.component(), c.presence, next, c.presence.next());
            record(c.component().dn(), "saAmfCompPresenceState", c.presence, next);
            c.presence = next;
            c.changed();
            turn.state().touch(turn.state().unitOf(c));
        }
    }

    /** Moves a unit to the life-cycle state derived from its components. */
    public void presence(UnitState u, PresenceState next) {
        if (u.presence != next) {
            check(u.unit(), u.presence, next, u.presence.nextOfUnit());
            record(u.unit().dn(), "saAmfSUPresenceState", u.presence, next);
            u.presence = next;
        }
    }

    /** Records whether somebody speaks for a proxied component. */
    public void proxyStatus(ComponentState c, ProxyStatus next) {
        Proxying proxying = c.proxying().orElseThrow();
        if (proxying.status != next) {
            record(c.component().dn(), "saAmfCompProxyStatus", proxying.status, next);
            proxying.status = next;
            turn.state().touch(turn.state().unitOf(c));
        }
    }

    /** Records what the scripts of a component say of the machine that it keeps. */
    public void lifeCycle(ComponentState c, LifeCycleState next) {
        if (c.lifeCycle != next) {
            record(c.component().dn(), "amfCompLifeCycleState", c.lifeCycle, next);
            c.lifeCycle = next;
        }
    }

    /** Enables or disables a component. */
    public void operational(ComponentState c, OperationalState next) {
        if (c.operational != next) {
            record(c.component().dn(), "saAmfCompOperState", c.operational, next);
            c.operational = next;
            turn.state().touch(turn.state().unitOf(c));
        }
    }

    /** Enables or disables a unit. */
    public void operational(UnitState u, OperationalState next) {
        if (u.operational != next) {
            record(u.unit().dn(), "saAmfSUOperState", u.operational, next);
            u.operational = next;
            turn.state().touch(u);
        }
    }

    /** Enables or disables a node. */
    public void operational(NodeState n, OperationalState next) {
        if (n.operational != next) {
            record(n.node().dn(), "saAmfNodeOperState", n.operational, next);
            n.operational = next;
            turn.state().unitsOf(n.node()).forEach(turn.state()::touch);
        }
    }

    /** Sets the readiness derived for a unit. */
    public void readiness(UnitState u, ReadinessState next) {
        if (u.readiness != next) {
            check(u.unit(), u.readiness, next, u.readiness.next());
            record(u.unit().dn(), "saAmfSUReadinessState", u.readiness, next);
            u.readiness = next;
            u.assignments().forEach(a -> a.instance().changed());
        }
    }

    /** Sets the assignment state derived for an instance. */
    public void assignment(InstanceState i, AssignmentState next) {
        if (i.assignment != next) {
            check(i.instance(), i.assignment, next, i.assignment.next());
            record(i.instance().dn(), "saAmfSIAssignmentState", i.assignment, next);
            i.assignment = next;
        }
    }

    /** Records the HA state that a component has confirmed. */
    public void ha(CsiAssignment c, HaState next) {
        if (!c.confirmed().equals(Optional.of(next))) {
            check(c.component().component(), c.confirmed(), next, HaTransitions.next(c.confirmed()));
            c.confirmed(Optional.of(next));
        }
    }

    /** Records the HA state derived for a unit from its components; empty when the assignment is gone. */
    public void ha(UnitAssignment a, Optional<HaState> next) {
        if (!a.confirmed.equals(next)) {
            turn.changed(new Change.Assignment(
                    a.instance().instance().dn(), a.unit().unit().dn(), a.confirmed, next));
            a.confirmed = next;
            a.instance().changed();
        }
    }

    /** Records how ready the units of a group are, each change of a unit for an instance by itself. */
    public void haReadiness(GroupState g, HaReadinesses next) {
        HaReadinesses before = g.haReadiness();
        if (before.equals(next)) {
            return;
        }
        for (UnitState unit : g.units()) {
            boolean concerned = before.reserves().containsKey(unit.unit())
                    || next.reserves().containsKey(unit.unit());
            if (concerned) {
                haReadiness(g, unit, before, next);
            }
        }
        g.haReadiness(next);
    }

    private void haReadiness(GroupState g, UnitState unit, HaReadinesses before, HaReadinesses next) {
        for (InstanceState instance : g.instances()) {
            HaReadiness was = before.of(unit.unit(), instance.instance());
            HaReadiness is = next.of(unit.unit(), instance.instance());
            if (was != is) {
                turn.changed(new Change.Readiness(
                        instance.instance().dn(), unit.unit().dn(), was, is));
            }
        }
    }

    public void admin(NodeState n, AdminState next) {
        n.admin = admin(n.node(), "saAmfNodeAdminState", n.admin, next);
        turn.state().unitsOf(n.node()).forEach(turn.state()::touch);
    }

    public void admin(NodeGroupState g, AdminState next) {
        g.admin = admin(g.group(), "saAmfNGAdminState", g.admin, next);
        g.group().nodes().forEach(n -> turn.state().unitsOf(n).forEach(turn.state()::touch));
    }

    public void admin(UnitState u, AdminState next) {
        u.admin = admin(u.unit(), "saAmfSUAdminState", u.admin, next);
        turn.state().touch(u);
    }

    public void admin(GroupState g, AdminState next) {
        g.admin = admin(g.group(), "saAmfSGAdminState", g.admin, next);
        turn.state().touch(g);
    }

    public void admin(InstanceState i, AdminState next) {
        i.admin(admin(i.instance(), "saAmfSIAdminState", i.admin(), next));
        turn.state().touch(turn.state().of(i.instance().group()));
    }

    public void admin(ClusterState.ApplicationState a, AdminState next) {
        a.admin = admin(a.application(), "saAmfApplicationAdminState", a.admin, next);
        a.application().groups().forEach(g -> turn.state().touch(turn.state().of(g)));
    }

    /** Sets what the administrator allows for the whole cluster. */
    public void adminOfCluster(AdminState next) {
        ClusterState cluster = turn.state();
        cluster.admin = admin(cluster.model().cluster(), "saAmfClusterAdminState", cluster.admin, next);
        cluster.touchAll();
    }

    private AdminState admin(Entity entity, String attribute, AdminState before, AdminState next) {
        if (before != next) {
            check(entity, before, next, before.next());
            record(entity.dn(), attribute, before, next);
            turn.state().note(next, entity);
        }
        return next;
    }

    private static <S> void check(Entity entity, Object from, S to, Set<S> allowed) {
        if (!allowed.contains(to)) {
            throw new IllegalStateException(entity + " cannot go from " + from + " to " + to);
        }
    }

    private void record(Dn dn, String attribute, Enum<?> before, Enum<?> after) {
        turn.changed(new Change.State(dn, attribute, before.name(), after.name()));
    }
}
