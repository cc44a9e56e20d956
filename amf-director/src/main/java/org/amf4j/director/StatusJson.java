package org.amf4j.director;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.state.LifeCycleState;
import org.amf4j.core.view.ClusterReport;
import org.amf4j.core.view.ClusterReport.AssignmentReport;
import org.amf4j.core.view.ClusterReport.NodeReport;
import org.amf4j.core.view.ClusterReports;

/** The cluster's report in the shape that the commands show. */
final class StatusJson {

    private StatusJson() {}

    static Map<String, Object> of(ClusterState state) {
        ClusterReport report = ClusterReports.of(state);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("nodes", report.nodes().stream().map(StatusJson::node).toList());
        json.put(
                "groups",
                state.model().groups().stream()
                        .map(g -> row(
                                "dn",
                                g.dn(),
                                "model",
                                g.config().redundancy().title(),
                                "settled",
                                state.of(g).isSettled()))
                        .toList());
        json.put(
                "sus",
                report.sus().stream()
                        .map(u -> row(
                                "dn",
                                u.dn(),
                                "group",
                                u.group(),
                                "node",
                                u.node().map(Object::toString).orElse(""),
                                "admin",
                                u.admin(),
                                "operational",
                                u.operational(),
                                "presence",
                                u.presence(),
                                "readiness",
                                u.readiness()))
                        .toList());
        json.put(
                "components",
                report.components().stream()
                        .map(c -> row(
                                "dn",
                                c.dn(),
                                "su",
                                c.su(),
                                "operational",
                                c.operational(),
                                "presence",
                                c.presence(),
                                "readiness",
                                c.readiness(),
                                "restarts",
                                c.restarts(),
                                "life_cycle",
                                c.lifeCycle() == LifeCycleState.UNKNOWN ? "" : c.lifeCycle()))
                        .toList());
        json.put(
                "sis",
                report.sis().stream()
                        .map(i ->
                                row("dn", i.dn(), "group", i.group(), "admin", i.admin(), "assignment", i.assignment()))
                        .toList());
        json.put(
                "assignments",
                report.assignments().stream().map(StatusJson::assignment).toList());
        json.put("ha_reserves", reserves(state));
        return json;
    }

    /** What units are not, or not quite, ready for, by what their components say. */
    private static List<Map<String, Object>> reserves(ClusterState state) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (GroupState group : state.groups()) {
            group.haReadiness()
                    .reserves()
                    .forEach((unit, byInstance) -> byInstance.forEach((instance, readiness) ->
                            rows.add(row("su", unit.dn(), "si", instance.dn(), "readiness", readiness))));
        }
        return rows;
    }

    private static Map<String, Object> node(NodeReport n) {
        return row(
                "dn",
                n.dn(),
                "member",
                n.member(),
                "silent",
                n.silent(),
                "cordoned",
                n.cordoned(),
                "admin",
                n.admin(),
                "operational",
                n.operational());
    }

    private static Map<String, Object> assignment(AssignmentReport a) {
        Map<String, Object> row = row("si", a.si(), "su", a.su(), "ha", a.ha(), "ha_readiness", a.readiness());
        List<Map<String, Object>> csis = a.csis().stream()
                .map(c -> row("csi", c.csi(), "component", c.component(), "ha", c.ha()))
                .toList();
        row.put("csis", csis);
        return row;
    }

    private static Map<String, Object> row(Object... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            Object value = pairs[i + 1];
            row.put((String) pairs[i], value instanceof Boolean || value instanceof Number ? value : value.toString());
        }
        return row;
    }
}
