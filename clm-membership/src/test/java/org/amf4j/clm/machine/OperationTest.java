package org.amf4j.clm.machine;

import static org.amf4j.api.clm.ChangeStep.ABORTED;
import static org.amf4j.api.clm.ChangeStep.COMPLETED;
import static org.amf4j.api.clm.ChangeStep.START;
import static org.amf4j.api.clm.ChangeStep.VALIDATE;
import static org.amf4j.api.clm.ClusterChange.LEFT;
import static org.amf4j.api.clm.ClusterChange.SHUTDOWN;
import static org.amf4j.api.clm.TrackFlag.CHANGES;
import static org.amf4j.api.clm.TrackFlag.LOCAL;
import static org.amf4j.api.clm.TrackFlag.START_STEP;
import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.api.clm.StepAnswer;
import org.amf4j.clm.model.ClmAdminState;
import org.amf4j.clm.model.ClmNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Administrative operations on nodes, step by step. */
class OperationTest {

    private final Cluster cluster = new Cluster(3).withAllUp();

    OperationTest() {
        cluster.takeSteps();
        cluster.takeEffects();
    }

    @Test
    @Tag("CLM-009")
    @DisplayName("a lock that nobody wants to hear of in advance is done at once")
    void lock() {
        String lock = cluster.request(2, NodeOperation.LOCK);

        assertThat(cluster.answerTo(lock)).hasValue(AisStatus.OK);
        assertThat(cluster.of(2).isMember()).isFalse();
        assertThat(cluster.of(2).admin()).isEqualTo(ClmAdminState.LOCKED);
        assertThat(cluster.of(2).admin().value()).isEqualTo(2);
        assertThat(cluster.takeSteps()).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo(COMPLETED);
            assertThat(step.change()).isEqualTo(LEFT);
        });
    }

    @Test
    @Tag("CLM-010")
    @DisplayName(
            "who wants to hear that a lock begins has the configured time to answer, and the node leaves afterwards"
                    + " only")
    void lockWaits() {
        TrackerId tracker = cluster.tracker(1, 1, CHANGES, START_STEP);

        String lock = cluster.request(2, NodeOperation.LOCK);

        assertThat(cluster.answerTo(lock)).isEmpty();
        assertThat(cluster.takeSteps()).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo(START);
            assertThat(step.sequence()).isNotZero();
            assertThat(step.timeLimitNanos()).isEqualTo(ClmNode.LOCK_CALLBACK_TIMEOUT_NANOS);
            assertThat(step.viewNumber()).isEqualTo(3);
            assertThat(step.members()).isEqualTo(3);
            assertThat(step.asked()).containsExactly(tracker);
        });
        assertThat(cluster.of(2).isMember()).isTrue();
        assertThat(cluster.answer(tracker, StepAnswer.OK)).isEqualTo(AisStatus.OK);
        assertThat(cluster.answerTo(lock)).hasValue(AisStatus.OK);
        assertThat(cluster.takeSteps()).extracting(TrackStep::step).containsExactly(COMPLETED);
    }

    @Test
    @Tag("CLM-011")
    @DisplayName(
            "a subscriber that stays silent is not waited for longer than configured; something is to be repaired then")
    void lockTimesOut() {
        cluster.tracker(1, 1, CHANGES, START_STEP);
        String lock = cluster.request(2, NodeOperation.LOCK);

        cluster.pass(ClmNode.LOCK_CALLBACK_TIMEOUT_NANOS - 1);
        assertThat(cluster.answerTo(lock)).isEmpty();
        cluster.takeEffects();
        cluster.pass(1);

        assertThat(cluster.answerTo(lock)).hasValue(AisStatus.ERR_REPAIR_PENDING);
        assertThat(cluster.of(2).isMember()).isFalse();
        assertThat(cluster.of(2).admin()).isEqualTo(ClmAdminState.LOCKED);
        assertThat(cluster.takeEffects()).hasAtLeastOneElementOfType(Effect.Reset.class);
        assertThat(cluster.state().nextDeadlineNanos()).isEmpty();
    }

    @Test
    @Tag("CLM-012")
    @DisplayName(
            "a subscriber that has failed, or rejects what has begun, does not keep the node; it is to be repaired")
    void lockFails() {
        TrackerId failing = cluster.tracker(1, 1, CHANGES, START_STEP);
        TrackerId rejecting = cluster.tracker(3, 1, CHANGES, START_STEP);
        String lock = cluster.request(2, NodeOperation.LOCK);

        cluster.answer(failing, StepAnswer.ERROR);
        assertThat(cluster.answerTo(lock)).isEmpty();
        cluster.answer(rejecting, StepAnswer.REJECTED);

        assertThat(cluster.answerTo(lock)).hasValue(AisStatus.ERR_REPAIR_PENDING);
        assertThat(cluster.of(2).isMember()).isFalse();
    }

    @Test
    @Tag("CLM-012")
    @DisplayName("a node that must not be rebooted is not")
    void disableReboot() {
        TrackerId failing = cluster.tracker(1, 1, CHANGES, START_STEP);
        cluster.happens(m -> m.modified(Cluster.node(2), true, 1_000));
        cluster.takeEffects();
        cluster.request(2, NodeOperation.LOCK);

        cluster.answer(failing, StepAnswer.ERROR);

        assertThat(cluster.takeEffects()).doesNotHaveAnyElementsOfTypes(Effect.Reset.class);
    }

    @Test
    @Tag("CLM-013")
    @DisplayName("what is so already is no operation")
    void noOperation() {
        assertThat(cluster.answerTo(cluster.request(2, NodeOperation.UNLOCK))).hasValue(AisStatus.ERR_NO_OP);
        cluster.request(2, NodeOperation.LOCK);
        assertThat(cluster.answerTo(cluster.request(2, NodeOperation.LOCK))).hasValue(AisStatus.ERR_NO_OP);
        assertThat(cluster.answerTo(cluster.request(2, NodeOperation.SHUTDOWN))).hasValue(AisStatus.ERR_NO_OP);
        cluster.tracker(1, 1, CHANGES, START_STEP);
        cluster.request(3, NodeOperation.SHUTDOWN);
        assertThat(cluster.answerTo(cluster.request(3, NodeOperation.SHUTDOWN))).hasValue(AisStatus.ERR_NO_OP);
    }

    @Test
    @Tag("CLM-014")
    @DisplayName(
            "a lock takes the place of a shutdown: that one is interrupted, and everybody is asked anew, with a limit")
    void lockInterruptsShutdown() {
        TrackerId tracker = cluster.tracker(1, 1);
        String shutdown = cluster.request(2, NodeOperation.SHUTDOWN);
        cluster.answer(tracker, StepAnswer.OK); // VALIDATE
        assertThat(cluster.of(2).admin()).isEqualTo(ClmAdminState.SHUTTING_DOWN);
        assertThat(cluster.of(2).isMember()).isTrue();
        cluster.takeSteps();

        String lock = cluster.request(2, NodeOperation.LOCK);

        assertThat(cluster.answerTo(shutdown)).hasValue(AisStatus.ERR_INTERRUPT);
        assertThat(cluster.takeSteps())
                .extracting(s -> s.step() + " " + s.change() + " " + s.timeLimitNanos())
                .containsExactly("ABORTED SHUTDOWN 0", "START LEFT " + ClmNode.LOCK_CALLBACK_TIMEOUT_NANOS);
        cluster.answer(tracker, StepAnswer.OK);
        assertThat(cluster.answerTo(lock)).hasValue(AisStatus.OK);
        assertThat(cluster.of(2).isMember()).isFalse();
    }

    @Test
    @Tag("CLM-014")
    @DisplayName("an unlock takes a shutdown back")
    void unlockInterruptsShutdown() {
        cluster.tracker(1, 1, CHANGES, START_STEP);
        String shutdown = cluster.request(2, NodeOperation.SHUTDOWN);

        String unlock = cluster.request(2, NodeOperation.UNLOCK);

        assertThat(cluster.answerTo(shutdown)).hasValue(AisStatus.ERR_INTERRUPT);
        assertThat(cluster.answerTo(unlock)).hasValue(AisStatus.OK);
        assertThat(cluster.of(2).admin()).isEqualTo(ClmAdminState.UNLOCKED);
        assertThat(cluster.of(2).isMember()).isTrue();
        assertThat(cluster.state().viewNumber()).isEqualTo(3);
    }

    @Test
    @Tag("CLM-015")
    @DisplayName("one operation at a time on a node; another node may have another")
    void oneAtATime() {
        cluster.tracker(1, 1, CHANGES, START_STEP);
        cluster.request(2, NodeOperation.LOCK);

        for (NodeOperation operation : NodeOperation.values()) {
            assertThat(cluster.answerTo(cluster.request(2, operation)))
                    .as(operation.toString())
                    .hasValue(AisStatus.ERR_BAD_OPERATION);
        }
        assertThat(cluster.answerTo(cluster.request(3, NodeOperation.LOCK))).isEmpty();
    }

    @Test
    @DisplayName("a shutdown waits without limit; whoever asked for it is told so after a while")
    void shutdownWaits() {
        TrackerId tracker = cluster.tracker(1, 1, CHANGES, START_STEP);
        String shutdown = cluster.request(2, NodeOperation.SHUTDOWN);
        assertThat(cluster.takeSteps()).singleElement().satisfies(step -> {
            assertThat(step.change()).isEqualTo(SHUTDOWN);
            assertThat(step.timeLimitNanos()).isZero();
        });

        cluster.pass(Departures.REPLY_NANOS_MAX);
        assertThat(cluster.answerTo(shutdown)).hasValue(AisStatus.ERR_TIMEOUT);
        assertThat(cluster.of(2).isMember()).isTrue();

        cluster.answer(tracker, StepAnswer.OK);
        assertThat(cluster.of(2).isMember()).isFalse();
        assertThat(cluster.of(2).admin()).isEqualTo(ClmAdminState.LOCKED);
    }

    @Test
    @DisplayName(
            "who may object does so before anything is done, by refusing or by silence; all who were asked hear of it")
    void objection() {
        TrackerId tracker = cluster.tracker(1, 1);
        String lock = cluster.request(2, NodeOperation.LOCK);
        assertThat(cluster.takeSteps()).extracting(TrackStep::step).containsExactly(VALIDATE);

        cluster.answer(tracker, StepAnswer.REJECTED);

        assertThat(cluster.answerTo(lock)).hasValue(AisStatus.ERR_FAILED_OPERATION);
        assertThat(cluster.takeSteps()).extracting(TrackStep::step).containsExactly(ABORTED);
        assertThat(cluster.of(2).isMember()).isTrue();
        String again = cluster.request(2, NodeOperation.LOCK);
        cluster.pass(ClmNode.LOCK_CALLBACK_TIMEOUT_NANOS);
        assertThat(cluster.answerTo(again)).hasValue(AisStatus.ERR_FAILED_OPERATION);
        assertThat(cluster.of(2).admin()).isEqualTo(ClmAdminState.UNLOCKED);
    }

    @Test
    @Tag("CLM-008")
    @DisplayName("who wants to hear of its own node only is not asked about others")
    void localIsNotAsked() {
        cluster.tracker(1, 1, CHANGES, START_STEP, LOCAL);

        assertThat(cluster.answerTo(cluster.request(2, NodeOperation.LOCK))).hasValue(AisStatus.OK);
        assertThat(cluster.answerTo(cluster.request(1, NodeOperation.LOCK))).isEmpty();
    }

    @Test
    @DisplayName("who is gone is not waited for: the subscriber alone, or its node")
    void goneSubscribers() {
        TrackerId first = cluster.tracker(1, 1, CHANGES, START_STEP);
        cluster.tracker(3, 1, CHANGES, START_STEP);
        String lock = cluster.request(2, NodeOperation.LOCK);

        cluster.happens(m -> m.track("gone", first, 0));
        assertThat(cluster.answerTo(lock)).isEmpty();
        cluster.down(3);

        assertThat(cluster.answerTo(lock)).hasValue(AisStatus.OK);
        assertThat(cluster.state().trackers()).isEmpty();
    }

    @Test
    @DisplayName("a node that is lost while it is being locked has left and is locked")
    void lostOnTheWay() {
        cluster.tracker(1, 1, CHANGES, START_STEP);
        String lock = cluster.request(2, NodeOperation.LOCK);
        cluster.takeSteps();

        cluster.down(2);

        assertThat(cluster.answerTo(lock)).hasValue(AisStatus.OK);
        assertThat(cluster.of(2).admin()).isEqualTo(ClmAdminState.LOCKED);
        assertThat(cluster.takeSteps()).extracting(TrackStep::change).containsExactly(LEFT);
    }

    @Test
    @Tag("CLM-030")
    @DisplayName("an answer to nothing that was asked, and a second one, are refused")
    void unwantedAnswers() {
        TrackerId asked = cluster.tracker(1, 1, CHANGES, START_STEP);
        TrackerId other = new TrackerId("n3", 1, 9);
        cluster.tracker(3, 2, CHANGES, START_STEP);
        cluster.request(2, NodeOperation.LOCK);

        assertThat(cluster.answer(other, StepAnswer.OK)).isEqualTo(AisStatus.ERR_INVALID_PARAM);
        assertThat(cluster.answer(asked, StepAnswer.OK)).isEqualTo(AisStatus.OK);
        assertThat(cluster.answer(asked, StepAnswer.OK)).isEqualTo(AisStatus.ERR_INVALID_PARAM);
    }

    @Test
    @DisplayName("a reset reboots whoever is up; the cluster as a whole can be reset and nothing else")
    void reset() {
        cluster.down(3);
        cluster.takeEffects();
        assertThat(cluster.answerTo(cluster.request(3, NodeOperation.RESET))).hasValue(AisStatus.ERR_INTERRUPT);
        assertThat(cluster.answerTo(cluster.request(2, NodeOperation.RESET))).hasValue(AisStatus.OK);
        assertThat(cluster.takeEffects()).hasAtLeastOneElementOfType(Effect.Reset.class);

        cluster.happens(m -> m.requested("all", Cluster.CLUSTER, NodeOperation.RESET));
        cluster.happens(m -> m.requested("no", Cluster.CLUSTER, NodeOperation.LOCK));

        assertThat(cluster.takeEffects())
                .filteredOn(Effect.Reset.class::isInstance)
                .hasSize(2);
        assertThat(cluster.answerTo("all")).hasValue(AisStatus.OK);
        assertThat(cluster.answerTo("no")).hasValue(AisStatus.ERR_INVALID_PARAM);
        assertThat(cluster.answerTo(cluster.request(7, NodeOperation.LOCK))).hasValue(AisStatus.ERR_NOT_EXIST);
    }

    @Test
    @DisplayName("an agent has a bounded number of subscribers that are asked, and none while it is not up")
    void bounded() {
        for (int i = 1; i <= MembershipMachine.TRACKERS_PER_AGENT_MAX; i++) {
            cluster.tracker(1, i);
        }

        cluster.happens(m -> m.track("full", new TrackerId("n1", 1, 999), START_STEP.value()));
        cluster.happens(m -> m.track("down", new TrackerId("n1", 2, 1), START_STEP.value()));

        assertThat(cluster.answerTo("full")).hasValue(AisStatus.ERR_NO_RESOURCES);
        assertThat(cluster.answerTo("down")).hasValue(AisStatus.ERR_TRY_AGAIN);
    }
}
