package org.amf4j.director;

import java.util.LinkedHashMap;
import java.util.Map;
import org.amf4j.clm.machine.MembershipState;
import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.clm.machine.NodeView;

/** The membership in the shape that the commands show. */
final class MembershipJson {

    private MembershipJson() {}

    static Map<String, Object> of(MembershipState state) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cluster", state.cluster().toString());
        json.put("view_number", state.viewNumber());
        json.put("members", state.memberCount());
        json.put("nodes", state.nodes().stream().map(n -> node(state, n)).toList());
        return json;
    }

    private static Map<String, Object> node(MembershipState state, NodeMembership node) {
        NodeView view = node.view();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dn", view.name().toString());
        json.put("node_id", view.nodeId());
        json.put("member", view.member());
        json.put("up", node.isUp());
        json.put("silent", node.isSilent());
        json.put("admin", node.admin().name());
        json.put("admin_number", node.admin().value());
        json.put("initial_view_number", view.initialViewNumber());
        json.put("boot_timestamp_ns", view.bootTimestampNanos());
        json.put("address", view.address());
        json.put(
                "under_way",
                state.change(view.name())
                        .map(c -> c.operation() + " " + c.step())
                        .orElse(""));
        return json;
    }
}
