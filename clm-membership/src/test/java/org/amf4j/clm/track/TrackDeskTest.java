package org.amf4j.clm.track;

import static org.amf4j.api.clm.TrackFlag.CHANGES;
import static org.amf4j.api.clm.TrackFlag.CHANGES_ONLY;
import static org.amf4j.api.clm.TrackFlag.CURRENT;
import static org.amf4j.api.clm.TrackFlag.LOCAL;
import static org.amf4j.api.clm.TrackFlag.START_STEP;
import static org.amf4j.api.clm.TrackFlag.VALIDATE_STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.clm.ChangeStep;
import org.amf4j.api.clm.ClusterChange;
import org.amf4j.api.clm.ClusterNode;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.api.clm.TrackFlag;
import org.amf4j.clm.machine.Cluster;
import org.amf4j.clm.machine.NodeView;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What subscribers on node n1 of three hear. */
class TrackDeskTest {

    private final Cluster cluster = new Cluster(3);
    private final TrackDesk desk = new TrackDesk("n1");

    TrackDeskTest() {
        cluster.up(1, 1);
        cluster.up(2, 1);
        cluster.up(3, 1);
        cluster.takeSteps();
        desk.picture(cluster.state().picture());
        desk.opened(1);
    }

    private static int bits(TrackFlag... flags) {
        return TrackFlag.bits(Set.of(flags));
    }

    private List<Call.Step> calls() {
        return desk.takeCalls().stream().map(c -> (Call.Step) c).toList();
    }

    private void heard() {
        assertThat(desk.steps(cluster.takeSteps())).isTrue();
    }

