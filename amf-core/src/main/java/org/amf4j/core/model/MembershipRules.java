package org.amf4j.core.model;

import java.util.List;
import org.amf4j.clm.model.ClmRules;

/** Rules for the objects of the cluster membership. */
final class MembershipRules {
    private final Draft draft;

    MembershipRules(Draft draft) {
        this.draft = draft;
    }

    void check() {
        List<Placed> clusters = draft.index.all(AmfClass.CLM_CLUSTER);
        clusters.stream()
                .skip(1)
                .forEach(c -> draft.problems.error(
                        c.dn(),
                        "",
                        "MODEL-CLM-CLUSTER",
                        "there can be one SaClmCluster only, and "
                                + clusters.get(0).dn() + " is it; remove this one"));
        for (Placed node : draft.index.all(AmfClass.CLM_NODE)) {
            ClmRules.node(node.object(), node.dn().parent())
                    .forEach(v -> draft.problems.error(v.dn(), v.attribute(), "MODEL-CLM-NODE", v.text()));
        }
    }
}
