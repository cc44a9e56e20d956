package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;

/** Binds service instances with their ranked units and their sponsors. */
final class InstanceBinder {
    private static final String PROTECTED_BY = "saAmfSIProtectedbySG";

    private final Draft draft;

    InstanceBinder(Draft draft) {
        this.draft = draft;
    }

    void bind() {
        for (Placed object : draft.index.all(AmfClass.INSTANCE)) {
            Attributes in = draft.attributes(object);
            Optional<Dn> type = in.requiredReference("saAmfSvcType", AmfClass.SERVICE_TYPE, draft.index);
            Optional<ServiceGroup> group = group(in);
            Optional<Application> application = object.parent(Application.class);
            if (type.isPresent() && group.isPresent() && application.isPresent()) {
                ServiceInstance.Config config = config(object, type.get(), group.get());
                ServiceInstance instance =
                        new ServiceInstance(object.dn(), draft.instances.size(), group.get(), config);
                draft.add(draft.instances, object, instance);
                application.get().add(instance);
            }
        }
        List<ServiceInstance> byRank = new ArrayList<>(draft.instances);
        Map<Dn, Integer> depths = depths();
        byRank.sort(Comparator.<ServiceInstance>comparingInt(
                        i -> UnitBinder.rankKey(i.config().rank()))
                .thenComparingInt(i -> depths.getOrDefault(i.dn(), 1)));
        byRank.forEach(instance -> instance.group().add(instance));
    }

    /** How far each instance is from those that need nobody: among equals, sponsors come first. */
    private Map<Dn, Integer> depths() {
        return DependencyOrder.of(dependencies(draft.instances)).ranks();
    }

    /** Sponsors by instance, of those that have sponsors or dependents. */
    static Map<Dn, List<Dn>> dependencies(List<ServiceInstance> instances) {
        Map<Dn, List<Dn>> graph = new LinkedHashMap<>();
        for (ServiceInstance instance : instances) {
            for (Dn sponsor : instance.config().sponsors().keySet()) {
                graph.computeIfAbsent(sponsor, s -> new ArrayList<>());
                graph.computeIfAbsent(instance.dn(), i -> new ArrayList<>()).add(sponsor);
            }
        }
        return graph;
    }

    private Optional<ServiceGroup> group(Attributes in) {
        Optional<Dn> dn = in.requiredReference(PROTECTED_BY, AmfClass.GROUP, draft.index);
        if (dn.isPresent() && !dn.get().parent().equals(in.dn().parent())) {
            draft.problems.error(
                    in.dn(),
                    PROTECTED_BY,
                    "AMF-004",
                    "the service group " + dn.get() + " belongs to another application and cannot protect this service"
                            + " instance; name a group of " + in.dn().parent());
            return Optional.empty();
        }
        return dn.flatMap(d -> draft.find(d, ServiceGroup.class));
    }

    private ServiceInstance.Config config(Placed object, Dn type, ServiceGroup group) {
        Attributes in = draft.attributes(object);
        int active = group.config().redundancy() == RedundancyKind.N_WAY_ACTIVE
                ? group.config().prefAssignedUnits()
                : 1;
        return new ServiceInstance.Config(
                type,
                in.count("saAmfSIRank").orElse(0),
                in.count("saAmfSIPrefActiveAssignments").orElse(active),
                in.count("saAmfSIPrefStandbyAssignments").orElse(1),
                rankedUnits(object, group),
                sponsors(object),
                in.adminState("saAmfSIAdminState"));
    }

    private Map<Dn, Integer> rankedUnits(Placed instance, ServiceGroup group) {
        List<Placed> objects = instance.children(AmfClass.RANKED_UNIT);
        if (objects.isEmpty()) {
            return Map.of();
        }
        Map<Dn, Integer> ranks = new TreeMap<>();
        Map<Integer, Dn> taken = new TreeMap<>();
        for (Placed object : objects) {
            Dn unit = object.target();
            int rank = draft.attributes(object).requiredCount("saAmfRank");
            if (!draft.index.has(unit, AmfClass.UNIT) || !unit.parent().equals(group.dn())) {
                draft.problems.error(
                        object.dn(),
                        "safRankedSu",
                        "MODEL-RANKED-SU",
                        unit + " is no service unit of the protecting group " + group.dn() + "; name one that is");
            }
            Dn other = taken.putIfAbsent(rank, unit);
            if (other != null) {
                draft.problems.error(
                        object.dn(),
                        "saAmfRank",
                        "MODEL-RANKED-SU",
                        "rank " + rank + " is already that of " + other + "; give each unit a rank of its own");
            }
            ranks.put(unit, rank);
        }
        return Collections.unmodifiableMap(ranks);
    }

    private Map<Dn, Long> sponsors(Placed instance) {
        List<Placed> objects = instance.children(AmfClass.INSTANCE_DEPENDENCY);
        if (objects.isEmpty()) {
            return Map.of();
        }
        Map<Dn, Long> sponsors = new TreeMap<>();
        for (Placed object : objects) {
            long tolerance = draft.attributes(object).time("saAmfToleranceTime").orElse(0L);
            if (TypeReader.associated(draft.index, draft.problems, object, AmfClass.INSTANCE)) {
                sponsors.put(object.target(), tolerance);
            }
        }
        return Collections.unmodifiableMap(sponsors);
    }
}
