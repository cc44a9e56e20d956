package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All nodes read their cluster.yaml again, or none. */
class ClusterReloadCommandTest {

    private static final String OLD = "{\"n1\":\"127.0.0.1:1\",\"n2\":\"127.0.0.1:2\",\"n3\":\"127.0.0.1:3\"}";
    private static final String NEW = OLD.replace("}", ",\"n4\":\"127.0.0.1:4\"}");

    @TempDir
    Path dir;

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>(Map.of("n1", NEW, "n2", NEW, "n3", NEW));
    private String changes = "\"added\":[\"n4\"],\"removed\":[]";
    private String known = "\"n1\",\"n2\",\"n3\"";
    private String heard = "\"n1\",\"n2\",\"n3\"";
    private AdminReply insteadOfN2;
    private FakeNode node;

    @BeforeEach
    void listen() {
        node = FakeNode.start(dir, "n1", this::answer);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private AdminReply answer(AdminRequest request) {
        Map<String, String> arguments = request.getQuery().getArgumentsMap();
        String asked = arguments.getOrDefault("node", "n1");
        if (asked.equals("n2") && insteadOfN2 != null) {
            return insteadOfN2;
        }
        if (!arguments.containsKey("check")) {
            taken.add(asked);
        }
        return FakeNode.json("{\"node\":\"%s\",\"file\":\"/etc/%s.yaml\",\"known\":[%s],\"heard\":[%s],%s,\"nodes\":%s}"
                .formatted(asked, asked, known, heard, changes, files.get(asked)));
    }

    private Call reload(String... words) {
        String[] all = new String[words.length + 4];
        System.arraycopy(new String[] {"cluster", "reload", "--dir", dir.toString()}, 0, all, 0, 4);
        System.arraycopy(words, 0, all, 4, words.length);
        return Call.in(dir, all);
    }

    @Test
    @DisplayName("all are asked, then all are told; who cannot be heard is named")
    void taken() {
        heard = "\"n1\",\"n2\"";

        Call call = reload();

        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isZero();
        assertThat(call.out())
                .isEqualTo("let in: n4\ntaken by: n1, n2\nnot heard, reads the file when it starts: n3\n");
        assertThat(taken).containsExactly("n1", "n2");
    }

    @Test
    @DisplayName("a dry run only asks; its answer is JSON, too")
    void dryRun() {
        JsonNode answer = Json.parse(reload("--dry-run", "-o", "json").out());

        assertThat(answer.path("dry_run").asBoolean()).isTrue();
        assertThat(answer.path("added").toString()).isEqualTo("[\"n4\"]");
        assertThat(answer.path("read").toString()).isEqualTo("[\"n1\",\"n2\",\"n3\"]");
        assertThat(answer.path("silent").isEmpty()).isTrue();
        assertThat(taken).isEmpty();
    }

    @Test
    @DisplayName("files that differ, or one that cannot be taken, change nothing anywhere")
    void refused() {
        files.put("n3", OLD);
        Call differing = reload();
        assertThat(differing.exitCode()).isEqualTo(6);
        assertThat(differing.err())
                .contains(
                        "the files of n1 (/etc/n1.yaml:",
                        "n4 at 127.0.0.1:4",
                        "and n3 (/etc/n3.yaml:",
                        "nothing has changed");

        files.put("n3", NEW);
        insteadOfN2 = FakeNode.reply(AisStatus.ERR_INVALID_PARAM, "node n2: /etc/n2.yaml:7: no such key");
        Call wrong = reload();
        assertThat(wrong.exitCode()).isEqualTo(6);
        assertThat(wrong.err()).contains("node n2: /etc/n2.yaml:7: no such key", "nothing has changed");

        insteadOfN2 = FakeNode.reply(AisStatus.ERR_NOT_SUPPORTED, "this node does not know the query");
        assertThat(reload().err()).contains("n2 is of an earlier version");
        assertThat(taken).isEmpty();
    }

    @Test
    @DisplayName(
            "a node that can be heard is not shut out unless that is asked for; the same file again is nothing to do")
    void removed() {
        files.replaceAll((node, nodes) -> OLD);
        changes = "\"added\":[],\"removed\":[\"n4\"]";
        known = "\"n1\",\"n2\",\"n3\",\"n4\"";
        heard = known;

        Call refused = reload();
        assertThat(refused.exitCode()).isEqualTo(6);
        assertThat(refused.err()).contains("n4 can be heard", "--expel");
        assertThat(taken).isEmpty();

        Call done = reload("--expel");
        assertThat(done.exitCode()).isZero();
        assertThat(done.out()).isEqualTo("not let in any more: n4\ntaken by: n1, n2, n3\n");
        assertThat(taken).containsExactly("n1", "n2", "n3");

        changes = "\"added\":[],\"removed\":[]";
        assertThat(reload().exitCode()).isEqualTo(5);
        assertThat(taken).hasSize(3);
    }
}
