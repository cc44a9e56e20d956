package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.cluster.MembershipStep;
import org.amf4j.protocol.cluster.MembershipTold;
import org.amf4j.protocol.cluster.MembershipWanted;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the leader tells agents of the membership, and operators. */
class MembershipDeskTest {

    private record Sent(String to, MembershipTold told) {
        List<Long> steps() {
            return told.getStepsList().stream().map(MembershipStep::getSequence).toList();
        }
    }

    private final Director director = new Director(StandardModels.all());
    private final OfflineDirector offline = new OfflineDirector("test", director);
    private final List<Sent> sent = new ArrayList<>();
    private final MembershipDesk desk = desk();
    private long index;

    MembershipDeskTest() {
        apply(new Event.ConfigurationLoaded(
                1,
                1,
                ModelText.cluster(2)
                        .group("sg", RedundancyKind.TWO_N)
                        .units(2)
                        .components("c")
                        .instances("si")
                        .objects()));
        desk.lead(1);
    }

    private MembershipDesk desk() {
        return new MembershipDesk(director, (to, message) -> sent.add(new Sent(to, message.getMembershipTold())));
    }

    private void apply(Event event) {
        LogEntry entry = new LogEntry(++index, index * 1_000, List.of(event));
        offline.applied(entry, director.apply(entry));
    }

    private static MembershipWanted after(long sequence) {
        return MembershipWanted.newBuilder().setAfter(sequence).build();
    }

    @Test
    @Tag("CLM-005")
    @DisplayName("after an entry everybody who is connected is told of its steps, once")
    void announces() {
        apply(new Event.NodeJoined("n1", 1, 7, "10.0.0.1"));
        desk.announce();
        apply(new Event.NodeJoined("n2", 1));
        desk.announce();
        desk.announce();

        assertThat(sent).extracting(Sent::to).containsExactly("n1", "n1", "n2");
        assertThat(sent).extracting(Sent::steps).containsExactly(List.of(1L), List.of(2L), List.of(2L));
    }

    @Test
    @Tag("CLM-024")
    @Tag("CLM-029")
    @DisplayName("a new leader repeats nothing by itself; who lacks steps asks and gets them, or the whole picture")
    void newLeader() {
        apply(new Event.NodeJoined("n1", 1));
        apply(new Event.NodeJoined("n2", 1));
        MembershipDesk next = desk();
        next.lead(2);
        next.announce();
        assertThat(sent).isEmpty();

        next.wanted("n1", after(1));
        next.wanted("n1", after(2));
        next.wanted("n2", after(-1));
        next.wanted("n9", after(-1));

        assertThat(sent).hasSize(3);
        assertThat(sent.get(0).steps()).containsExactly(2L);
        assertThat(sent.get(1).told().getPicture().getNodesList()).hasSize(2);
        assertThat(sent.get(2).told().getUnconfigured()).isTrue();
    }

    @Test
    @Tag("CLM-023")
    @DisplayName(
            "a controller that has only the log knows the same as one that was there: view, lock, and who is asked")
    void replayed() throws IOException {
        apply(new Event.NodeJoined("n1", 1));
        apply(new Event.NodeJoined("n2", 1));
        apply(new Event.MembershipRequested("lock", Dn.of("safNode=n2,safCluster=cluster"), NodeOperation.SHUTDOWN));
        apply(new Event.NodeLeft("n1", 1, "everything was switched off"));
        apply(new Event.NodeLeft("n2", 1, "everything was switched off"));
        byte[] memory =
                org.amf4j.recorder.snapshot.DirectorSnapshot.of(director).toBytes();

        Director later = org.amf4j.recorder.snapshot.DirectorSnapshot.restore(memory, StandardModels.all())
                .director();
        later.apply(new LogEntry(100, 1_000_000, List.of(new Event.NodeJoined("n2", 2))));

        var membership = later.state().orElseThrow().membership();
        var n2 = membership.nodeOfAgent("n2").orElseThrow();
        assertThat(n2.isUp()).isTrue();
        assertThat(n2.isMember()).isFalse();
        assertThat(n2.admin().name()).isEqualTo("LOCKED");
        assertThat(membership.viewNumber()).isEqualTo(4);
    }

    private JsonNode ask(String kind, String name) throws IOException {
        AdminReply reply = offline.answer(kind, Map.of("dn", name));
        assertThat(reply.getStatus()).as(reply.getText()).isEqualTo(AisStatus.OK.value());
        return new ObjectMapper().readTree(reply.getJson());
    }

    @Test
    @Tag("CLM-009")
    @DisplayName("operators see who is a member, its runtime attributes, and why it is none")
    void shown() throws IOException {
        apply(new Event.MembershipRequested("lock", Dn.of("safNode=n1,safCluster=cluster"), NodeOperation.LOCK));
        apply(new Event.NodeJoined("n1", 1, 7, "10.0.0.1"));

        JsonNode node = ask("membership", "").path("nodes").path(0);
        assertThat(node.path("member").asBoolean()).isFalse();
        assertThat(node.path("up").asBoolean()).isTrue();
        assertThat(node.path("admin").asText()).isEqualTo("LOCKED");
        JsonNode attributes = ask("get", "safNode=n1,safCluster=cluster").path("attributes");
        assertThat(attributes.path("saClmNodeIsMember").path(0).asInt()).isZero();
        assertThat(attributes.path("saClmNodeCurrAddress").path(0).asText()).isEqualTo("10.0.0.1");
        assertThat(ask("get", "clm:cluster")
                        .path("attributes")
                        .path("saClmClusterNumNodes")
                        .path(0)
                        .asInt())
                .isZero();
        assertThat(ask("explain", "clm:n1").path("state").path(0).asText())
                .contains("n1 is not a member")
                .contains("LOCKED");
        assertThat(ask("explain", "clm:n2").path("state").path(0).asText()).contains("its agent is not connected");
        assertThat(ask("explain", "safCluster=cluster").path("state").path(0).asText())
                .contains("0 of 2");
        apply(new Event.NodeJoined("n2", 1));
        assertThat(ask("status", "").path("view_number").asInt()).isEqualTo(1);
        assertThat(ask("events", "").path("events").findValuesAsText("attribute"))
                .contains("membership", "saClmNodeAdminState");
    }
}
