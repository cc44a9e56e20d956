package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.amf4j.ckpt.node.ReplicaStore;
import org.amf4j.ckpt.node.SavedReplica;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are cut short, damaged, or not to be had. */
class FileReplicaStoreTest extends ReplicaStoreContract {

    @TempDir
    Path folder;

    private final List<FileReplicaStore> opened = new ArrayList<>();
    private final List<String> fatal = new CopyOnWriteArrayList<>();

    @Override
    protected ReplicaStore open() throws IOException {
        FileReplicaStore made = FileReplicaStore.open(folder.resolve("checkpoints"), (text, cause) -> fatal.add(text));
        opened.add(made);
        return made;
    }

    /** The earlier one is not closed, as when its process was killed. */
    @Override
    protected ReplicaStore openAgain() throws IOException {
        return open();
    }

    @AfterEach
    void close() {
        opened.forEach(FileReplicaStore::close);
        assertThat(fatal).isEmpty();
    }

    private Path file() throws IOException {
        try (var files = Files.list(folder.resolve("checkpoints"))) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    @DisplayName("whatever is cut off the end, what comes before it is there")
    void cutShort() throws IOException {
        store.begin(replica(1, "content"));
        int content = Files.readAllBytes(file()).length;
        store.append(1, change(8, "a"));
        int first = Files.readAllBytes(file()).length;
        store.append(1, change(9, "b"));
        byte[] all = Files.readAllBytes(file());

        for (int length = content; length < all.length; length++) {
            Files.write(file(), Arrays.copyOf(all, length));
            SavedReplica found = openAgain().load().get(0);
            assertThat(texts(found)).isEqualTo(length < first ? List.of() : List.of("a"));
        }
    }

    @Test
    @DisplayName("a change whose checksum is wrong does not count, nor does what follows; a wrong content is put aside")
    void damaged() throws IOException {
        store.begin(replica(1, "content"));
        int content = Files.readAllBytes(file()).length;
        store.append(1, change(8, "a"));
        store.append(1, change(9, "b"));
        byte[] all = Files.readAllBytes(file());

        byte[] changed = all.clone();
        changed[content + 10] ^= 1;
        Files.write(file(), changed);
        assertThat(texts(openAgain().load().get(0))).isEmpty();

        changed = all.clone();
        changed[10] ^= 1;
        Files.write(file(), changed);
        assertThat(openAgain().load()).isEmpty();
        assertThat(file().getFileName()).hasToString("1.replica.damaged");
        assertThat(openAgain().load()).isEmpty();
    }

    @Test
    @DisplayName("nobody else may read what an application has written")
    void permissions() throws IOException {
        store.begin(replica(1, "content"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("checkpoints"))))
                .isEqualTo("rwx------");
    }

    @Test
    @DisplayName("what cannot be written is said with its file and a remedy")
    void cannotWrite() throws IOException {
        Files.delete(folder.resolve("checkpoints"));

        assertThatThrownBy(() -> store.begin(replica(1, "content")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("1.replica")
                .hasMessageContaining("look at the disk");
    }
}