    private static void assertFails(AisStatus status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    private static List<String> items(Call.Step call) {
        return call.items().stream()
                .map(i -> i.node().name().rdnValue() + " " + i.change())
                .toList();
    }

    @Test
    @Tag("CLM-001")
    @DisplayName("flags that make no sense, alone or together, are refused")
    void badFlags() {
        assertFails(AisStatus.ERR_BAD_FLAGS, () -> desk.track(1, 0));
        assertFails(AisStatus.ERR_BAD_FLAGS, () -> desk.track(1, bits(START_STEP)));
        assertFails(AisStatus.ERR_BAD_FLAGS, () -> desk.track(1, bits(VALIDATE_STEP)));
        assertFails(AisStatus.ERR_BAD_FLAGS, () -> desk.track(1, bits(LOCAL)));
        assertFails(AisStatus.ERR_BAD_FLAGS, () -> desk.track(1, bits(CHANGES, CHANGES_ONLY)));
        assertFails(AisStatus.ERR_BAD_FLAGS, () -> desk.track(1, bits(CURRENT, START_STEP)));
        assertFails(AisStatus.ERR_BAD_FLAGS, () -> desk.track(1, 0x40 | bits(CURRENT)));
        assertThat(desk.takeCalls()).isEmpty();
    }

    @Test
    @Tag("CLM-003")
    @DisplayName("the view holds the members alone, under a number not below that in which any of them joined")
    void view() {
        cluster.down(3);
        heard();

        var view = desk.view(1);

        assertThat(view.nodes()).extracting(n -> n.name().rdnValue()).containsExactly("n1", "n2");
        assertThat(view.nodes()).allMatch(NodeView::member);
        assertThat(view.nodes()).allMatch(n -> n.initialViewNumber() <= view.viewNumber());
    }

    @Test
    @Tag("CLM-004")
    @DisplayName("who asks for the present is told once, and no answer is wanted")
    void current() {
        desk.track(1, bits(CURRENT));
        cluster.down(3);
        heard();

        assertThat(calls()).singleElement().satisfies(call -> {
            assertThat(call.step()).isEqualTo(ChangeStep.COMPLETED);
            assertThat(call.invocation()).isZero();
            assertThat(items(call)).containsExactly("n1 NO_CHANGE", "n2 NO_CHANGE", "n3 NO_CHANGE");
        });
    }

    @Test
    @Tag("CLM-005")
    @Tag("CLM-007")
    @DisplayName("who wants changes only hears of the node that has changed, with the number of members")
    void changesOnly() {
        desk.track(1, bits(CHANGES_ONLY));

        cluster.down(3);
        cluster.up(3, 2);
        heard();

        List<Call.Step> calls = calls();
        assertThat(calls).extracting(TrackDeskTest::items).containsExactly(List.of("n3 LEFT"), List.of("n3 JOINED"));
        assertThat(calls).extracting(Call.Step::members).containsExactly(2, 3);
        assertThat(calls).extracting(Call.Step::viewNumber).containsExactly(4L, 5L);
        assertThat(calls.get(1).items().get(0).node().initialViewNumber()).isEqualTo(5);
        assertThat(calls).allMatch(c -> c.step() == ChangeStep.COMPLETED && c.invocation() == 0);
    }

    @Test
    @Tag("CLM-006")
    @DisplayName(
            "who wants changes with all members hears of the others as unchanged, and of one that has left once more")
    void changes() {
        desk.track(1, bits(CHANGES));

        cluster.down(3);
        cluster.up(3, 2);
        heard();

        assertThat(calls())
                .extracting(TrackDeskTest::items)
                .containsExactly(
                        List.of("n1 NO_CHANGE", "n2 NO_CHANGE", "n3 LEFT"),
                        List.of("n1 NO_CHANGE", "n2 NO_CHANGE", "n3 JOINED"));
    }

    @Test
    @Tag("CLM-008")
    @DisplayName("who wants to hear of its own node hears of no other")
    void local() {
        desk.track(1, bits(CURRENT, CHANGES, LOCAL));
        assertThat(calls()).extracting(TrackDeskTest::items).containsExactly(List.of("n1 NO_CHANGE"));

        cluster.down(3);
        heard();

        assertThat(calls()).isEmpty();
    }

    @Test
    @Tag("CLM-016")
    @DisplayName("a member is found by its number, the own node by a number of its own")
    void nodeGet() {
        long id = desk.view(1).nodes().get(2).nodeId();
        assertThat(desk.node(1, id).name()).isEqualTo(Cluster.node(3));
        assertThat(desk.node(1, ClusterNode.LOCAL_NODE_ID).name()).isEqualTo(Cluster.node(1));
        assertFails(AisStatus.ERR_INVALID_PARAM, () -> desk.node(1, 0));
        assertFails(AisStatus.ERR_NOT_EXIST, () -> desk.node(1, 4711));

        cluster.down(3);
        heard();

        assertFails(AisStatus.ERR_NOT_EXIST, () -> desk.node(1, id));
    }

    @Test
    @Tag("CLM-017")
    @DisplayName("when the own node leaves, who was there is out for ever; who comes then may wait for its return")
    void stale() {
        desk.track(1, bits(CHANGES));
        cluster.request(1, NodeOperation.LOCK);
        heard();
        assertThat(desk.takeCalls()).singleElement().isInstanceOf(Call.Unavailable.class);
        desk.opened(2);
        desk.track(2, bits(CURRENT, CHANGES_ONLY));
        assertThat(calls()).extracting(TrackDeskTest::items).containsExactly(List.of("n1 LEFT"));
        assertFails(AisStatus.ERR_UNAVAILABLE, () -> desk.node(2, ClusterNode.LOCAL_NODE_ID));

        cluster.request(1, NodeOperation.UNLOCK);
        cluster.down(3);
        heard();

        assertFails(AisStatus.ERR_UNAVAILABLE, () -> desk.view(1));
        assertFails(AisStatus.ERR_UNAVAILABLE, () -> desk.track(1, bits(CURRENT)));
        assertFails(AisStatus.ERR_UNAVAILABLE, () -> desk.stop(1));
        assertThat(calls()).extracting(TrackDeskTest::items).containsExactly(List.of("n1 JOINED"), List.of("n3 LEFT"));
        assertThat(desk.view(2).nodes()).hasSize(2);
    }

    @Test
    @Tag("CLM-017")
    @DisplayName("a node that is no member hears nothing of the others")
    void outsideHearsNothing() {
        cluster.request(1, NodeOperation.LOCK);
        heard();
        desk.takeCalls();
        desk.opened(2);
        desk.track(2, bits(CHANGES));

        cluster.down(3);
        heard();

        assertThat(desk.takeCalls()).isEmpty();
        assertThat(desk.view(2).nodes()).singleElement().satisfies(own -> {
            assertThat(own.name()).isEqualTo(Cluster.node(1));
            assertThat(own.member()).isFalse();
        });
    }

    @Test
    @DisplayName(
            "on a node that is not configured nothing is available; before the leader has told anything one may try"
                    + " again")
    void unconfigured() {
        TrackDesk fresh = new TrackDesk("n9");
        fresh.opened(1);
        assertFails(AisStatus.ERR_TRY_AGAIN, () -> fresh.view(1));

        fresh.unconfigured();

        assertFails(AisStatus.ERR_UNAVAILABLE, () -> fresh.view(1));
    }

    @Test
    @Tag("CLM-018")
    @DisplayName("a subscription ends once")
    void stop() {
        desk.track(1, bits(CHANGES));

        desk.stop(1);

        assertFails(AisStatus.ERR_NOT_EXIST, () -> desk.stop(1));
        cluster.down(3);
        heard();
        assertThat(desk.takeCalls()).isEmpty();
    }

    @Test
    @Tag("CLM-019")
    @DisplayName("a later subscription takes the place of the one before; asking for the present does not")
    void replaced() {
        desk.track(1, bits(CHANGES));
        desk.track(1, bits(CHANGES_ONLY));
        desk.track(1, bits(CURRENT));
        desk.takeCalls();

        cluster.down(3);
        heard();

        assertThat(calls()).extracting(TrackDeskTest::items).containsExactly(List.of("n3 LEFT"));
    }

    @Test
    @Tag("CLM-010")
    @Tag("CLM-030")
    @DisplayName("a step that asks names itself, and takes one answer")
    void asked() {
        assertThat(desk.track(1, bits(CHANGES_ONLY, START_STEP))).hasValue(START_STEP.value());
        subscribe(1, bits(CHANGES_ONLY, START_STEP));

        cluster.request(2, NodeOperation.LOCK);
        heard();

        Call.Step call = calls().get(0);
        assertThat(call.step()).isEqualTo(ChangeStep.START);
        assertThat(call.invocation()).isNotZero();
        assertThat(call.timeLimitNanos()).isPositive();
        assertThat(call.viewNumber()).isEqualTo(3);
        assertFails(AisStatus.ERR_INVALID_PARAM, () -> desk.answered(1, call.invocation() + 1));
        desk.answered(1, call.invocation());
        assertFails(AisStatus.ERR_INVALID_PARAM, () -> desk.answered(1, call.invocation()));
    }

    private void subscribe(long number, int flags) {
        cluster.subscribe(1, number, flags);
    }

    @Test
    @DisplayName("who was asked hears that it was given up; who was not, does not")
    void aborted() {
        desk.track(1, bits(CHANGES_ONLY, START_STEP));
        subscribe(1, bits(CHANGES_ONLY, START_STEP));
        desk.opened(2);
        desk.track(2, bits(CHANGES_ONLY));
        cluster.request(2, NodeOperation.SHUTDOWN);
        heard();
        desk.takeCalls();

        cluster.request(2, NodeOperation.UNLOCK);
        heard();

        assertThat(calls()).singleElement().satisfies(call -> {
            assertThat(call.subscriber()).isEqualTo(1);
            assertThat(call.step()).isEqualTo(ChangeStep.ABORTED);
            assertThat(call.invocation()).isZero();
            assertThat(call.items().get(0).change()).isEqualTo(ClusterChange.SHUTDOWN);
        });
    }

    @Test
    @DisplayName("a subscriber that is asked and is not there any more is taken back")
    void gone() {
        subscribe(7, bits(CHANGES_ONLY, START_STEP));

        cluster.request(2, NodeOperation.LOCK);
        heard();

        assertThat(desk.takeCalls()).containsExactly(new Call.Gone(7));
    }

    @Test
    @DisplayName("whether the whole cluster must know of a subscriber follows from its steps")
    void whoMustBeKnown() {
        assertThat(desk.track(1, bits(CHANGES))).isEmpty();
        assertThat(desk.track(1, bits(CHANGES, START_STEP))).isPresent();
        assertThat(desk.track(1, bits(CHANGES_ONLY, START_STEP))).isEmpty();
        assertThat(desk.track(1, bits(CHANGES))).hasValue(0);
        assertThat(desk.closed(1)).isFalse();
        desk.opened(2);
        desk.track(2, bits(CHANGES, VALIDATE_STEP));
        assertThat(desk.closed(2)).isTrue();
    }

    @Test
    @Tag("CLM-028")
    @DisplayName("steps that come twice, and old pictures, are told once; a gap is found, and a picture closes it")
    void order() {
        desk.track(1, bits(CHANGES_ONLY));
        cluster.down(3);
        var steps = cluster.takeSteps();
        desk.steps(steps);
        desk.steps(steps);
        assertThat(calls()).hasSize(1);

        cluster.down(2);
        cluster.takeSteps(); // lost
        cluster.up(3, 2);

        assertThat(desk.steps(cluster.takeSteps())).isFalse();
        assertThat(desk.takeCalls()).isEmpty();
        desk.picture(cluster.state().picture());
        desk.picture(cluster.state().picture());
        assertThat(calls()).singleElement().satisfies(call -> {
            assertThat(items(call)).containsExactly("n2 LEFT", "n3 JOINED");
            assertThat(call.viewNumber()).isEqualTo(6);
        });
    }
}
