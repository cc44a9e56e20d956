package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking all work from a node. */
class DrainCommandTest {

    private static final String NODE = "safAmfNode=two,safAmfCluster=lab";
    private static final int LOCKED = 2;
    private static final int SHUTTING_DOWN = 4;

    @TempDir
    Path dir;

    private final AtomicInteger looks = new AtomicInteger();
    private AisStatus result = AisStatus.OK;
    private int lockedAtLook = 2;
    private String current = "\"n1\",\"n2\",\"n3\"";

    private AdminReply answer(AdminRequest request) {
        if (request.hasOperation()) {
            looks.set(0);
            return FakeNode.reply(result, "");
        }
        if (request.getQuery().getKind().equals("status")) {
            return FakeNode.json("{\"controllers\":[\"n1\",\"n2\",\"n3\"],\"voters_current\":[" + current + "]}");
        }
        return FakeNode.json("""
                {"dn":"%s","class":"SaAmfNode","attributes":{"saAmfNodeAdminState":[%d],
                 "saAmfNodeClmNode":["safNode=n2,safCluster=lab"]}}""".formatted(NODE, looks.incrementAndGet() < lockedAtLook ? SHUTTING_DOWN : LOCKED));
    }

    private Call drain(FakeNode node, String... words) {
        assertThat(node.requests()).isEmpty();
        String[] all = new String[words.length + 5];
        System.arraycopy(new String[] {"nodes", "drain", "two", "--dir", dir.toString()}, 0, all, 0, 5);
        System.arraycopy(words, 0, all, 5, words.length);
        return Call.in(dir, all);
    }

    @Test
    @DisplayName("it is shut down, waited for until it is LOCKED, and told whether it may be stopped")
    void drains() {
        try (FakeNode node = FakeNode.start(dir, "n1", this::answer)) {
            Call call = drain(node);

            assertThat(call.err()).isEmpty();
            assertThat(call.exitCode()).isZero();
            assertThat(call.out())
                    .matches("drained in \\d+ ms; " + NODE
                            + " is LOCKED and has no work\nit is a controller; all others are up to date\n");
            AdminRequest operation = node.requests().stream()
                    .filter(AdminRequest::hasOperation)
                    .findFirst()
                    .orElseThrow();
            assertThat(operation.getOperation().getTarget()).isEqualTo(NODE);
            assertThat(operation.getOperation().getOperation()).isEqualTo(AdminOperation.SHUTDOWN.value());
            assertThat(looks.get()).isGreaterThan(1);
        }
    }

    @Test
    @DisplayName("a controller is not to be stopped while another one is behind")
    void behind() {
        current = "\"n1\",\"n2\"";
        try (FakeNode node = FakeNode.start(dir, "n1", this::answer)) {
            assertThat(drain(node).out()).contains("do not stop it yet: it is a controller, and behind are n3\n");
        }
        try (FakeNode node = FakeNode.start(dir, "n1", this::answer)) {
            assertThat(Json.parse(drain(node, "-o", "json").out())
                            .path("behind")
                            .path(0)
                            .asText())
                    .isEqualTo("n3");
        }
    }

    @Test
    @DisplayName("a node that is being shut down already is waited for")
    void already() {
        result = AisStatus.ERR_NO_OP;
        try (FakeNode node = FakeNode.start(dir, "n1", this::answer)) {
            assertThat(drain(node).exitCode()).isZero();
        }
    }

    @Test
    @Tag("CLI-006")
    @DisplayName("work that does not end in time: exit 8; a refusal: its exit code")
    void fails() {
        lockedAtLook = Integer.MAX_VALUE;
        try (FakeNode node = FakeNode.start(dir, "n1", this::answer)) {
            Call call = drain(node, "--timeout", "300ms");

            assertThat(call.exitCode()).isEqualTo(8);
            assertThat(call.err()).contains("is not LOCKED within the time limit; it is SHUTTING_DOWN");
        }
        result = AisStatus.ERR_BAD_OPERATION;
        try (FakeNode node = FakeNode.start(dir, "n1", this::answer)) {
            assertThat(drain(node).exitCode()).isEqualTo(6);
        }
    }
}
