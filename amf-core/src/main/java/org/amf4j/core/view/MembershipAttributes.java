package org.amf4j.core.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.clm.machine.MembershipState;
import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.clm.machine.NodeView;

/** Runtime attributes of the cluster and its nodes, under the names that the standard gives them. */
public final class MembershipAttributes {

    private static final long AF_INET = 1;
    private static final long AF_INET6 = 2;

    private final Map<String, List<Object>> values = new LinkedHashMap<>();

    private MembershipAttributes() {}

    /** Attributes and their values, numbers as {@link Long}; none for an object that is neither. */
    public static Map<String, List<Object>> of(MembershipState state, Dn dn) {
        MembershipAttributes attributes = new MembershipAttributes();
        if (dn.equals(state.cluster())) {
            attributes.number("saClmClusterNumNodes", state.memberCount());
            if (state.initTimestampNanos() != 0) {
                attributes.number("saClmClusterInitTimestamp", state.initTimestampNanos());
            }
        } else {
            state.node(dn).ifPresent(attributes::node);
        }
        return attributes.values;
    }

    private void node(NodeMembership node) {
        NodeView view = node.view();
        number("saClmNodeIsMember", view.member() ? 1 : 0);
        number("saClmNodeAdminState", node.admin().value());
        if (node.isUp()) {
            number("saClmNodeID", view.nodeId());
        }
        if (view.bootTimestampNanos() != 0) {
            number("saClmNodeBootTimeStamp", view.bootTimestampNanos());
        }
        if (view.initialViewNumber() != 0) {
            number("saClmNodeInitialViewNumber", view.initialViewNumber());
        }
        if (node.isUp() && !view.address().isEmpty()) {
            number("saClmNodeCurrAddressFamily", view.address().contains(":") ? AF_INET6 : AF_INET);
            values.put("saClmNodeCurrAddress", List.of(view.address()));
        }
    }

    private void number(String name, long value) {
        values.put(name, List.of(value));
    }
}
