package org.amf4j.admin.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.Table;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Model;
import org.amf4j.core.reason.Reason;
import org.amf4j.core.view.ClusterReport;
import org.amf4j.core.view.ClusterReport.AssignmentReport;
import org.amf4j.core.view.ClusterReport.CsiReport;
import org.amf4j.core.view.ClusterReport.InstanceReport;
import org.amf4j.core.view.ClusterReport.UnitReport;
import org.amf4j.testkit.StepResult;
import org.amf4j.testkit.StepResult.SimulatedCommand;

/** The steps of a simulation, for people and programs. The same steps give the same bytes. */
public final class SimulationView {

    private SimulationView() {}

    /** The whole simulation, with what was asked to be explained in the end: a name and sentences each. */
    public static ObjectNode json(Model model, List<StepResult> steps, List<List<String>> explanations) {
        ObjectNode result = Json.object();
        result.putObject("model")
                .put("nodes", model.nodes().size())
                .put("sus", model.units().size())
                .put("sis", model.instances().size())
                .put("components", model.components().size());
        ArrayNode list = result.putArray("steps");
        steps.forEach(step -> list.add(json(step)));
        if (!explanations.isEmpty()) {
            ArrayNode explained = result.putArray("explanations");
            for (List<String> explanation : explanations) {
                ObjectNode entry = explained.addObject().put("dn", explanation.get(0));
                ArrayNode state = entry.putArray("state");
                explanation.subList(1, explanation.size()).forEach(state::add);
            }
        }
        return result;
    }

    private static ObjectNode json(StepResult step) {
        ObjectNode result = Json.object();
        result.put("step", step.step());
        result.put("time_ms", step.timeMillis());
        result.put("result", step.status().aisName());
        if (!step.text().isEmpty()) {
            result.put("text", step.text());
        }
        result.set("assignments", assignments(step.report()));
        result.set("sus", units(step.report()));
        result.set("sis", instances(step.report()));
        result.set("commands", commands(step.commands()));
        ArrayNode reasons = result.putArray("reasons");
        for (Reason reason : step.reasons()) {
            reasons.addObject()
                    .put("subject", reason.subject().toString())
                    .put("rule", reason.rule())
                    .put("text", reason.text());
        }
        return result;
    }

    private static ArrayNode assignments(ClusterReport report) {
        ArrayNode list = Json.array();
        for (AssignmentReport assignment : assignmentsOf(report)) {
            ObjectNode entry = list.addObject()
                    .put("si", assignment.si().toString())
                    .put("su", assignment.su().toString())
                    .put("ha", assignment.ha().name());
            ArrayNode csis = entry.putArray("csis");
            List<CsiReport> sorted = assignment.csis().stream()
                    .sorted(Comparator.comparing(CsiReport::csi).thenComparing(CsiReport::component))
                    .toList();
            for (CsiReport csi : sorted) {
                csis.addObject()
                        .put("csi", csi.csi().toString())
                        .put("component", csi.component().toString())
                        .put("ha", csi.ha().name());
            }
        }
        return list;
    }

    private static List<AssignmentReport> assignmentsOf(ClusterReport report) {
        return report.assignments().stream()
                .sorted(Comparator.comparing(AssignmentReport::si).thenComparing(AssignmentReport::su))
                .toList();
    }

    private static ArrayNode units(ClusterReport report) {
        ArrayNode list = Json.array();
        report.sus().stream()
                .sorted(Comparator.comparing(UnitReport::dn))
                .forEach(unit -> list.addObject()
                        .put("dn", unit.dn().toString())
                        .put("node", unit.node().map(Dn::toString).orElse(""))
                        .put("admin", unit.admin().name())
                        .put("operational", unit.operational().name())
                        .put("presence", unit.presence().name())
                        .put("readiness", unit.readiness().name()));
        return list;
    }

    private static ArrayNode instances(ClusterReport report) {
        ArrayNode list = Json.array();
        report.sis().stream()
                .sorted(Comparator.comparing(InstanceReport::dn))
                .forEach(instance -> list.addObject()
                        .put("dn", instance.dn().toString())
                        .put("admin", instance.admin().name())
                        .put("assignment", instance.assignment().name()));
        return list;
    }

    private static ArrayNode commands(List<SimulatedCommand> commands) {
        ArrayNode list = Json.array();
        for (SimulatedCommand command : commands) {
            list.addObject()
                    .put("time_ms", command.timeMillis())
                    .put("command", command.command())
                    .put("target", command.target())
                    .put("detail", command.detail());
        }
        return list;
    }

    /** Each step with its result, what was done, who holds what, and why; then what was asked to be explained. */
    public static String text(List<StepResult> steps, List<List<String>> explanations) {
        StringBuilder text =
                new StringBuilder(steps.stream().map(SimulationView::text).collect(Collectors.joining("\n")));
        for (List<String> explanation : explanations) {
            text.append("\nwhy ").append(explanation.get(0)).append('\n');
            explanation
                    .subList(1, explanation.size())
                    .forEach(sentence -> text.append("  ").append(sentence).append('\n'));
        }
        return text.toString();
    }

    private static String text(StepResult step) {
        StringBuilder text = new StringBuilder();
        text.append("after '")
                .append(step.step())
                .append("' at ")
                .append(step.timeMillis())
                .append(" ms: ");
        text.append(step.status().aisName());
        text.append(step.text().isEmpty() ? "" : ", " + step.text()).append('\n');
        Table done = Table.indented(2);
        step.commands().forEach(c -> done.row(c.timeMillis() + " ms", c.command(), c.target(), c.detail()));
        text.append(done);
        Table held = Table.indented(2);
        assignmentsOf(step.report()).forEach(a -> held.row(a.ha(), a.su(), "for " + a.si()));
        text.append(step.report().assignments().isEmpty() ? "  nobody holds anything\n" : held.toString());
        step.reasons()
                .forEach(r -> text.append("  ")
                        .append(r.subject())
                        .append(": ")
                        .append(r.text())
                        .append(" (")
                        .append(r.rule())
                        .append(")\n"));
        return text.toString();
    }
}
