package org.amf4j.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.AssignmentState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;
import org.amf4j.core.view.ClusterReport;
import org.amf4j.core.view.ClusterReport.AssignmentReport;
import org.amf4j.core.view.ClusterReport.InstanceReport;
import org.amf4j.core.view.ClusterReport.UnitReport;

/** What came of a step, as a few lines with short names. */
final class Transcript {

    private Transcript() {}

    static List<String> of(StepResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + result.timeMillis() + " ms, " + result.status().aisName()
                + (result.text().isEmpty() ? "" : ": " + brief(result.text())));
        lines.add("  holds: " + holdings(result.report()));
        result.report().sus().forEach(u -> unit(u, lines));
        result.report().sis().forEach(i -> instance(i, lines));
        result.commands()
                .forEach(c -> lines.add("  order: " + brief(c.target()) + " " + c.command()
                        + (c.detail().isEmpty() ? "" : " " + brief(c.detail()))));
        result.reasons()
                .forEach(r -> lines.add(
                        "  why: " + brief(r.subject().toString()) + " [" + r.rule() + "] " + brief(r.text())));
        return lines;
    }

    /** Who holds what, by unit: {@code SU1 A:a,b; SU2 S:a,b}. */
    private static String holdings(ClusterReport report) {
        Map<Dn, Map<HaState, List<String>>> byUnit = new TreeMap<>();
        for (AssignmentReport a : report.assignments()) {
            byUnit.computeIfAbsent(a.su(), u -> new TreeMap<>())
                    .computeIfAbsent(a.ha(), h -> new ArrayList<>())
                    .add(a.si().rdnValue());
        }
        return byUnit.isEmpty()
                ? "nobody"
                : byUnit.entrySet().stream()
                        .map(e -> e.getKey().rdnValue() + " " + roles(e.getValue()))
                        .collect(Collectors.joining("; "));
    }

    private static String roles(Map<HaState, List<String>> roles) {
        return roles.entrySet().stream()
                .map(e -> letter(e.getKey()) + ":" + String.join(",", e.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String letter(HaState state) {
        return switch (state) {
            case ACTIVE -> "A";
            case STANDBY -> "S";
            case QUIESCED -> "Qd";
            case QUIESCING -> "Qg";
        };
    }

    /** Units that are as they should be need no line. */
    private static void unit(UnitReport unit, List<String> lines) {
        List<String> states = new ArrayList<>();
        if (unit.admin() != AdminState.UNLOCKED) {
            states.add(unit.admin().name());
        }
        if (unit.operational() != OperationalState.ENABLED) {
            states.add(unit.operational().name());
        }
        if (unit.presence() != PresenceState.INSTANTIATED) {
            states.add(unit.presence().name());
        }
        if (unit.readiness() != ReadinessState.IN_SERVICE) {
            states.add(unit.readiness().name());
        }
        if (!states.isEmpty()) {
            lines.add("  unit: " + unit.dn().rdnValue() + " " + String.join(" ", states));
        }
    }

    private static void instance(InstanceReport instance, List<String> lines) {
        boolean usual =
                instance.admin() == AdminState.UNLOCKED && instance.assignment() == AssignmentState.FULLY_ASSIGNED;
        if (!usual) {
            lines.add("  instance: " + instance.dn().rdnValue() + " " + instance.admin() + " " + instance.assignment());
        }
    }

    /** The text with short names instead of distinguished ones. */
    private static String brief(String text) {
        return Arrays.stream(text.split(" ")).map(Transcript::word).collect(Collectors.joining(" "));
    }

    private static String word(String word) {
        if (!word.startsWith("saf") || !word.contains("=")) {
            return word;
        }
        int end = word.length();
        while (end > 0 && !Character.isLetterOrDigit(word.charAt(end - 1))) {
            end--;
        }
        try {
            return name(Dn.of(word.substring(0, end))) + word.substring(end);
        } catch (IllegalArgumentException e) {
            return word; // looks like a name and is none
        }
    }

    private static String name(Dn dn) {
        return switch (dn.rdnAttribute()) {
            case "safComp" -> dn.parent().rdnValue() + "/" + dn.rdnValue();
            case "safCsi" -> dn.parent().rdnValue() + "." + dn.rdnValue();
            default -> dn.rdnValue();
        };
    }
}
