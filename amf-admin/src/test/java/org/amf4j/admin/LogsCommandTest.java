package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.clc.KeptOutput;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsCommandTest {

    private static final String UNIT = "safSu=su1,safSg=g,safApp=a";
    private static final String COMPONENT = "safComp=c," + UNIT;

    @TempDir
    Path dir;

    private void keep(String node, String command, String text) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(node).resolve("log"));
        Files.writeString(KeptOutput.file(folder, Dn.of(COMPONENT), command), text);
    }

    @Test
    @DisplayName("of a cluster that does not run: every command's last lines, from the folder, by the full name")
    void stopped() throws IOException {
        Files.writeString(dir.resolve("cluster.yaml"), "cluster: lab\n");
        keep("n1", "INSTANTIATE", "one\ntwo\nthree\n");
        keep("n1", "CLEANUP", "clean\n");

        Call call = Call.in(dir, "logs", COMPONENT, "--dir", dir.toString(), "-n", "2");

        assertThat(call.out())
                .isEqualTo("== INSTANTIATE of " + COMPONENT + " on n1\ntwo\nthree\n== CLEANUP of " + COMPONENT
                        + " on n1\nclean\n");
        assertThat(call.exitCode()).isZero();
        Call json = Call.in(dir, "logs", COMPONENT, "--dir", dir.toString(), "--command", "cleanup", "-o", "json");
        assertThat(Json.parse(json.out()).path("logs").path(0).path("text").asText())
                .isEqualTo("clean\n");
        assertThat(Json.parse(json.out()).path("logs")).hasSize(1);
        assertThat(Call.in(dir, "logs", "c", "--dir", dir.toString()).exitCode())
                .isEqualTo(4);
        assertThat(Call.in(dir, "logs", "safComp=x", "--dir", dir.toString()).exitCode())
                .isEqualTo(4);
    }

    private static AdminReply answer(AdminRequest request) {
        var arguments = request.getQuery().getArgumentsMap();
        return switch (request.getQuery().getKind()) {
            case "get" ->
                FakeNode.json(
                        arguments.containsKey("attributes")
                                ? "{\"attributes\": {\"saAmfNodeClmNode\": [\"safNode=n2,safCluster=c\"]}}"
                                : "{\"dn\": \"" + UNIT + "\"}");
            case "status" ->
                FakeNode.json("{\"components\": [{\"dn\": \"" + COMPONENT + "\", \"su\": \"" + UNIT
                        + "\"}, {\"dn\": \"safComp=c,safSu=other\", \"su\": \"safSu=other\"}], \"sus\": [{\"dn\": \""
                        + UNIT
                        + "\", \"node\": \"safAmfNode=node2\"}]}");
            case "logs" ->
                arguments.get("node").equals("n2") && arguments.get("dn").equals(COMPONENT)
                        ? FakeNode.json(
                                "{\"outputs\": [{\"command\": \"CLEANUP\", \"end\": 6, \"text\": \"clean\\n\"}]}")
                        : FakeNode.reply(AisStatus.ERR_NOT_EXIST, "no");
            default -> FakeNode.reply(AisStatus.ERR_NOT_SUPPORTED, "no");
        };
    }

    @Test
    @DisplayName("of a node elsewhere: asked of any node, for all components in what was named")
    void elsewhere() {
        try (FakeNode node = FakeNode.start(dir, "n1", LogsCommandTest::answer)) {

            Call call = Call.in(dir, "logs", "su1", "--dir", dir.toString());

            assertThat(call.out()).isEqualTo("== CLEANUP of " + COMPONENT + " on n2\nclean\n");
            assertThat(node.requests()).hasSizeGreaterThan(3);
        }
    }
}
