package org.amf4j.client;

import static org.amf4j.api.clm.TrackFlag.CHANGES;
import static org.amf4j.api.clm.TrackFlag.CHANGES_ONLY;
import static org.amf4j.api.clm.TrackFlag.CURRENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.clm.ChangeRequest;
import org.amf4j.api.clm.ClusterMembership;
import org.amf4j.api.clm.ClusterUpdate;
import org.amf4j.api.clm.ClusterView;
import org.amf4j.api.clm.MembershipListener;
import org.amf4j.api.clm.Subscription;
import org.amf4j.protocol.component.ClusterItem;
import org.amf4j.protocol.component.ClusterNode;
import org.amf4j.protocol.component.ClusterStep;
import org.amf4j.protocol.component.ClusterUnavailable;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent.BodyCase;
import org.amf4j.protocol.component.ToComponent;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program sees of the membership, the agent played. */
class ClientMembershipTest implements MembershipListener {

    @TempDir
    Path folder;

    private final List<ClusterUpdate> heard = new CopyOnWriteArrayList<>();
    private final List<ChangeRequest> asked = new CopyOnWriteArrayList<>();
    private final List<String> out = new CopyOnWriteArrayList<>();
    private FakeAgent agent;
    private ClusterMembership membership;

    @BeforeEach
    void open() throws IOException {
        agent = new FakeAgent(folder);
        membership = ClusterMembership.open(agent.socket());
    }

    @AfterEach
    void close() throws IOException {
        membership.close();
        agent.close();
    }

    @Override
    public void changed(ClusterUpdate update) {
        heard.add(update);
    }

    @Override
    public void start(ChangeRequest request) {
        asked.add(request);
    }

    @Override
    public void unavailable(String reason) {
        out.add(reason);
    }

