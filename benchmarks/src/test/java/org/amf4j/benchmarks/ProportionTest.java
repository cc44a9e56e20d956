package org.amf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.imm.ImmXmlReader;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The work for an event is in proportion to what it touches. Counts what is looked at; looks at no clock. */
class ProportionTest {

    @TempDir
    Path dir;

    private final List<String> asked = new ArrayList<>();

    /** A redundancy model that notes which groups it is asked about. */
    private final class Noting implements RedundancyModel {
        private final RedundancyModel model;

        Noting(RedundancyModel model) {
            this.model = model;
        }

        @Override
        public RedundancyKind kind() {
            return model.kind();
        }

        @Override
        public Assignments target(GroupView group) {
            asked.add(group.group().name());
            return model.target(group);
        }
    }

    private WillingAgents started(ScaleCase scale) throws Exception {
        Path file = dir.resolve("model.xml");
        ModelFile.write(scale, file);
        WillingAgents agents = new WillingAgents(
                new Director(StandardModels.all().stream().map(Noting::new).toList()));
        agents.decide(new Event.ConfigurationLoaded(
                1, 1, ImmXmlReader.read(file).model().objects()));
        for (NodeState node : state(agents).nodes()) {
            agents.report(new Event.NodeJoined(node.node().agentName(), 1));
        }
        agents.rest();
        asked.clear();
        return agents;
    }

    private static ClusterState state(WillingAgents agents) {
        return agents.director().state().orElseThrow();
    }

    private static void fail(WillingAgents agents, UnitState unit) {
        ComponentState component = unit.components().get(0);
        agents.report(new Event.CleanupEnded(
                component.component().dn(), component.incarnation().orElseThrow(), true, "exit 0", agents.nowNanos()));
        agents.decide(new Event.ComponentFailed(
                component.component().dn(),
                component.incarnation().orElseThrow(),
                ErrorSource.PROCESS_ENDED,
                RecommendedRecovery.NO_RECOMMENDATION,
                "killed",
                agents.nowNanos(),
                agents.nowNanos()));
    }

    @ParameterizedTest
    @EnumSource(RedundancyKind.class)
    @DisplayName("a component failure among thousands of groups has its own group looked at and no other")
    void componentFailureTouchesItsGroup(RedundancyKind kind) throws Exception {
        WillingAgents agents = started(new ScaleCase(kind, 10_000, 10, 100));
        GroupState group = state(agents).groups().get(state(agents).groups().size() / 2);

        fail(agents, group.units().get(0));
        agents.rest();

        assertThat(asked).isNotEmpty().containsOnly(group.group().name());
    }

    @Test
    @DisplayName("the loss of a node among many has the groups looked at that have a unit there")
    void nodeLossTouchesItsGroups() throws Exception {
        WillingAgents agents = started(new ScaleCase(RedundancyKind.TWO_N, 10_000, 10, 100));
        NodeState node = state(agents).nodes().get(50);
        List<String> concerned = state(agents).unitsOf(node.node()).stream()
                .map(u -> u.unit().group().name())
                .toList();

        agents.decide(new Event.NodeLeft(node.node().agentName(), 1, "connection lost"));
        agents.rest();

        assertThat(asked).isNotEmpty().isSubsetOf(concerned);
    }

    @ParameterizedTest
    @EnumSource(RedundancyKind.class)
    @DisplayName("in a group at rest no instance is left to be looked at")
    void nothingIsLookedAtAtRest(RedundancyKind kind) throws Exception {
        WillingAgents agents = started(new ScaleCase(kind, 100, 100, 10));
        GroupState group = state(agents).groups().get(0);
        agents.decide(new Event.Tick());

        assertThat(group.toPlan().cardinality()).isZero();
        assertThat(group.toDerive().cardinality()).isZero();
        assertThat(asked).isEmpty();
    }

    @Test
    @DisplayName("in a large group a failure has those instances looked at that the failed unit holds")
    void failureInALargeGroupTouchesItsInstances() throws Exception {
        WillingAgents agents = started(new ScaleCase(RedundancyKind.N_WAY_ACTIVE, 1_000, 1_000, 16));
        GroupState group = state(agents).groups().get(0);
        UnitState failing = group.units().get(3);
        int held = failing.assignments().size();
        List<Integer> looked = new ArrayList<>();

        fail(agents, failing);
        looked.add(group.toPlan().cardinality());
        agents.rest();

        assertThat(held).isBetween(100, 200);
        assertThat(looked.get(0)).isLessThanOrEqualTo(held);
        assertThat(failing.assignments().stream()
                        .filter(a -> a.is(HaState.ACTIVE))
                        .count())
                .as("nothing moves back by itself")
                .isZero();
        assertThat(group.toPlan().cardinality()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"100, 1", "1, 100"})
    @DisplayName(
            "a change of one assignment has the others of its component looked at only where they may wait for room")
    void changeOfOneAmongMany(long standbysMax, int looked) throws Exception {
        Path file = dir.resolve("limited.xml");
        ModelFile.write(new ScaleCase(RedundancyKind.TWO_N, 100, 100, 10), file);
        WillingAgents agents = new WillingAgents(new Director(StandardModels.all()));
        agents.decide(new Event.ConfigurationLoaded(
                1,
                1,
                ImmXmlReader.read(file).model().objects().stream()
                        .map(object -> limited(object, 100, standbysMax))
                        .toList()));
        for (NodeState node : state(agents).nodes()) {
            agents.report(new Event.NodeJoined(node.node().agentName(), 1));
        }
        agents.rest();
        GroupState group = state(agents).groups().get(0);
        CsiAssignment one = group.units().stream()
                .flatMap(unit -> unit.assignments().stream())
                .filter(assignment -> assignment.is(HaState.ACTIVE))
                .findFirst()
                .orElseThrow()
                .csis()
                .get(0);
        group.toPlan().clear();

        one.confirmed(one.confirmed());

        assertThat(one.component().csis()).hasSize(100);
        assertThat(group.toPlan().cardinality()).isEqualTo(looked);
    }

    private static ImmObject limited(ImmObject object, long actives, long standbys) {
        if (!object.className().equals("SaAmfCtCsType")) {
            return object;
        }
        Map<String, List<Object>> attributes = new LinkedHashMap<>(object.attributes());
        attributes.put("saAmfCtDefNumMaxActiveCSIs", List.of(actives));
        attributes.put("saAmfCtDefNumMaxStandbyCSIs", List.of(standbys));
        return new ImmObject(object.dn(), object.className(), attributes);
    }
}
