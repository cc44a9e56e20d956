package org.amf4j.client;

import static org.amf4j.client.FakeAgent.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.ChangeRequest;
import org.amf4j.api.clm.ClusterMembership;
import org.amf4j.api.clm.ClusterUpdate;
import org.amf4j.api.clm.MembershipListener;
import org.amf4j.api.clm.Subscription;
import org.amf4j.api.clm.TrackFlag;
import org.amf4j.api.imm.AdminOwner;
import org.amf4j.api.imm.ConfigurationChange;
import org.amf4j.api.imm.ImplementerListener;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectImplementer;
import org.amf4j.api.imm.ObjectManagement;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.api.imm.OperationInvocation;
import org.amf4j.api.imm.OperationResult;
import org.amf4j.api.ntf.NotificationFilter;
import org.amf4j.api.ntf.NotificationListener;
import org.amf4j.api.ntf.Notifications;
import org.amf4j.protocol.component.ClusterStep;
import org.amf4j.protocol.component.ClusterTrack;
import org.amf4j.protocol.component.ClusterUnavailable;
import org.amf4j.protocol.component.NotificationBatch;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToAgent.BodyCase;
import org.amf4j.protocol.component.ToComponent;
import org.amf4j.protocol.imm.CalledOperations;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.imm.ImmInvoke;
import org.amf4j.protocol.imm.ImmRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that speak for no component, over a planned restart of the agent. */
@Timeout(60)
class ProgramsRestartTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Dn PUMP = Dn.of("demoPump=p1");
    private static final ObjectChange RATE = new ObjectChange.Modify(
            PUMP, List.of(new ObjectChange.Modification(ObjectChange.Kind.REPLACE, "rate", List.of(1L))));

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent(folder);
    }

    @AfterEach
    void stop() throws IOException {
        agent.close();
    }

    private void restart() throws IOException {
        agent.leave(LONG);
        agent.comeBack();
    }

    private static void assertFails(AisStatus status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    private List<BodyCase> kinds() {
        return agent.received().stream()
                .map(ToAgent::getBodyCase)
                .filter(kind -> kind != BodyCase.BODY_NOT_SET)
                .toList();
    }

    // ---- the membership

    private final class Tracker implements MembershipListener {
        private final List<ChangeRequest> asked = new CopyOnWriteArrayList<>();

        @Override
        public void changed(ClusterUpdate update) {
            told.add("view " + update.viewNumber());
        }

        @Override
        public void start(ChangeRequest request) {
            asked.add(request);
        }

        @Override
        public void unavailable(String reason) {
            told.add("unavailable: " + reason);
        }
    }

    private void say(ClusterStep.Builder step) throws IOException {
        agent.say(ToComponent.newBuilder()
                .setClusterStep(step.setRootCause("safNode=n2,safCluster=c"))
                .build());
    }

    @Test
    @DisplayName("a subscription of the membership stands again, and is told the present; what had been asked is void")
    void membership() throws IOException {
        Tracker tracker = new Tracker();
        try (ClusterMembership membership = ClusterMembership.open(agent.socket())) {
            Subscription standing = membership.track(Set.of(TrackFlag.CHANGES_ONLY, TrackFlag.START_STEP), tracker);
            ClusterTrack before = agent.heard(BodyCase.CLUSTER_TRACK).getClusterTrack();
            say(ClusterStep.newBuilder()
                    .setToken(before.getToken())
                    .setInvocation(9)
                    .setStep(2));
            await().atMost(PATIENCE).until(() -> tracker.asked.size() == 1);

            restart();

            ClusterTrack after = agent.heard(BodyCase.CLUSTER_TRACK, 2).get(1).getClusterTrack();
            assertThat(after.getToken()).isEqualTo(before.getToken());
            assertThat(TrackFlag.of(after.getFlags()))
                    .containsExactlyInAnyOrder(TrackFlag.CURRENT, TrackFlag.CHANGES_ONLY, TrackFlag.START_STEP);
            say(ClusterStep.newBuilder().setToken(after.getToken()).setStep(4).setViewNumber(7));
            await().atMost(PATIENCE).until(() -> told.contains("view 7"));
            assertThat(kinds())
                    .containsExactly(
                            BodyCase.HELLO,
                            BodyCase.CLUSTER_OPEN,
                            BodyCase.CLUSTER_TRACK,
                            BodyCase.HELLO,
                            BodyCase.CLUSTER_OPEN,
                            BodyCase.CLUSTER_TRACK);
            assertFails(AisStatus.ERR_INVALID_PARAM, tracker.asked.get(0)::complete);
            assertThat(agent.all(BodyCase.CLUSTER_ANSWER)).isEmpty();
            standing.stop();
        }
        assertThat(told).containsExactly("view 7");
    }

    @Test
    @DisplayName("an answer to a step that is on its way is not given to the agent that comes")
    void answerOnItsWay() throws Exception {
        Tracker tracker = new Tracker();
        try (ClusterMembership membership = ClusterMembership.open(agent.socket())) {
            membership.track(Set.of(TrackFlag.CHANGES, TrackFlag.START_STEP), tracker);
            say(ClusterStep.newBuilder().setToken(1).setInvocation(9).setStep(2));
            await().atMost(PATIENCE).until(() -> tracker.asked.size() == 1);
            agent.plan(BodyCase.CLUSTER_ANSWER, Optional.empty());
            var answering = CompletableFuture.runAsync(tracker.asked.get(0)::complete);
            agent.heard(BodyCase.CLUSTER_ANSWER);

            restart();

            assertThatThrownBy(() -> answering.get(5, TimeUnit.SECONDS)).hasMessageContaining("ERR_INVALID_PARAM");
            assertThat(agent.all(BodyCase.CLUSTER_ANSWER)).hasSize(1);
        }
    }

    @Test
    @DisplayName("a membership that has ended because the node left does not come again with another agent")
    void left() throws IOException {
        try (ClusterMembership membership = ClusterMembership.open(agent.socket())) {
            membership.track(Set.of(TrackFlag.CHANGES), new Tracker());
            agent.say(ToComponent.newBuilder()
                    .setClusterUnavailable(ClusterUnavailable.newBuilder().setReason("left"))
                    .build());
            await().atMost(PATIENCE).until(() -> told.contains("unavailable: left"));

            restart();

            assertFails(AisStatus.ERR_UNAVAILABLE, membership::current);
            assertThat(agent.all(BodyCase.HELLO)).hasSize(1);
        }
    }

    @Test
    @DisplayName("closing a membership while there is no agent releases a listener that asks for something")
    void closing() throws Exception {
        ClusterMembership membership = ClusterMembership.open(agent.socket());
        var failed = new CompletableFuture<AisStatus>();
        agent.plan(BodyCase.CLUSTER_VIEW_GET, Optional.empty());
        membership.track(Set.of(TrackFlag.CHANGES), update -> {
            try {
                membership.current();
            } catch (AisException e) {
                failed.complete(e.status());
            }
        });
        say(ClusterStep.newBuilder().setToken(1).setStep(4).setViewNumber(7));
        agent.heard(BodyCase.CLUSTER_VIEW_GET);

        agent.leave(LONG);
        CompletableFuture.runAsync(membership::close).get(5, TimeUnit.SECONDS);

        assertThat(failed.get(5, TimeUnit.SECONDS)).isEqualTo(AisStatus.ERR_BAD_HANDLE);
    }

    @Test
    @DisplayName("a session that is being opened when the agent leaves is refused: it is to be opened anew")
    void opening() throws Exception {
        agent.plan(BodyCase.HELLO, Optional.empty());
        var opening = CompletableFuture.supplyAsync(() -> ClusterMembership.open(agent.socket()));
        agent.heard(BodyCase.HELLO);

        restart();

        assertThatThrownBy(() -> opening.get(5, TimeUnit.SECONDS)).hasMessageContaining("ERR_TRY_AGAIN");
        assertThat(agent.all(BodyCase.HELLO)).hasSize(1);
    }

    // ---- notifications

    @Test
    @DisplayName("a subscriber of notifications asks on after the last one, and does not hear of the restart")
    void notifications() throws IOException {
        NotificationBatch first = NotificationBatch.newBuilder().setPosition(5).build();
        agent.plan(
                BodyCase.NOTIFICATIONS_GET,
                Optional.of(Result.newBuilder()
                        .setNotifications(first.toByteString())
                        .build()));
        for (int i = 0; i < 3; i++) {
            agent.plan(BodyCase.NOTIFICATIONS_GET, Optional.empty());
        }
        NotificationListener listener = new NotificationListener() {
            @Override
            public void notified(org.amf4j.api.ntf.Notification notification) {
                told.add("notified");
            }

            @Override
            public void ended(String reason, long position) {
                told.add("ended");
            }
        };
        try (Notifications notifications = Notifications.open(agent.socket())) {
            var subscription = notifications.subscribe(NotificationFilter.alarms(), listener);
            agent.heard(BodyCase.NOTIFICATIONS_GET, 2);

            restart();

            assertThat(agent.heard(BodyCase.NOTIFICATIONS_GET, 3))
                    .last()
                    .satisfies(get ->
                            assertThat(get.getNotificationsGet().getAfter()).isEqualTo(5));
            assertThat(agent.all(BodyCase.HELLO)).hasSize(2);
            assertThat(subscription.isStanding()).isTrue();
        }
        assertThat(told).isEmpty();
    }

    // ---- the model

    private List<ImmRequest> imm() {
        return agent.all(BodyCase.IMM_REQUEST).stream()
                .map(frame -> {
                    try {
                        return ImmRequest.parseFrom(frame.getImmRequest());
                    } catch (InvalidProtocolBufferException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    @Test
    @DisplayName("an open change has been aborted, and takes operations again; what was not begun is not concerned")
    void openChange() throws IOException {
        try (ObjectManagement model = ObjectManagement.open(agent.socket());
                AdminOwner owner = model.adminOwner("operators", false);
                ConfigurationChange begun = owner.beginChange();
                ConfigurationChange empty = owner.beginChange()) {
            owner.set(List.of(PUMP), ObjectSearch.Scope.ONE);
            begun.add(List.of(RATE));

            restart();
            agent.heard(BodyCase.HELLO, 2);
            model.change(List.of(RATE));

            assertFails(AisStatus.ERR_FAILED_OPERATION, begun::apply);
            begun.add(List.of(RATE));
            begun.apply();
            empty.add(List.of(RATE));
            assertThat(imm().stream()
                            .filter(ImmRequest::hasBundle)
                            .map(r -> r.getBundle().getBegun() + " "
                                    + r.getBundle().getAction()))
                    .containsExactly("false 1", "false 1", "true 3", "false 1");
        }
    }

    @Test
    @DisplayName("what an owner releases with its end is released; it says so, and is not released once more")
    void releasingOwner() throws IOException {
        try (ObjectManagement model = ObjectManagement.open(agent.socket());
                AdminOwner owner = model.adminOwner("operators", true);
                AdminOwner idle = model.adminOwner("idle", true)) {
            owner.set(List.of(PUMP), ObjectSearch.Scope.ONE);

            restart();
            agent.heard(BodyCase.HELLO, 2);
            model.change(List.of(RATE));

            assertFails(AisStatus.ERR_BAD_HANDLE, () -> owner.set(List.of(PUMP), ObjectSearch.Scope.ONE));
            idle.set(List.of(PUMP), ObjectSearch.Scope.ONE);
            owner.close();
            assertThat(imm().stream()
                            .filter(ImmRequest::hasOwner)
                            .map(r -> r.getOwner().getAction()))
                    .containsExactly(1, 1);
        }
    }

    // ---- implementers

    private final class Pumping implements ImplementerListener {
        private final CompletableFuture<OperationInvocation> invoked = new CompletableFuture<>();
        private final CountDownLatch completed = new CountDownLatch(1);

        @Override
        public void completed(String change) {
            completed.countDown();
        }

        @Override
        public void abort(String change) {
            told.add("abort " + change);
        }

        @Override
        public void invoked(OperationInvocation invocation) {
            invoked.complete(invocation);
        }

        @Override
        public void resumed() {
            told.add("resumed");
        }

        @Override
        public void lost(String reason) {
            told.add(reason);
        }
    }

    private void call(ImmCall.Builder call) throws IOException {
        agent.say(
                ToComponent.newBuilder().setImmCall(call.build().toByteString()).build());
    }

    private void operationsOf(String change) throws IOException {
        call(ImmCall.newBuilder()
                .setInvocation(3)
                .setOperations(CalledOperations.newBuilder().setChange(change)));
        await().atMost(PATIENCE).until(() -> imm().stream().anyMatch(ImmRequest::hasAnswer));
    }

    @Test
    @DisplayName("an implementer bears its name again, hears that changes are aborted, and answers no call of before")
    void implementer() throws Exception {
        Pumping pumps = new Pumping();
        try (ObjectImplementer implementer = ObjectImplementer.open(agent.socket(), "pumpService", pumps)) {
            implementer.implementClass("DemoPump");
            operationsOf("c1");
            call(ImmCall.newBuilder()
                    .setInvocation(4)
                    .setInvoke(ImmInvoke.newBuilder().setDn(PUMP.toString()).setOperation(1)));
            OperationInvocation before = pumps.invoked.get(5, TimeUnit.SECONDS);

            agent.leave(LONG);
            agent.plan(BodyCase.IMM_REQUEST, AisStatus.ERR_EXIST, "another bears it"); // its own session of before
            agent.comeBack();

            await().atMost(PATIENCE).until(() -> told.contains("resumed"));
            assertThat(told).containsExactly("abort c1", "resumed");
            assertThat(imm().stream()
                            .filter(ImmRequest::hasImplementer)
                            .map(r -> r.getImplementer().getAction() + " "
                                    + r.getImplementer().getName()))
                    .containsExactly("1 pumpService", "3 ", "1 pumpService", "1 pumpService");
            before.answer(OperationResult.OK);
            implementer.releaseClass("DemoPump");
            assertThat(imm().stream()
                            .filter(ImmRequest::hasAnswer)
                            .map(r -> r.getAnswer().getInvocation()))
                    .containsExactly(3L);
        }
    }

    @Test
    @DisplayName(
            "an implementer that has agreed to a change as a whole cannot know how it ended, and ends with that reason")
    void uncertain() throws Exception {
        Pumping pumps = new Pumping();
        try (ObjectImplementer implementer = ObjectImplementer.open(agent.socket(), "pumpService", pumps)) {
            operationsOf("c1");
            call(ImmCall.newBuilder().setInvocation(5).setCompleted("c1"));
            assertThat(pumps.completed.await(5, TimeUnit.SECONDS)).isTrue();

            restart();

            await().atMost(PATIENCE).until(() -> told.size() == 1);
            assertThat(told.get(0)).contains("change c1", "not known whether it is made");
            assertFails(AisStatus.ERR_TRY_AGAIN, () -> implementer.implementClass("DemoPump"));
        }
    }

    @Test
    @DisplayName("an implementer whose name is refused for good ends, with the words of the cluster")
    void nameRefused() throws Exception {
        Pumping pumps = new Pumping();
        try (ObjectImplementer implementer = ObjectImplementer.open(agent.socket(), "pumpService", pumps)) {
            agent.leave(LONG);
            agent.plan(BodyCase.IMM_REQUEST, AisStatus.ERR_UNAVAILABLE, "the node is no member");
            agent.comeBack();

            await().atMost(PATIENCE).until(() -> told.size() == 1);
            assertThat(told.get(0)).contains("pumpService", "ERR_UNAVAILABLE", "the node is no member");
            assertFails(AisStatus.ERR_TRY_AGAIN, () -> implementer.implementClass("DemoPump"));
        }
    }
}
