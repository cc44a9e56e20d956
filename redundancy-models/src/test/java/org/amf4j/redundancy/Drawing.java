package org.amf4j.redundancy;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.view.ClusterReport;
import org.amf4j.core.view.ClusterReport.AssignmentReport;
import org.amf4j.testkit.Simulation;
import org.amf4j.testkit.StepResult;

/** A simulation whose results are drawn as one line: {@code SU1 A:SI1,SI2 S:-; SU2 ...}. */
final class Drawing {

    private final Simulation simulation;
    private StepResult last;

    private Drawing(List<ImmObject> objects) {
        simulation = new Simulation(objects, StandardModels.all());
        last = simulation.start();
    }

    static Drawing of(List<ImmObject> objects) {
        return new Drawing(objects);
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
        for (Dn unit : last.report().assignments().stream().map(AssignmentReport::su).distinct().toList()) {
            lines.put(unit.rdnValue(), unit.rdnValue() + " " + holdings(last.report(), unit));
        }
        return String.join("; ", lines.values());
    }

    private static String holdings(ClusterReport report, Dn unit) {
        var byState = new TreeMap<String, List<String>>();
        report.assignments().stream()
                .filter(a -> a.su().equals(unit))
                .forEach(a -> byState.merge(
                        letter(a), List.of(a.si().rdnValue()), (x, y) -> java.util.stream.Stream.concat(
                                        x.stream(), y.stream())
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

    String assignment(String instance) {
        return last.report().sis().stream()
                .filter(i -> i.dn().rdnValue().equals(instance))
                .map(i -> i.assignment().name())
                .findFirst()
                .orElseThrow();
    }

    /** The callbacks and commands of the last step, in order: {@code CSI_SET ACTIVE c1}. */
    List<String> commands() {
        return last.commands().stream()
                .map(c -> c.command() + " " + Dn.of(c.target()).parent().rdnValue()
                        + (c.detail().isEmpty() ? "" : " " + c.detail().split(" ")[0]))
                .toList();
    }
}
