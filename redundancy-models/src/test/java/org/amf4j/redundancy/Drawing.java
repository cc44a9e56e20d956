package org.amf4j.redundancy;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.view.ClusterReport;
import org.amf4j.core.view.ClusterReport.AssignmentReport;
import org.amf4j.testkit.Simulation;
import org.amf4j.testkit.StepResult;

/** A simulation whose results are drawn as one line: {@code SU1 A:SI1,SI2 S:-; SU2 ...}. */
final class Drawing {

    private final Simulation simulation;
    private StepResult last;

    private Drawing(List<ImmObject> objects, List<RedundancyModel> models) {
        simulation = new Simulation(objects, models);
        last = simulation.start();
    }

    static Drawing of(List<ImmObject> objects) {
        return new Drawing(objects, StandardModels.all());
    }

    static Drawing of(List<ImmObject> objects, List<RedundancyModel> models) {
        return new Drawing(objects, models);
    }

    Drawing step(String text) {
        last = simulation.step(text);
        return this;
    }

    StepResult last() {
        return last;
    }

    Simulation simulation() {
        return simulation;
    }

    /** Who holds what, units without an assignment left out. */
    String shows() {
        var lines = new TreeMap<String, String>();
        for (Dn unit : last.report().assignments().stream()
                .map(AssignmentReport::su)
                .distinct()
                .toList()) {
            lines.put(unit.rdnValue(), unit.rdnValue() + " " + holdings(last.report(), unit));
        }
        return String.join("; ", lines.values());
    }

    /** Who holds what in one group, where others have units of the same names. */
    String shows(String group) {
        return last.report().assignments().stream()
                .map(AssignmentReport::su)
                .filter(u -> u.parent().rdnValue().equals(group))
                .distinct()
                .map(u -> u.rdnValue() + " " + holdings(last.report(), u))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static String holdings(ClusterReport report, Dn unit) {
        var byState = new TreeMap<String, List<String>>();
        report.assignments().stream()
                .filter(a -> a.su().equals(unit))
                .forEach(a -> byState.merge(
                        letter(a),
                        List.of(a.si().rdnValue()),
                        (x, y) -> java.util.stream.Stream.concat(x.stream(), y.stream())
                                .toList()));
        return byState.entrySet().stream()
                .map(e -> e.getKey() + ":" + String.join(",", e.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String letter(AssignmentReport a) {
        return switch (a.ha()) {
            case ACTIVE -> "A";
            case STANDBY -> "S";
            case QUIESCED -> "Qd";
            case QUIESCING -> "Qg";
        };
    }

    String presence(String unit) {
        return last.report().sus().stream()
                .filter(u -> u.dn().rdnValue().equals(unit))
                .map(u -> u.presence().name())
                .findFirst()
                .orElseThrow();
    }

    String readiness(String unit) {
        return last.report().sus().stream()
                .filter(u -> u.dn().rdnValue().equals(unit))
                .map(u -> u.readiness().name())
                .findFirst()
                .orElseThrow();
    }

    String operational(String unit) {
        return last.report().sus().stream()
                .filter(u -> u.dn().rdnValue().equals(unit))
                .map(u -> u.operational().name())
                .findFirst()
                .orElseThrow();
    }

    /** Presence state of a component, written {@code SU1/c}. */
    String component(String name) {
        return last.report().components().stream()
                .filter(c -> brief(c.dn().toString()).equals(name))
                .map(c -> c.presence().name())
                .findFirst()
                .orElseThrow();
    }

    String assignment(String instance) {
        return last.report().sis().stream()
                .filter(i -> i.dn().rdnValue().equals(instance))
                .map(i -> i.assignment().name())
                .findFirst()
                .orElseThrow();
    }

    /** What came of the errors since the last call: the recoveries applied, in order. */
    List<String> recoveries() {
        return simulation.cluster().takeChanges().stream()
                .filter(Change.Recovery.class::isInstance)
                .map(c -> ((Change.Recovery) c).applied())
                .toList();
    }

    /** Changes of a unit's presence state since the last call: {@code INSTANTIATED to RESTARTING}. */
    List<String> unitStates(String unit) {
        return simulation.cluster().takeChanges().stream()
                .filter(Change.State.class::isInstance)
                .map(Change.State.class::cast)
                .filter(s -> s.attribute().equals("saAmfSUPresenceState")
                        && s.entity().rdnValue().equals(unit))
                .map(s -> s.before() + " to " + s.after())
                .toList();
    }

    /** Alarms since the last call, {@code +} for raised and {@code -} for cleared: {@code +SI_UNASSIGNED SI1}. */
    List<String> alarms() {
        return simulation.cluster().takeChanges().stream()
                .filter(Change.Alarm.class::isInstance)
                .map(Change.Alarm.class::cast)
                .map(a -> (a.raised() ? "+" : "-") + a.alarm() + " "
                        + brief(a.entity().toString()))
                .toList();
    }

    /** The last step's commands with all they say, names in brief: {@code SU1/c CSI_SET ACTIVE ADD_ONE a.k NEW_ASSIGN}. */
    List<String> trace() {
        return last.commands().stream()
                .map(c -> brief(c.target()) + " " + c.command() + (c.detail().isEmpty() ? "" : " " + c.detail()))
                .map(line -> Arrays.stream(line.split(" ")).map(Drawing::brief).collect(Collectors.joining(" ")))
                .toList();
    }

    private static String brief(String word) {
        if (!word.contains("=")) {
            return word;
        }
        Dn dn = Dn.of(word);
        return switch (dn.rdnAttribute()) {
            case "safComp" -> dn.parent().rdnValue() + "/" + dn.rdnValue();
            case "safCsi" -> dn.parent().rdnValue() + "." + dn.rdnValue();
            default -> dn.rdnValue();
        };
    }

    /** The callbacks and commands of the last step, in order: {@code CSI_SET ACTIVE c1}. */
    List<String> commands() {
        return last.commands().stream()
                .map(c -> c.command() + " " + Dn.of(c.target()).parent().rdnValue()
                        + (c.detail().isEmpty() ? "" : " " + c.detail().split(" ")[0]))
                .toList();
    }
}
