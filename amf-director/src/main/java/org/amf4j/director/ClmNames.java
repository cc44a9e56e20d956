package org.amf4j.director;

import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.clm.machine.MembershipState;

/** Names of the cluster and its nodes: in full, or short after {@code clm:}, as {@code clm:n1}. */
final class ClmNames {

    /** What stands before a short name, as short names alone mean AMF nodes. */
    static final String PREFIX = "clm:";

    private ClmNames() {}

    /** The cluster or the node that the text names; empty when it names neither. */
    static Optional<Dn> find(MembershipState state, String text) {
        if (text.startsWith(PREFIX)) {
            String name = text.substring(PREFIX.length());
            return name.equals(state.cluster().rdnValue())
                            && state.nodeOfAgent(name).isEmpty()
                    ? Optional.of(state.cluster())
                    : state.nodeOfAgent(name).map(n -> n.node().dn());
        }
        if (!text.startsWith("safNode=") && !text.startsWith("safCluster=")) {
            return Optional.empty();
        }
        try {
            Dn dn = Dn.of(text);
            return Optional.of(dn)
                    .filter(d -> d.equals(state.cluster()) || state.node(d).isPresent());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // whatever is no name names nothing
        }
    }
}
