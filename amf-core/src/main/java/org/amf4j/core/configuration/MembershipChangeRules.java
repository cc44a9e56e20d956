package org.amf4j.core.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.clm.machine.MembershipState;
import org.amf4j.clm.model.ClmNode;
import org.amf4j.clm.model.ClmRules;
import org.amf4j.clm.model.ClmRules.Violation;
import org.amf4j.core.runtime.ClusterState;

/** What may come, go or change among the objects of the cluster membership (CLM reference, section 1.2). */
final class MembershipChangeRules {

    private static final String RULE = "CLM section 1";
    private static final String CLUSTER_CLASS = "SaClmCluster";

    private final Map<Dn, ImmObject> objects;
    private final MembershipState membership;

    MembershipChangeRules(ClusterState state) {
        this.objects = state.model().objects();
        this.membership = state.membership();
    }

    /** What stands against the change. */
    List<Refusal> refusals(Map<Dn, Optional<ImmObject>> edits) {
        List<Refusal> refusals = new ArrayList<>();
        edits.forEach((dn, after) -> violations(dn, Optional.ofNullable(objects.get(dn)), after)
                .forEach(v -> refusals.add(new Refusal(AisStatus.ERR_BAD_OPERATION, v.dn(), RULE, v.text()))));
        return refusals;
    }

    private List<Violation> violations(Dn dn, Optional<ImmObject> before, Optional<ImmObject> after) {
        String className = after.or(() -> before).map(ImmObject::className).orElse("");
        if (className.equals(CLUSTER_CLASS)) {
            return cluster(dn, before, after);
        } else if (!className.equals(ClmNode.CLASS)) {
            return List.of();
        } else if (after.isEmpty()) {
            return membership
                    .node(dn)
                    .map(n -> ClmRules.delete(dn, n.isMember(), n.admin()))
                    .orElse(List.of());
        } else if (before.isEmpty()) {
            return ClmRules.node(after.get(), membership.cluster());
        }
        return ClmRules.modify(dn, changed(before.get(), after.get()));
    }

    private static List<Violation> cluster(Dn dn, Optional<ImmObject> before, Optional<ImmObject> after) {
        if (after.isEmpty()) {
            return ClmRules.deleteCluster(dn);
        }
        return before.isEmpty() ? ClmRules.createCluster(dn) : List.of();
    }

    private static Map<String, List<Object>> changed(ImmObject before, ImmObject after) {
        Map<String, List<Object>> changed = new LinkedHashMap<>();
        after.attributes().forEach((name, values) -> {
            if (!values.equals(before.values(name))) {
                changed.put(name, values);
            }
        });
        before.attributes().keySet().stream()
                .filter(name -> after.values(name).isEmpty())
                .forEach(name -> changed.put(name, List.of()));
        return changed;
    }
}
