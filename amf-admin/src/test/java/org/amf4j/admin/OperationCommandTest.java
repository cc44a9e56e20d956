package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Administrative commands from the command line to the operator socket and back. */
class OperationCommandTest {
    @TempDir
    Path dir;

    @ParameterizedTest(name = "{0} asks for operation {1}")
    @CsvSource({
        "unlock, 1",
        "lock, 2",
        "lock-in, 3",
        "unlock-in, 4",
        "shutdown, 5",
        "restart, 6",
        "swap, 7",
        "si-swap, 7",
        "adjust, 8",
        "sg-adjust, 8",
        "repaired, 9",
        "eam-start, 10",
        "eam-stop, 11"
    })
    @Tag("CLI-001")
    @DisplayName("every admin command maps to the right operation and DN")
    void asksForTheOperation(String command, int operation) {
        try (FakeNode node = FakeNode.start(dir, "n1", request -> FakeNode.reply(AisStatus.OK, ""))) {

            Call call = Call.in(dir, command, "--dir", dir.toString(), "safSu=su1,safSg=web,safApp=app");

            assertThat(call.err()).isEmpty();
            assertThat(call.exitCode()).isZero();
            AdminRequest request = node.requests().get(0);
            assertThat(request.getOperation().getOperation()).isEqualTo(operation);
            assertThat(request.getOperation().getTarget()).isEqualTo("safSu=su1,safSg=web,safApp=app");
            assertThat(request.getId()).isNotEmpty();
            assertThat(request.getTimeoutMillis()).isBetween(59_000L, 60_000L);
        }
    }

