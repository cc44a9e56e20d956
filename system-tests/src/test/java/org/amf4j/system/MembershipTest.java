package org.amf4j.system;

import static org.amf4j.api.clm.TrackFlag.CHANGES_ONLY;
import static org.amf4j.api.clm.TrackFlag.START_STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.ChangeRequest;
import org.amf4j.api.clm.ClusterChange;
import org.amf4j.api.clm.ClusterMembership;
import org.amf4j.api.clm.ClusterNode;
import org.amf4j.api.clm.ClusterUpdate;
import org.amf4j.api.clm.ClusterView;
import org.amf4j.api.clm.MembershipListener;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A program on one node hears of the others: one is killed, and one is locked while somebody must let go of it first. */
class MembershipTest {

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("clm", model -> model);

    private static final Dn N3 = Dn.of("safNode=n3,safCluster=demo");

    private static ClusterMembership open(String node) {
        return ClusterMembership.open(CLUSTER.node(node).resolve("agent.sock"));
    }

    /** Remembers what it hears, and leaves steps to the test. */
    private static final class Ear implements MembershipListener {
        private final List<ClusterUpdate> heard = new CopyOnWriteArrayList<>();
        private final List<ChangeRequest> asked = new CopyOnWriteArrayList<>();
        private final List<String> out = new CopyOnWriteArrayList<>();

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

        Optional<ClusterUpdate> last(ClusterChange change) {
            return heard.stream()
                    .filter(u -> u.of(N3).filter(i -> i.change() == change).isPresent())
                    .reduce((a, b) -> b);
        }

        ClusterUpdate await(ClusterChange change) {
            return org.awaitility.Awaitility.await(change + " of n3")
                    .atMost(LocalCluster.LIMIT)
                    .until(() -> last(change), Optional::isPresent)
                    .orElseThrow();
        }
    }

    @Test
    @Tag("CLM-007")
    @Tag("CLM-026")
    @DisplayName("a node that is killed leaves and comes back in views that go on, and the operator sees the same")
    void killed() throws IOException {
        CLUSTER.awaitWhole();
        Ear ear = new Ear();
        try (ClusterMembership membership = open("n1")) {
            ClusterView before = membership.current();
            assertThat(before.members()).hasSize(3);
            membership.track(Set.of(CHANGES_ONLY), ear);

            CLUSTER.agent("n3").destroyForcibly();

            ClusterUpdate left = ear.await(ClusterChange.LEFT);
            assertThat(left.members()).isEqualTo(2);
            assertThat(left.viewNumber()).isEqualTo(before.viewNumber() + 1);
            assertThat(membership.current().diff(before)).hasSize(1);
            CLUSTER.startNode("n3");
            ClusterUpdate joined = ear.await(ClusterChange.JOINED);
            ClusterNode back = joined.of(N3).orElseThrow().node();
            assertThat(back.initialViewNumber()).isEqualTo(joined.viewNumber());
            assertThat(back.bootTimestamp())
                    .isAfter(before.member(N3).orElseThrow().bootTimestamp());
            assertThat(back.address()).isEqualTo("127.0.0.1");
            assertThat(membership.node(back.nodeId())).isEqualTo(back);
        }
        JsonNode object =
                CLUSTER.call("get", N3.toString(), "-o", "json").endsWith(0).json();
        assertThat(object.path("attributes").path("saClmNodeIsMember").path(0).asInt())
                .isEqualTo(1);
        CLUSTER.awaitWhole();
    }

    @Test
    @Tag("CLM-009")
    @Tag("CLM-010")
    @Tag("CLM-017")
    @DisplayName("a lock waits for the one who must let go; then nothing runs there, who was there is out, and unlock"
            + " brings it back")
    void locked() {
        CLUSTER.awaitWhole();
        Ear ear = new Ear();
        Ear inside = new Ear();
        try (ClusterMembership membership = open("n1");
                ClusterMembership there = open("n3")) {
            membership.track(Set.of(CHANGES_ONLY, START_STEP), ear);
            there.track(Set.of(CHANGES_ONLY), inside);
            CompletableFuture<Amf.Result> lock = CompletableFuture.supplyAsync(() -> CLUSTER.call("clm", "lock", "n3"));
            await("the question").atMost(LocalCluster.LIMIT).until(() -> ear.asked.size() == 1);
            CLUSTER.awaitStatus("nothing is left on n3", MembershipTest::isEmpty);
            assertThat(membership.current().member(N3)).isPresent();
            assertThat(lock).isNotDone();
            assertThat(ear.asked.get(0).update().of(N3).orElseThrow().change()).isEqualTo(ClusterChange.LEFT);

            ear.asked.get(0).complete();

            lock.join().endsWith(0);
            assertThat(ear.await(ClusterChange.LEFT).members()).isEqualTo(2);
            assertThatThrownBy(ear.asked.get(0)::complete).isInstanceOf(IllegalStateException.class);
            await("the end there").atMost(LocalCluster.LIMIT).until(() -> !inside.out.isEmpty());
            assertUnavailable(there);
            assertThat(CLUSTER.call("clm", "list").endsWith(0).out()).contains("LOCKED");
            assertThat(CLUSTER.call("explain", N3.toString()).endsWith(0).out()).contains("is not a member");
            CLUSTER.call("clm", "unlock", "n3").endsWith(0);
            ear.await(ClusterChange.JOINED);
            assertUnavailable(there);
        }
        CLUSTER.awaitWhole();
    }

    private static void assertUnavailable(ClusterMembership membership) {
        assertThatThrownBy(membership::current)
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_UNAVAILABLE));
    }

    private static boolean isEmpty(JsonNode status) {
        return LocalCluster.stream(status, "sus")
                .filter(u -> u.path("node").asText().startsWith("safAmfNode=n3,"))
                .allMatch(u -> u.path("presence").asText().equals("UNINSTANTIATED"));
    }
}
