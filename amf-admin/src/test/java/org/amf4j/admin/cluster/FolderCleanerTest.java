package org.amf4j.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tidying up. */
class FolderCleanerTest {
    @TempDir
    Path dir;

    @Test
    @DisplayName("a node's former state goes, its logs stay")
    void forgetsState() throws Exception {
        Path node = dir.resolve("n1");
        Files.createDirectories(node.resolve("raft").resolve("deep"));
        Files.createDirectories(node.resolve("log"));
        Files.writeString(node.resolve("raft").resolve("deep").resolve("entries"), "x");
        Files.writeString(node.resolve("log").resolve("agent.out"), "x");
        Files.writeString(node.resolve("agent.pid"), "1");

        FolderCleaner.forgetState(node);

        assertThat(node.resolve("raft")).doesNotExist();
        assertThat(node.resolve("agent.pid")).doesNotExist();
        assertThat(node.resolve("log").resolve("agent.out")).exists();
    }

    @Test
    @DisplayName("a link is removed, not what it points to")
    void doesNotFollowLinks() throws Exception {
        Path precious = Files.createDirectories(dir.resolve("precious"));
        Files.writeString(precious.resolve("file"), "x");
        Path folder = Files.createDirectories(dir.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), precious);

        FolderCleaner.delete(folder);

        assertThat(folder).doesNotExist();
        assertThat(precious.resolve("file")).exists();
    }
}