    @Test
    @Tag("CLI-001")
    @DisplayName("an unknown command exits 2 with usage")
    void refusesUnknownCommands() {
        Call call = Call.in(dir, "lokc", "su1");

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.out()).isEmpty();
        assertThat(call.err()).contains("lokc").contains("lock");
    }

    @Test
    @DisplayName("without a command and without a DN there is usage on stderr and exit code 2")
    void refusesIncompleteCommandLines() {
        assertThat(Call.in(dir).exitCode()).isEqualTo(2);
        assertThat(Call.in(dir).err()).contains("a command is missing").contains("Usage: amf");
        assertThat(Call.in(dir, "lock").exitCode()).isEqualTo(2);
        assertThat(Call.in(dir, "lock").err()).contains("Missing required parameter: 'DN'");
        assertThat(Call.in(dir, "lock", "su1", "--timeout", "soon").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} ends with {1}")
    @CsvSource({
        "OK, 0",
        "ERR_NO_MEMORY, 1",
        "ERR_NOT_EXIST, 4",
        "ERR_NAME_NOT_FOUND, 4",
        "ERR_NO_OP, 5",
        "ERR_BAD_OPERATION, 6",
        "ERR_FAILED_OPERATION, 6",
        "ERR_NOT_SUPPORTED, 6",
        "ERR_BUSY, 7",
        "ERR_TIMEOUT, 8",
        "ERR_ACCESS_DENIED, 9",
        "ERR_REPAIR_PENDING, 10"
    })
    @DisplayName("each AIS result has its exit code, in both forms of output")
    void exitCodes(AisStatus status, int exitCode) {
        try (FakeNode node = FakeNode.start(dir, "n1", request -> FakeNode.reply(status, "because"))) {

            Call table = Call.in(dir, "lock", "--dir", dir.toString(), "su1");
            Call json = Call.in(dir, "lock", "--dir", dir.toString(), "su1", "-o", "json");

            assertThat(table.exitCode()).isEqualTo(exitCode);
            assertThat(json.exitCode()).isEqualTo(exitCode);
            assertThat(Json.parse(json.out()).path("result").asText()).isEqualTo(status.aisName());
            assertThat(Json.parse(json.out()).path("result_number").asInt()).isEqualTo(status.value());
            assertThat(node.requests()).hasSize(2);
        }
    }

    @Test
    @Tag("CLI-005")
    @DisplayName("lock of a locked unit exits 5")
    void nothingToDo() {
        try (FakeNode node =
                FakeNode.start(dir, "n1", request -> FakeNode.reply(AisStatus.ERR_NO_OP, "su1 is LOCKED already"))) {

            Call call = Call.in(dir, "lock", "--dir", dir.toString(), "su1");

            assertThat(call.exitCode()).isEqualTo(5);
            assertThat(call.out()).isEmpty();
            assertThat(call.err()).isEqualTo("amf: lock su1: SA_AIS_ERR_NO_OP: su1 is LOCKED already\n");
            assertThat(node.requests()).hasSize(1);
        }
    }

    @Test
    @Tag("CLI-005")
    @DisplayName("unlock-in of an unlocked unit exits 6 and the message has the current state")
    void rejected() {
        try (FakeNode node = FakeNode.start(
                dir, "n1", request -> FakeNode.reply(AisStatus.ERR_BAD_OPERATION, "su1 is UNLOCKED, not locked-in"))) {

            Call call = Call.in(dir, "unlock-in", "--dir", dir.toString(), "su1");

            assertThat(call.exitCode()).isEqualTo(6);
            assertThat(call.err().lines())
                    .containsExactly(
                            "amf: unlock-in su1: SA_AIS_ERR_BAD_OPERATION: su1 is UNLOCKED, not locked-in",
                            "hint: 'amf explain DN' says why the object is in its present state");
            assertThat(node.requests()).hasSize(1);
        }
    }

    @Test
    @Tag("CLI-008")
    @DisplayName("a controller that fails over during the command: the next node is asked under the same id")
    void asksTheNextNode() {
        try (FakeNode dying = FakeNode.start(dir, "n1", request -> null);
                FakeNode living = FakeNode.start(dir, "n2", request -> FakeNode.reply(AisStatus.OK, "locked"))) {

            Call call = Call.in(dir, "lock", "--dir", dir.toString(), "su1");

            assertThat(call.exitCode()).isZero();
            assertThat(call.out()).matches("done in \\d+ ms; locked\n");
            assertThat(living.requests().get(0).getId())
                    .isEqualTo(dying.requests().get(0).getId());
        }
    }

    @Test
    @Tag("CLI-008")
    @DisplayName("TRY_AGAIN is tried again, each time as another request, until it is done")
    void triesAgain() {
        AtomicInteger count = new AtomicInteger();
        try (FakeNode node = FakeNode.start(
                dir,
                "n1",
                request -> count.incrementAndGet() < 4
                        ? FakeNode.reply(AisStatus.ERR_TRY_AGAIN, "the group is in motion")
                        : FakeNode.reply(AisStatus.OK, ""))) {

            Call call = Call.in(dir, "swap", "--dir", dir.toString(), "stream", "-v");

            assertThat(call.exitCode()).isZero();
            assertThat(call.err()).contains("trying again: SA_AIS_ERR_TRY_AGAIN: the group is in motion");
            assertThat(node.requests().stream().map(AdminRequest::getId).distinct())
                    .hasSize(4);
        }
    }

    @Test
    @Tag("CLI-008")
    @DisplayName("TRY_AGAIN to the end of the time limit exits 3, no answer exits 8; it never hangs")
    void givesUp() {
        try (FakeNode node =
                FakeNode.start(dir, "n1", request -> FakeNode.reply(AisStatus.ERR_TRY_AGAIN, "no leader"))) {

            Call call = Call.in(dir, "lock", "--dir", dir.toString(), "su1", "--timeout", "100ms");

            assertThat(call.exitCode()).isEqualTo(3);
            assertThat(call.err()).contains("SA_AIS_ERR_TRY_AGAIN: no leader");
            assertThat(node.requests()).hasSizeGreaterThan(1);
        }
        Path silent = dir.resolve("silent");
        try (FakeNode node = FakeNode.start(silent, "n1", request -> {
            Waiting.forLong();
            return null;
        })) {

            Call call = Call.in(dir, "lock", "--dir", silent.toString(), "su1", "--timeout", "100ms");

            assertThat(call.exitCode()).isEqualTo(8);
            assertThat(call.err()).contains("no answer within 100 ms");
            assertThat(node.requests()).hasSize(1);
        }
    }

    @Test
    @Tag("CLI-008")
    @DisplayName("a node without a majority is no hindrance; when no node knows of one, the request is refused at once")
    void noMajority() {
        try (FakeNode minority = FakeNode.start(
                dir, "n1", request -> FakeNode.reply(AisStatus.ERR_UNAVAILABLE, "no majority decides"))) {

            Call refused = Call.in(dir, "lock", "--dir", dir.toString(), "su1", "--timeout", "60s");

            assertThat(refused.exitCode()).isEqualTo(3);
            assertThat(refused.err())
                    .contains("SA_AIS_ERR_UNAVAILABLE: no majority decides")
                    .contains("a majority of the controllers must live");
            assertThat(minority.requests()).hasSize(1);

            try (FakeNode majority = FakeNode.start(dir, "n2", request -> FakeNode.reply(AisStatus.OK, ""))) {
                Call done = Call.in(dir, "lock", "--dir", dir.toString(), "su1", "--timeout", "60s");

                assertThat(done.exitCode()).isZero();
                assertThat(majority.requests()).hasSize(1);
            }
        }
    }

    @Test
    @Tag("CLI-011")
    @DisplayName("a DN with an escaped comma arrives as it was typed")
    void keepsEscapes() {
        String dn = "safSISU=safSu=su1\\,safSg=web\\,safApp=app,safSi=stream,safApp=app";
        try (FakeNode node = FakeNode.start(
                dir,
                "n1",
                request -> request.hasQuery()
                        ? FakeNode.json(Json.line(Json.object().put("dn", dn).put("class", "SaAmfSIAssignment")))
                        : FakeNode.reply(AisStatus.OK, ""))) {

            Call lock = Call.in(dir, "lock", "--dir", dir.toString(), dn);
            Call get = Call.in(dir, "get", "--dir", dir.toString(), dn);

            assertThat(lock.exitCode()).isZero();
            assertThat(node.requests().get(0).getOperation().getTarget()).isEqualTo(dn);
            assertThat(node.requests().get(1).getQuery().getArgumentsMap()).containsEntry("dn", dn);
            assertThat(get.out()).isEqualTo(dn + "  (SaAmfSIAssignment)\n");
        }
    }

    @Test
    @DisplayName("a cluster that does not run, or was never started, exits 3 and says how to start one")
    void unreachable() {
        Call nothing = Call.in(dir, "status");
        Call unknown = Call.in(dir, "status", "--dir", "elsewhere");
        Call variable = Call.with(dir, Map.of("AMF_DIR", "elsewhere"), "status");

        assertThat(nothing.exitCode()).isEqualTo(3);
        assertThat(nothing.err().lines().toList().get(0)).isEqualTo("amf: no local cluster runs");
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(unknown.err()).contains("no cluster was ever started in " + dir.resolve("elsewhere"));
        assertThat(variable.err()).isEqualTo(unknown.err());
    }

    @Test
    @DisplayName("sockets that nobody listens on exit 3 at once")
    void deadNodes() {
        FakeNode.start(dir, "n1", request -> FakeNode.reply(AisStatus.OK, "")).die();

        Call call = Call.in(dir, "lock", "--dir", dir.toString(), "su1");

        assertThat(call.exitCode()).isEqualTo(3);
        assertThat(call.err()).contains("no node of the cluster answers");
    }
}
