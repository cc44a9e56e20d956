package org.amf4j.core.view;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.view.ClusterReport.AssignmentReport;
import org.amf4j.core.view.ClusterReport.ComponentReport;
import org.amf4j.core.view.ClusterReport.CsiReport;
import org.amf4j.core.view.ClusterReport.InstanceReport;
import org.amf4j.core.view.ClusterReport.NodeReport;
import org.amf4j.core.view.ClusterReport.UnitReport;

/** Makes reports of the director's state. */
public final class ClusterReports {

    private ClusterReports() {}

    /** The cluster as it is. */
    public static ClusterReport of(ClusterState state) {
        return new ClusterReport(
                state.nodes().stream()
                        .map(n -> new NodeReport(
                                n.node().dn(),
                                n.isMember(),
                                n.silence().isPresent(),
                                n.node().config().cordoned(),
                                n.admin(),
                                n.operational()))
                        .toList(),
                state.units().stream().map(ClusterReports::unit).toList(),
                state.components().stream().map(c -> component(state, c)).toList(),
                state.instances().stream().map(ClusterReports::instance).toList(),
                state.instances().stream().flatMap(i -> assignments(state, i)).toList());
    }

    private static UnitReport unit(UnitState u) {
        return new UnitReport(
                u.unit().dn(),
                u.unit().group().dn(),
                u.host().map(h -> h.node().dn()),
                u.admin(),
                u.operational(),
                u.presence(),
                u.readiness());
    }

    private static ComponentReport component(ClusterState state, ComponentState c) {
        UnitState unit = state.unitOf(c);
        return new ComponentReport(
                c.component().dn(),
                unit.unit().dn(),
                c.operational(),
                c.presence(),
                Readiness.of(unit, c),
                c.restarts(),
                c.lifeCycle());
    }

    private static InstanceReport instance(InstanceState i) {
        return new InstanceReport(i.instance().dn(), i.instance().group().dn(), i.admin(), i.assignment());
    }

    private static Stream<AssignmentReport> assignments(ClusterState state, InstanceState instance) {
        return instance.assignments().stream()
                .filter(a -> a.confirmed().isPresent())
                .sorted(Comparator.comparing(a -> a.unit().unit().dn()))
                .map(a -> new AssignmentReport(
                        instance.instance().dn(),
                        a.unit().unit().dn(),
                        a.confirmed().orElseThrow(),
                        state.of(instance.instance().group())
                                .haReadiness()
                                .of(a.unit().unit(), instance.instance()),
                        csis(a)));
    }

    private static List<CsiReport> csis(UnitAssignment a) {
        return a.csis().stream()
                .filter(p -> p.confirmed().isPresent())
                .sorted(Comparator.comparing((CsiAssignment p) -> p.csi().dn())
                        .thenComparing(p -> p.component().component().dn()))
                .map(p -> new CsiReport(
                        p.csi().dn(),
                        p.component().component().dn(),
                        p.confirmed().orElseThrow()))
                .toList();
    }
}
