package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.admin.ChangeOperation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that change the configuration, from the command line to the operator socket and back. */
class ChangeCommandsTest {

    private static final String CHANGES =
            "{\"changes\":[{\"dn\":\"safSu=su1\",\"class\":\"SaAmfSU\",\"change\":\"modified\","
                    + "\"attributes\":{\"saAmfSURank\":{\"before\":[1],\"after\":[2]}}}]}";

    @TempDir
    Path dir;

    private static AdminReply done(AdminRequest request) {
        return request.getChange().getDryRun() ? FakeNode.json(CHANGES) : FakeNode.reply(AisStatus.OK, "");
    }

    private Call amf(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = words[0];
        all[1] = "--dir=" + dir;
        System.arraycopy(words, 1, all, 2, words.length - 1);
        return Call.in(dir, all);
    }

    private static List<List<String>> operations(FakeNode node) {
        return node.requests().get(0).getChange().getOperationsList().stream()
                .map(ChangeOperation::getWordsList)
                .map(List::<String>copyOf)
                .toList();
    }

    @Test
    @Tag("CLI-003")
    @DisplayName("set of several objects is one change")
    void set() {
        try (FakeNode node = FakeNode.start(dir, "n1", ChangeCommandsTest::done)) {

            Call call = amf("set", "su1", "saAmfSURank=2", "and", "safSu=su2", "saAmfSURank=1", "a+=x y");

            assertThat(call.err()).isEmpty();
            assertThat(call.exitCode()).isZero();
            assertThat(call.out()).startsWith("done in");
            assertThat(operations(node))
                    .containsExactly(
                            List.of("set", "su1", "saAmfSURank=2"),
                            List.of("set", "safSu=su2", "saAmfSURank=1", "a+=x y"));
        }
    }

    @Test
    @Tag("CLI-008")
    @DisplayName("a change that a lost leader may have made ends with 8, unless another node knows what came of it")
    void inDoubt() {
        AdminReply doubt =
                FakeNode.reply(AisStatus.ERR_UNAVAILABLE, "no leader; whether it was done is not known").toBuilder()
                        .setInDoubt(true)
                        .build();
        try (FakeNode asked = FakeNode.start(dir, "n1", request -> doubt)) {
            try (FakeNode other = FakeNode.start(
                    dir, "n2", request -> FakeNode.reply(AisStatus.ERR_UNAVAILABLE, "no leader; nothing was done"))) {
                Call call = amf("set", "su1", "saAmfSURank=2");

                assertThat(call.exitCode()).isEqualTo(8);
                assertThat(call.err()).contains("whether it was done");
                assertThat(other.requests()).isNotEmpty();
            }
            try (FakeNode knows = FakeNode.start(dir, "n3", request -> FakeNode.reply(AisStatus.OK, ""))) {
                assertThat(amf("set", "su1", "saAmfSURank=2").exitCode()).isZero();
                assertThat(knows.requests().get(0).getId())
                        .isEqualTo(asked.requests()
                                .get(asked.requests().size() - 1)
                                .getId());
            }
        }
    }

    @Test
    @DisplayName("cordon and uncordon change an attribute of nodes, which may be called by their short names")
    void cordon() {
        try (FakeNode node = FakeNode.start(dir, "n1", ChangeCommandsTest::done)) {
            assertThat(amf("cordon", "n2", "safAmfNode=n3,safAmfCluster=c").exitCode())
                    .isZero();
            assertThat(operations(node))
                    .containsExactly(
                            List.of("set", "n2", "amfNodeCordoned=1"),
                            List.of("set", "safAmfNode=n3,safAmfCluster=c", "amfNodeCordoned=1"));
        }
        try (FakeNode node = FakeNode.start(dir, "n1", ChangeCommandsTest::done)) {
            assertThat(amf("uncordon", "n2").exitCode()).isZero();
            assertThat(operations(node)).containsExactly(List.of("set", "n2", "amfNodeCordoned=0"));
        }
    }

