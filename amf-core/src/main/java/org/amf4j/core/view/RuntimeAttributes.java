package org.amf4j.core.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.lifecycle.Proxies;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.model.Application;
import org.amf4j.core.model.Cluster;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.NodeGroup;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.Proxying;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.LifeCycleState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/** Runtime attributes of entities, under the names that the standard gives them (AMF-060). */
public final class RuntimeAttributes {

    private final Map<String, List<Object>> values = new LinkedHashMap<>();

    private RuntimeAttributes() {}

    /** Attributes and their values, numbers as {@link Long}. */
    public static Map<String, List<Object>> of(ClusterState state, Entity entity) {
        RuntimeAttributes attributes = new RuntimeAttributes();
        switch (entity) {
            case Cluster c ->
                attributes.number("saAmfClusterAdminState", state.admin().value());
            case Node n -> attributes.node(state, n);
            case NodeGroup g ->
                attributes.number("saAmfNGAdminState", state.of(g).admin().value());
            case Application a -> attributes.application(state, a);
            case ServiceGroup g -> attributes.group(state.of(g));
            case ServiceUnit u -> attributes.unit(state.of(u));
            case Component c -> attributes.component(state, state.of(c));
            case ServiceInstance i -> attributes.instance(state.of(i));
            case ComponentServiceInstance c -> {}
        }
        return attributes.values;
    }

    private void number(String name, long value) {
        values.put(name, List.of(value));
    }

    private void names(String name, List<Dn> dns) {
        if (!dns.isEmpty()) {
            values.put(name, new ArrayList<>(dns));
        }
    }

    private void node(ClusterState state, Node n) {
        number("saAmfNodeAdminState", state.of(n).admin().value());
        number("saAmfNodeOperState", state.of(n).operational().value());
    }

    private void application(ClusterState state, Application a) {
        number("saAmfApplicationAdminState", state.of(a).admin().value());
        number("saAmfApplicationCurrNumSGs", a.groups().size());
    }

    private void group(GroupState g) {
        number("saAmfSGAdminState", g.admin().value());
        long assigned =
                g.units().stream().filter(u -> !u.assignments().isEmpty()).count();
        long spares = g.units().stream()
                .filter(u -> u.assignments().isEmpty() && u.readiness() == ReadinessState.IN_SERVICE)
                .count();
        long cold = g.units().stream()
                .filter(u -> u.assignments().isEmpty() && u.presence() == PresenceState.UNINSTANTIATED)
                .count();
        number("saAmfSGNumCurrAssignedSUs", assigned);
        number("saAmfSGNumCurrInstantiatedSpareSUs", spares);
        number("saAmfSGNumCurrNonInstantiatedSpareSUs", cold);
    }

    private void unit(UnitState u) {
        number("saAmfSUPreInstantiable", u.unit().isPreInstantiable() ? 1 : 0);
        number("saAmfSUAdminState", u.admin().value());
        number("saAmfSUOperState", u.operational().value());
        number("saAmfSUPresenceState", u.presence().value());
        number("saAmfSUReadinessState", u.readiness().value());
        u.host().ifPresent(h -> names("saAmfSUHostedByNode", List.of(h.node().dn())));
        names(
                "saAmfSUAssignedSIs",
                u.assignments().stream()
                        .filter(a -> a.confirmed().isPresent())
                        .map(a -> a.instance().instance().dn())
                        .toList());
        number(
                "saAmfSUNumCurrActiveSIs",
                count(u.assignments(), HaState.ACTIVE) + count(u.assignments(), HaState.QUIESCING));
        number("saAmfSUNumCurrStandbySIs", count(u.assignments(), HaState.STANDBY));
        number("saAmfSURestartCount", u.escalation().unitRestarts());
    }

    private void component(ClusterState state, ComponentState c) {
        number("saAmfCompOperState", c.operational().value());
        number("saAmfCompPresenceState", c.presence().value());
        number("saAmfCompReadinessState", Readiness.of(state.unitOf(c), c).value());
        number("saAmfCompRestartCount", c.restarts());
        if (c.lifeCycle() != LifeCycleState.UNKNOWN) {
            number("amfCompLifeCycleState", c.lifeCycle().value());
        }
        c.proxying()
                .flatMap(Proxying::proxy)
                .ifPresent(p ->
                        names("saAmfCompCurrProxyName", List.of(p.component().dn())));
        names("saAmfCompCurrProxiedNames", Proxies.proxiedBy(state, c));
    }

    private void instance(InstanceState i) {
        number("saAmfSIAdminState", i.admin().value());
        number("saAmfSIAssignmentState", i.assignment().value());
        number(
                "saAmfSINumCurrActiveAssignments",
                count(i.assignments(), HaState.ACTIVE) + count(i.assignments(), HaState.QUIESCING));
        number("saAmfSINumCurrStandbyAssignments", count(i.assignments(), HaState.STANDBY));
    }

    private static long count(List<UnitAssignment> assignments, HaState state) {
        return assignments.stream()
                .filter(a -> a.confirmed().filter(c -> c == state).isPresent())
                .count();
    }
}
