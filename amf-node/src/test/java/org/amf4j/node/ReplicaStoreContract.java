package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.amf4j.api.ckpt.SectionDescriptor;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.node.ReplicaStore;
import org.amf4j.ckpt.node.SavedReplica;
import org.amf4j.ckpt.section.Entry;
import org.amf4j.ckpt.section.Operation;
import org.amf4j.ckpt.section.Section;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link ReplicaStore} does. */
abstract class ReplicaStoreContract {

    static final SectionId ONE = SectionId.of("one");

    protected ReplicaStore store;

    /** A store with nothing in it. */
    protected abstract ReplicaStore open() throws IOException;

    /** The same store after another start of the process. */
    protected abstract ReplicaStore openAgain() throws IOException;

    @BeforeEach
    void begin() throws IOException {
        store = open();
    }

    static SavedReplica replica(long id, String text) {
        return new SavedReplica(
                id,
                "safCkpt=" + id,
                3,
                7,
                List.of(new PeerMessage.LastOf("n1", 5, 9, List.of(2L, 4L))),
                Map.of(ONE, new Section(bytes(text), SectionDescriptor.NEVER, 11)),
                List.of());
    }

    static Entry change(long sequence, String text) {
        return new Entry(
                sequence, new Entry.Origin("n2", 6, 1), sequence, 12, new Operation.Overwrite(ONE, bytes(text)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<String> texts(SavedReplica replica) {
        return replica.entries().stream()
                .map(e -> new String(((Operation.Overwrite) e.operation()).data(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    @DisplayName("a content and its changes are there after another start, in their order, with the last term")
    void kept() throws IOException {
        store.begin(replica(1, "content"));
        store.append(1, change(8, "a"));
        store.adopt(1, 4);
        store.append(1, change(9, "b"));
        store.begin(replica(2, "other"));

        List<SavedReplica> found = openAgain().load();

        assertThat(found).extracting(SavedReplica::id).containsExactlyInAnyOrder(1L, 2L);
        SavedReplica first = found.stream().filter(r -> r.id() == 1).findFirst().orElseThrow();
        assertThat(first.name()).isEqualTo("safCkpt=1");
        assertThat(first.term()).isEqualTo(4);
        assertThat(first.sequence()).isEqualTo(7);
        assertThat(first.origins()).isEqualTo(replica(1, "").origins());
        assertThat(first.sections().get(ONE).data()).isEqualTo(bytes("content"));
        assertThat(first.sections().get(ONE).expirationNanos()).isEqualTo(SectionDescriptor.NEVER);
        assertThat(first.entries()).extracting(Entry::sequence).containsExactly(8L, 9L);
        assertThat(texts(first)).containsExactly("a", "b");
    }

    @Test
    @DisplayName("a new beginning replaces everything; what was removed is not there")
    void replaced() throws IOException {
        store.begin(replica(1, "before"));
        store.append(1, change(8, "a"));
        store.begin(replica(1, "after"));
        store.append(1, change(8, "b"));
        store.begin(replica(2, "gone"));
        store.remove(2);
        store.remove(3);

        List<SavedReplica> found = openAgain().load();

        assertThat(found).extracting(SavedReplica::id).containsExactly(1L);
        assertThat(found.get(0).sections().get(ONE).data()).isEqualTo(bytes("after"));
        assertThat(texts(found.get(0))).containsExactly("b");
    }
}