    @Test
    @Tag("CLI-011")
    @DisplayName("create and delete pass names on as they are, escapes included")
    void createAndDelete() {
        try (FakeNode node = FakeNode.start(dir, "n1", ChangeCommandsTest::done)) {
            assertThat(amf("create", "SaAmfSIDependency", "safDepend=safSi=a\\,safApp=x,safSi=b,safApp=x", "t=1")
                            .exitCode())
                    .isZero();
            assertThat(operations(node))
                    .containsExactly(List.of(
                            "create", "SaAmfSIDependency", "safDepend=safSi=a\\,safApp=x,safSi=b,safApp=x", "t=1"));
        }
        try (FakeNode node = FakeNode.start(dir, "n1", ChangeCommandsTest::done)) {
            assertThat(amf("delete", "su1", "su2").exitCode()).isZero();
            assertThat(operations(node)).containsExactly(List.of("delete", "su1"), List.of("delete", "su2"));
        }
    }

    @Test
    @Tag("CLI-004")
    @DisplayName("a dry run asks for nothing else and shows what would change; --diff shows it and does it")
    void dryRunAndDiff() {
        try (FakeNode node = FakeNode.start(dir, "n1", ChangeCommandsTest::done)) {
            Call dry = amf("set", "su1", "saAmfSURank=2", "--dry-run");
            assertThat(dry.out()).contains("~ safSu=su1  (SaAmfSU)", "saAmfSURank: 1 -> 2", "nothing is changed");
            assertThat(node.requests())
                    .singleElement()
                    .satisfies(r -> assertThat(r.getChange().getDryRun()).isTrue());
        }
        try (FakeNode node = FakeNode.start(dir, "n1", ChangeCommandsTest::done)) {
            Call diff = amf("set", "su1", "saAmfSURank=2", "--diff");
            assertThat(diff.out()).contains("saAmfSURank: 1 -> 2", "done in");
            assertThat(node.requests()).hasSize(2);
        }
    }

    @Test
    @DisplayName("a bundle from a file: comments are left out, and a mistake is told with file and line")
    void bundle() throws IOException {
        Path file = Files.writeString(dir.resolve("changes.txt"), """
                # two changes
                set su1 saAmfSURank=2   # better

                create X safX=1 text="two words"
                """);
        try (FakeNode node = FakeNode.start(
                dir, "n1", r -> FakeNode.reply(AisStatus.ERR_NOT_EXIST, "operation 2: there is no class X"))) {

            Call call = amf("ccb", "-f", file.toString());

            assertThat(call.exitCode()).isEqualTo(4);
            assertThat(call.err()).contains("nothing is changed", file + ":4: there is no class X");
            assertThat(operations(node))
                    .containsExactly(
                            List.of("set", "su1", "saAmfSURank=2"), List.of("create", "X", "safX=1", "text=two words"));
        }
    }

    @Test
    @DisplayName("refused by the rules: exit code 6, the reason on stderr; as JSON with status and number")
    void refused() {
        try (FakeNode node = FakeNode.start(
                dir, "n1", r -> FakeNode.reply(AisStatus.ERR_BAD_OPERATION, "safSu=su1: is in use: lock it"))) {
            Call call = amf("delete", "su1");
            assertThat(call.exitCode()).isEqualTo(6);
            assertThat(call.err()).contains("ERR_BAD_OPERATION", "is in use: lock it");

            Call json = amf("delete", "su1", "-o", "json");
            assertThat(json.exitCode()).isEqualTo(6);
            assertThat(Json.parse(json.out()).path("result").asText()).isEqualTo("SA_AIS_ERR_BAD_OPERATION");
            assertThat(node.requests()).hasSize(2);
        }
    }

    @Test
    @DisplayName("files that cannot be read or hold nothing are told as such")
    void noFile() throws IOException {
        try (FakeNode node = FakeNode.start(dir, "n1", ChangeCommandsTest::done)) {
            assertThat(amf("ccb", "-f", dir.resolve("none").toString()).err()).contains("cannot read");
            Path empty = Files.writeString(dir.resolve("empty"), "# nothing\n");
            assertThat(amf("ccb", "-f", empty.toString()).exitCode()).isEqualTo(2);
            assertThat(node.requests()).isEmpty();
        }
    }
}