    private static void assertFails(AisStatus status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    private long token() {
        var tracks = agent.all(BodyCase.CLUSTER_TRACK);
        return tracks.get(tracks.size() - 1).getClusterTrack().getToken();
    }

    private void say(ClusterStep.Builder step) throws IOException {
        agent.say(ToComponent.newBuilder()
                .setClusterStep(step.setRootCause("safNode=n2,safCluster=c")
                        .addItems(ClusterItem.newBuilder().setChange(3).setNode(node("n2", false))))
                .build());
    }

    private static ClusterNode node(String name, boolean member) {
        return ClusterNode.newBuilder()
                .setNodeId(name.hashCode())
                .setName("safNode=" + name + ",safCluster=c")
                .setMember(member)
                .setInitialViewNumber(1)
                .build();
    }

    @Test
    @Tag("CLM-002")
    @DisplayName("tracking without a listener is refused before anybody is asked")
    void noListener() {
        assertFails(AisStatus.ERR_INIT, () -> membership.track(Set.of(CURRENT), null));

        assertThat(agent.all(BodyCase.CLUSTER_TRACK)).isEmpty();
    }

    @Test
    @DisplayName("what the agent refuses is refused to the program, with its reason, and no subscription stands")
    void refused() {
        agent.plan(BodyCase.CLUSTER_TRACK, AisStatus.ERR_BAD_FLAGS, "no");

        assertFails(AisStatus.ERR_BAD_FLAGS, () -> membership.track(Set.of(CHANGES, CHANGES_ONLY), this));
    }

    @Test
    @Tag("CLM-018")
    @Tag("CLM-019")
    @DisplayName("a subscription stands until it is stopped or replaced, and stops once")
    void subscriptions() throws IOException {
        Subscription first = membership.track(Set.of(CHANGES), this);
        long old = token();
        Subscription second = membership.track(Set.of(CHANGES_ONLY), this);

        assertThat(first.isStanding()).isFalse();
        assertThat(second.isStanding()).isTrue();
        assertFails(AisStatus.ERR_NOT_EXIST, first::stop);
        say(ClusterStep.newBuilder().setToken(old).setStep(4).setViewNumber(6));
        say(ClusterStep.newBuilder().setToken(token()).setStep(4).setViewNumber(7));
        await().atMost(FakeAgent.PATIENCE).until(() -> heard.size() == 1);
        assertThat(heard.get(0).viewNumber()).isEqualTo(7);
        second.stop();
        assertFails(AisStatus.ERR_NOT_EXIST, second::stop);
        second.close();
    }

    @Test
    @Tag("CLM-030")
    @DisplayName("a step that asks is answered once; a listener that throws has failed")
    void answers() throws IOException {
        membership.track(Set.of(CHANGES), this);

        say(ClusterStep.newBuilder()
                .setToken(token())
                .setInvocation(9)
                .setStep(2)
                .setTimeLimitNanos(5));
        await().atMost(FakeAgent.PATIENCE).until(() -> asked.size() == 1);
        assertThat(asked.get(0).timeLimit()).isEqualTo(Duration.ofNanos(5));
        asked.get(0).complete();

        assertThat(agent.heard(BodyCase.CLUSTER_ANSWER).getClusterAnswer().getInvocation())
                .isEqualTo(9);
        assertThatThrownBy(asked.get(0)::fail).isInstanceOf(IllegalStateException.class);
        assertThat(asked.get(0).isAnswered()).isTrue();
        membership.track(Set.of(CHANGES), new MembershipListener() {
            @Override
            public void changed(ClusterUpdate update) {}

            @Override
            public void validate(ChangeRequest request) {
                throw new IllegalArgumentException("a mistake of the application");
            }
        });
        say(ClusterStep.newBuilder().setToken(token()).setInvocation(10).setStep(1));
        await().atMost(FakeAgent.PATIENCE)
                .until(() -> agent.all(BodyCase.CLUSTER_ANSWER).size() == 2);
        assertThat(agent.all(BodyCase.CLUSTER_ANSWER).get(1).getClusterAnswer().getAnswer())
                .isEqualTo(3);
    }

    @Test
    @Tag("CLM-030")
    @DisplayName("an answer that the cluster does not want is an error of the one who gives it")
    void unwantedAnswer() throws IOException {
        membership.track(Set.of(CHANGES), this);
        agent.plan(BodyCase.CLUSTER_ANSWER, AisStatus.ERR_INVALID_PARAM, "nothing waits");
        say(ClusterStep.newBuilder().setToken(token()).setInvocation(9).setStep(2));
        await().atMost(FakeAgent.PATIENCE).until(() -> asked.size() == 1);

        assertFails(AisStatus.ERR_INVALID_PARAM, asked.get(0)::complete);
    }

    @Test
    @Tag("CLM-016")
    @DisplayName("numbers of nodes that cannot be, and times that are over, need no asking")
    void nodeGet() {
        assertFails(AisStatus.ERR_INVALID_PARAM, () -> membership.node(0));
        assertFails(AisStatus.ERR_INVALID_PARAM, () -> membership.node(1, Duration.ofNanos(-1)));
        assertFails(AisStatus.ERR_TIMEOUT, () -> membership.node(1, Duration.ZERO));
        assertThat(agent.all(BodyCase.CLUSTER_NODE_GET)).isEmpty();
        agent.plan(
                BodyCase.CLUSTER_NODE_GET,
                Optional.of(Result.newBuilder().setClusterNode(node("n1", true)).build()));
        assertThat(membership.node(1).name().rdnValue()).isEqualTo("n1");
    }

    @Test
    @Tag("CLM-003")
    @DisplayName("the view is what the agent says, and tells what is different from an earlier one")
    void view() {
        agent.plan(BodyCase.CLUSTER_VIEW_GET, Optional.of(viewOf(3, node("n1", true), node("n2", true))));
        agent.plan(
                BodyCase.CLUSTER_VIEW_GET,
                Optional.of(viewOf(
                        6,
                        node("n1", true),
                        node("n2", true).toBuilder().setInitialViewNumber(5).build())));

        ClusterView before = membership.current();
        ClusterView after = membership.current();

        assertThat(after.diff(before))
                .extracting(i -> i.node().name().rdnValue() + " " + i.change())
                .containsExactly("n2 LEFT", "n2 JOINED");
        assertThat(after.diff(after)).isEmpty();
    }

    private static Result viewOf(long number, ClusterNode... nodes) {
        return Result.newBuilder()
                .setClusterView(org.amf4j.protocol.component.ClusterView.newBuilder()
                        .setViewNumber(number)
                        .addAllNodes(List.of(nodes)))
                .build();
    }

    @Test
    @Tag("CLM-017")
    @DisplayName("when the node has left, the listener is told and no subscription stands")
    void left() throws IOException {
        Subscription subscription = membership.track(Set.of(CHANGES), this);

        agent.say(ToComponent.newBuilder()
                .setClusterUnavailable(ClusterUnavailable.newBuilder().setReason("left"))
                .build());

        await().atMost(FakeAgent.PATIENCE).until(() -> out.equals(List.of("left")));
        assertThat(subscription.isStanding()).isFalse();
    }

    @Test
    @DisplayName("without the agent one may try again with another session; after closing nothing goes any more")
    void lostAndClosed() throws IOException {
        membership.track(Set.of(CHANGES), this);
        agent.die();
        await().atMost(FakeAgent.PATIENCE).until(() -> out.size() == 1);
        assertFails(AisStatus.ERR_TRY_AGAIN, () -> membership.node(1, Duration.ofMillis(50)));

        membership.close();
        membership.close();

        assertThat(out).hasSize(1);
    }
}
