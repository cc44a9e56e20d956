package org.amf4j.clm.machine;

import static org.amf4j.api.clm.ChangeStep.COMPLETED;
import static org.amf4j.api.clm.ClusterChange.JOINED;
import static org.amf4j.api.clm.ClusterChange.LEFT;
import static org.amf4j.api.clm.ClusterChange.RECONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.clm.model.ClmAdminState;
import org.amf4j.clm.model.ClmNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes that come and go. */
class MembershipTest {

    private final Cluster cluster = new Cluster(3);

    @Test
    @Tag("CLM-005")
    @DisplayName("a configured, unlocked node that comes up is a member of the next view, which is its initial one")
    void joins() {
        cluster.up(1, 7);

        assertThat(cluster.state().viewNumber()).isEqualTo(1);
        assertThat(cluster.of(1).isMember()).isTrue();
        assertThat(cluster.of(1).view().initialViewNumber()).isEqualTo(1);
        assertThat(cluster.takeSteps()).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo(COMPLETED);
            assertThat(step.change()).isEqualTo(JOINED);
            assertThat(step.viewNumber()).isEqualTo(1);
            assertThat(step.asked()).isEmpty();
            assertThat(step.rootCause()).isEqualTo(Cluster.node(1));
        });
    }

    @Test
    @Tag("CLM-005")
    @DisplayName("a locked node that comes up is up and nothing else")
    void lockedStaysOutside() {
        cluster.request(1, NodeOperation.LOCK);

        cluster.up(1, 1);

        assertThat(cluster.of(1).isUp()).isTrue();
        assertThat(cluster.of(1).isMember()).isFalse();
        assertThat(cluster.state().viewNumber()).isZero();
        assertThat(cluster.takeSteps()).isEmpty();
    }

    @Test
    @DisplayName("a node whose agent restarts stays a member, and its subscribers have to ask anew")
    void agentRestarts() {
        cluster.up(1, 7);
        cluster.tracker(1, 1);
        cluster.takeSteps();

        cluster.happens(m -> m.leaves("n1", 7, 5));
        assertThat(cluster.of(1).isMember()).isTrue();
        assertThat(cluster.of(1).isSilent()).isTrue();
        assertThat(cluster.of(1).keptNanos()).isEqualTo(5);
        assertThat(cluster.state().trackers()).isEmpty();

        cluster.happens(m -> m.silent("n1", 7, false));
        assertThat(cluster.of(1).isSilent()).isFalse();
        assertThat(cluster.of(1).keptNanos()).isZero();
        assertThat(cluster.takeSteps()).isEmpty();
    }

    @Test
    @DisplayName("a node that is gone for certain is not waited for any more")
    void goneWhileRestarting() {
        cluster.up(1, 7);
        cluster.happens(m -> m.leaves("n1", 7, 5));

        cluster.down(1);

        assertThat(cluster.of(1).isMember()).isFalse();
        assertThat(cluster.of(1).keptNanos()).isZero();
    }

    @Test
    @Tag("CLM-007")
    @DisplayName("a node that is killed leaves in one step, and nobody is asked")
    void killed() {
        cluster.withAllUp();
        cluster.tracker(2, 1);
        cluster.takeSteps();

        cluster.down(3);

        assertThat(cluster.takeSteps()).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo(COMPLETED);
            assertThat(step.change()).isEqualTo(LEFT);
            assertThat(step.viewNumber()).isEqualTo(4);
            assertThat(step.members()).isEqualTo(2);
            assertThat(step.node().member()).isFalse();
        });
    }

    @Test
    @Tag("CLM-007")
    @DisplayName("a node that cannot be heard is a member still, and so it is when it can be heard again")
    void silenceIsNoLeave() {
        cluster.withAllUp();
        cluster.takeSteps();

        cluster.happens(m -> m.silent("n2", 1, true));

        assertThat(cluster.of(2).isSilent()).isTrue();
        cluster.happens(m -> m.silent("n2", 1, false));
        assertThat(cluster.of(2).isSilent()).isFalse();
        assertThat(cluster.takeSteps()).isEmpty();
        assertThat(cluster.state().viewNumber()).isEqualTo(3);
    }

    @Test
    @Tag("CLM-020")
    @DisplayName("a node of an unknown name, or at another address than configured, is refused and told why")
    void strangers() {
        cluster.happens(
                m -> m.created(new ClmNode(Cluster.node(9), 9, false, 1, Dn.ROOT, "10.0.0.9", ClmAdminState.UNLOCKED)));

        cluster.up(8, 1);
        cluster.happens(m -> assertThat(m.up(new MembershipMachine.Arrival("n9", 1, 1, "10.0.0.1")))
                .isEqualTo(AisStatus.ERR_NOT_EXIST));

        assertThat(cluster.takeSteps()).isEmpty();
        assertThat(cluster.takeEffects())
                .extracting(e -> ((Effect.Because) e).text())
                .anyMatch(t -> t.contains("n8") && t.contains("no CLM node"))
                .anyMatch(t -> t.contains("10.0.0.9"));
    }

    @Test
    @Tag("CLM-020")
    @DisplayName("an agent of the name of one that is up and not older than it does not disturb it")
    void duplicate() {
        cluster.up(1, 5);
        cluster.takeSteps();

        cluster.happens(m ->
                assertThat(m.up(new MembershipMachine.Arrival("n1", 5, 1, ""))).isEqualTo(AisStatus.ERR_EXIST));

        assertThat(cluster.of(1).isMember()).isTrue();
        assertThat(cluster.takeSteps()).isEmpty();
    }

    @Test
    @Tag("CLM-026")
    @DisplayName(
            "a node that comes back has left before and joins in a new view with a new start; no number comes twice")
    void comesBack() {
        cluster.withAllUp();
        long before = cluster.of(2).view().bootTimestampNanos();
        cluster.down(2);
        cluster.pass(10);

        cluster.up(2, 2);

        assertThat(cluster.of(2).view().initialViewNumber()).isEqualTo(5);
        assertThat(cluster.of(2).view().bootTimestampNanos()).isGreaterThan(before);
        assertThat(cluster.takeSteps().stream().map(TrackStep::viewNumber).toList())
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    @Tag("CLM-026")
    @DisplayName("an agent that has started anew ends its life before: LEFT comes before JOINED")
    void startsAnew() {
        cluster.up(1, 1);
        cluster.takeSteps();

        cluster.up(1, 2);

        assertThat(cluster.takeSteps()).extracting(TrackStep::change).containsExactly(LEFT, JOINED);
    }

    @Test
    @Tag("CLM-022")
    @DisplayName("a changed attribute is a reconfiguration in a view of its own")
    void reconfigured() {
        cluster.withAllUp();
        cluster.takeSteps();
        cluster.takeEffects();

        cluster.happens(m -> m.modified(Cluster.node(2), true, 5_000));

        assertThat(cluster.of(2).node().lockCallbackTimeoutNanos()).isEqualTo(5_000);
        assertThat(cluster.takeSteps()).singleElement().satisfies(step -> {
            assertThat(step.change()).isEqualTo(RECONFIGURED);
            assertThat(step.viewNumber()).isEqualTo(4);
        });
        assertThat(cluster.takeNotified()).containsExactly("n2 RECONFIGURED");
    }

    @Test
    @Tag("CLM-021")
    @DisplayName("a node is deleted when it is locked and no member, and then its agent is a stranger")
    void deleted() {
        cluster.up(1, 1);
        assertThatThrownBy(() -> cluster.happens(m -> m.deleted(Cluster.node(1))))
                .isInstanceOf(IllegalArgumentException.class);
        cluster.request(1, NodeOperation.LOCK);

        cluster.happens(m -> m.deleted(Cluster.node(1)));

        assertThat(cluster.state().node(Cluster.node(1))).isEmpty();
        assertThat(cluster.state().nodeOfAgent("n1")).isEmpty();
    }

    @Test
    @Tag("CLM-024")
    @DisplayName("join, leave, lock and unlock are notified once each, after the step that subscribers hear of")
    void notified() {
        cluster.up(1, 1);
        assertThat(cluster.takeEffects().get(0)).isInstanceOf(Effect.Told.class);

        cluster.request(1, NodeOperation.LOCK);
        assertThat(cluster.takeNotified()).containsExactly("n1 LOCKED", "n1 LEFT");

        cluster.request(1, NodeOperation.UNLOCK);
        assertThat(cluster.takeNotified()).containsExactly("n1 UNLOCKED", "n1 JOINED");

        cluster.down(1);
        assertThat(cluster.takeNotified()).containsExactly("n1 LEFT");
    }

    @Test
    @Tag("CLM-028")
    @DisplayName("steps are numbered without gaps, and an agent that has missed some can have them")
    void history() {
        cluster.withAllUp();

        assertThat(cluster.state().stepsAfter(1))
                .hasValueSatisfying(steps ->
                        assertThat(steps).extracting(TrackStep::sequence).containsExactly(2L, 3L));
        assertThat(cluster.state().stepsAfter(3)).hasValue(List.of());
        for (int i = 0; i < MembershipState.HISTORY_MAX; i++) {
            cluster.happens(m -> m.modified(Cluster.node(1), false, 7));
        }
        assertThat(cluster.state().stepsAfter(2)).isEmpty();
        assertThat(cluster.state().picture().sequence()).isEqualTo(MembershipState.HISTORY_MAX + 3L);
    }
}
