package org.amf4j.ckpt;

import static org.amf4j.api.AisStatus.OK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.amf4j.api.ckpt.WriteMode;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.node.ClientCall;
import org.amf4j.ckpt.section.Entry;
import org.amf4j.ckpt.section.Operation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Calls that come in at once")
class TogetherTest {

    private final SimulatedCluster cluster = new SimulatedCluster(17, 3);
    private final Process writer = new Process(cluster, "n1");
    private final List<PeerMessage.Replicated> sent = new ArrayList<>();
    private final List<PeerMessage.Stored> confirmed = new ArrayList<>();

    TogetherTest() {
        writer.created(Process.attributes(WriteMode.ALL_REPLICAS, false, 4));
        assertThat(writer.create("a", "-")).isEqualTo(OK);
        cluster.run(100);
        cluster.loseWhere((way, message) -> {
            if (message instanceof PeerMessage.Replicated changes
                    && !changes.entries().isEmpty()) {
                sent.add(changes);
            } else if (message instanceof PeerMessage.Stored stored) {
                confirmed.add(stored);
            }
            return false;
        });
    }

    private void writeAtOnce(int count, int bytes) {
        List<ClientCall> calls = IntStream.range(0, count)
                .<ClientCall>mapToObj(i -> new ClientCall.Modify(
                        writer.handle,
                        new Operation.Overwrite(Process.id("a"), Process.bytes((i + "x").repeat(bytes / 2)))))
                .toList();
        List<Answer> answers = writer.ask(calls);
        assertThat(answers).allSatisfy(a -> assertThat(writer.await(a).status()).isEqualTo(OK));
    }

    @Test
    @DisplayName("go to the other replica in one message, in their order, and are confirmed once")
    void oneMessage() {
        writeAtOnce(5, 100);

        assertThat(sent).hasSize(1);
        assertThat(confirmed).hasSize(1);
        List<Entry> entries = sent.getFirst().entries();
        assertThat(entries).hasSize(5);
        assertThat(entries).extracting(Entry::sequence).isSorted();
        assertThat(confirmed.getFirst().sequence()).isEqualTo(entries.getLast().sequence());
        assertThat(writer.read(Process.id("a"))).startsWith("4x4x");
        assertThat(cluster.checksums(1).values().stream().distinct()).hasSize(1);
    }

    @Test
    @DisplayName("go in several messages where they are long, each of which is short enough to be sent at once")
    void several() {
        writeAtOnce(9, 1_000);

        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).entries()).hasSize(6);
        assertThat(sent.get(1).entries()).hasSize(3);
        assertThat(cluster.checksums(1).values().stream().distinct()).hasSize(1);
    }

    @Test
    @DisplayName("of which the message is lost are sent again, and acknowledged then")
    void lost() {
        boolean[] isLost = new boolean[1];
        cluster.loseWhere((way, message) -> {
            boolean loses = !isLost[0] && message instanceof PeerMessage.Replicated;
            isLost[0] |= loses;
            return loses;
        });

        writeAtOnce(3, 100);

        assertThat(isLost[0]).isTrue();
        assertThat(cluster.checksums(1).values().stream().distinct()).hasSize(1);
    }
}
