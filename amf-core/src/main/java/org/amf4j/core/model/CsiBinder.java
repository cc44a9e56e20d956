package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.amf4j.api.Dn;

/** Binds component service instances in the order of their dependencies (AMF-009). */
final class CsiBinder {
    private static final String DEPENDENCIES = "saAmfCSIDependencies";

    private final Draft draft;
    private final Map<Dn, List<Dn>> sponsors = new LinkedHashMap<>();
    private final Map<Dn, Integer> ranks = new LinkedHashMap<>();

    CsiBinder(Draft draft) {
        this.draft = draft;
    }

    void bind() {
        rank();
        for (Placed object : draft.index.all(AmfClass.CSI)) {
            Attributes in = draft.attributes(object);
            Optional<Dn> type = in.requiredReference("saAmfCSType", AmfClass.CS_TYPE, draft.index);
            Optional<ServiceInstance> instance = object.parent(ServiceInstance.class);
            if (type.isPresent() && instance.isPresent()) {
                draft.add(
                        draft.csis,
                        object,
                        new ComponentServiceInstance(
                                object.dn(),
                                draft.csis.size(),
                                instance.get(),
                                type.get(),
                                ranks.getOrDefault(object.dn(), 1),
                                sponsors.getOrDefault(object.dn(), List.of()),
                                attributes(object),
                                in.flag("osafAmfCSICommunicateCsiAttributeChange")
                                        .orElse(false)));
            }
        }
        List<ComponentServiceInstance> byRank = new ArrayList<>(draft.csis);
        byRank.sort(Comparator.comparingInt(ComponentServiceInstance::dependencyRank));
        byRank.forEach(csi -> csi.instance().add(csi));
    }

    /** Finds sponsors and ranks, service instance by service instance; most have no dependencies at all. */
    private void rank() {
        for (Placed object : draft.index.all(AmfClass.CSI)) {
            List<Dn> of = sponsors(draft.attributes(object));
            if (!of.isEmpty()) {
                sponsors.put(object.dn(), of);
            }
        }
        if (sponsors.isEmpty()) {
            return;
        }
        for (Placed instance : draft.index.all(AmfClass.INSTANCE)) {
            List<Placed> csis = instance.children(AmfClass.CSI);
            if (csis.stream().anyMatch(csi -> sponsors.containsKey(csi.dn()))) {
                rank(csis);
            }
        }
    }

    private void rank(List<Placed> csis) {
        Map<Dn, List<Dn>> graph = new TreeMap<>();
        csis.forEach(csi -> graph.put(csi.dn(), sponsors.getOrDefault(csi.dn(), List.of())));
        DependencyOrder order = DependencyOrder.of(graph);
        ranks.putAll(order.ranks());
        for (List<Dn> cycle : order.cycles()) {
            draft.problems.error(
                    cycle.get(0),
                    DEPENDENCIES,
                    "AMF-009",
                    "the dependencies go in a circle: " + circle(cycle) + "; remove one of them");
        }
    }

    /** A circle in words. */
    static String circle(List<Dn> cycle) {
        return cycle.stream().map(Dn::toString).collect(Collectors.joining(" needs ")) + " needs " + cycle.get(0);
    }

    private List<Dn> sponsors(Attributes in) {
        List<Dn> names = in.names(DEPENDENCIES);
        if (names.isEmpty()) {
            return names;
        }
        return names.stream()
                .distinct()
                .sorted()
                .filter(s -> isSponsor(in.dn(), s))
                .toList();
    }

    private boolean isSponsor(Dn csi, Dn sponsor) {
        String wrong = "";
        if (sponsor.equals(csi)) {
            wrong = "the CSI cannot depend on itself; remove that dependency";
        } else if (!draft.index.has(sponsor, AmfClass.CSI)) {
            wrong = "there is no CSI " + sponsor + " to depend on; create it or correct the name";
        } else if (!sponsor.parent().equals(csi.parent())) {
            wrong = sponsor + " belongs to another service instance; a CSI can only depend on CSIs of " + csi.parent();
        }
        if (!wrong.isEmpty()) {
            draft.problems.error(csi, DEPENDENCIES, "AMF-009", wrong);
        }
        return wrong.isEmpty();
    }

    private Map<String, List<String>> attributes(Placed csi) {
        List<Placed> objects = csi.children(AmfClass.CSI_ATTRIBUTE);
        if (objects.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> attributes = new TreeMap<>();
        for (Placed object : objects) {
            attributes.put(object.dn().rdnValue(), draft.attributes(object).texts("saAmfCSIAttriValue"));
        }
        return Collections.unmodifiableMap(attributes);
    }
}
