package org.amf4j.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amf4j.admin.cluster.ClusterDescription.NodeAddress;
import org.amf4j.admin.cluster.ClusterDescription.Part;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of nodes in a cluster.yaml that somebody has written. */
class NodeLinesTest {

    private static final NodeAddress N4 = new NodeAddress("n4", "127.0.0.1", 1, 2, 3, Part.PAYLOAD);
    private static final String LINE =
            "n4: {address: 127.0.0.1, channel_port: 1, detection_port: 2, log_port: 3, controller: false}\n";

    @TempDir
    Path folder;

    private Path file;

    private NodeLines lines(String text) throws IOException {
        file = Files.writeString(folder.resolve("cluster.yaml"), text);
        return new NodeLines(file);
    }

    @Test
    @DisplayName("a node is added after the last one, in the manner of the others, and removed without a trace")
    void addAndRemove() throws IOException {
        String before = "# mine\ncluster: c\nnodes:   # three\n    # the first\n    n1: {address: a}\n    n2:\n"
                + "        address: b\n";
        String after = "\n# at last\nfiles: []\n";

        lines(before + after).add(N4);
        assertThat(file).hasContent(before + "    " + LINE + after);

        new NodeLines(file).remove("n4");
        assertThat(file).hasContent(before + after);
    }

    @Test
    @DisplayName("at the end of the file, too")
    void last() throws IOException {
        lines("nodes:\n  n1: {address: a}\n").add(N4);

        assertThat(file).hasContent("nodes:\n  n1: {address: a}\n  " + LINE);
    }

    @Test
    @DisplayName("what has no lines to add to or remove is left to its owner")
    void otherForms() throws IOException {
        NodeLines flow = lines("cluster: c\nnodes: {n1: {address: a}}\n");
        assertThatThrownBy(() -> flow.add(N4)).isInstanceOf(IOException.class).hasMessageContaining(":2: ");

        NodeLines none = lines("cluster: c\n");
        assertThatThrownBy(() -> none.add(N4)).hasMessageContaining("has no key 'nodes'");

        NodeLines spread = lines("nodes:\n  n1:\n    address: {literal: a}\n");
        assertThatThrownBy(() -> spread.remove("n1")).hasMessageContaining("no line of its own for n1");
    }
}
