package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations that wait for a state. */
class StateWaitTest {

    @TempDir
    Path dir;

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger operations = new AtomicInteger();

    /** Answers as a cluster whose unit is in service from the look with this number on. */
    private Function<AdminRequest, AdminReply> cluster(AisStatus result, int inServiceFrom) {
        return request -> {
            if (request.hasOperation()) {
                operations.incrementAndGet();
                return FakeNode.reply(result, "done");
            }
            int readiness = looks.incrementAndGet() >= inServiceFrom ? 2 : 1;
            return FakeNode.json(
                    "{\"dn\":\"safSu=su1\",\"class\":\"SaAmfSU\",\"attributes\":{\"saAmfSUAdminState\":[1],"
                            + "\"saAmfSURank\":[3],\"saAmfSUReadinessState\":[" + readiness + "]}}");
        };
    }

    private Call call(AisStatus result, int inServiceFrom, String... arguments) {
        try (FakeNode node = FakeNode.start(dir, "n1", cluster(result, inServiceFrom))) {
            return Call.in(dir, arguments);
        }
    }

    @Test
    @Tag("CLI-006")
    @DisplayName("--wait ends with 0 when the state is reached, and not before")
    void reached() {
        Call call = call(AisStatus.OK, 4, "unlock", "--dir", dir.toString(), "su1", "--wait", "in-service");

        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isZero();
        assertThat(looks).hasValue(4);
        assertThat(operations).hasValue(1);
    }

    @Test
    @Tag("CLI-006")
    @DisplayName("--wait ends with 8 when the time passes first, and says which states it is in")
    void notReached() {
        Call call = call(
                AisStatus.OK,
                1_000_000,
                "unlock",
                "--dir",
                dir.toString(),
                "su1",
                "--wait",
                "IN_SERVICE",
                "-t",
                "300ms");

        assertThat(call.exitCode()).isEqualTo(8);
        assertThat(call.err()).contains("safSu=su1 is not IN_SERVICE", "it is UNLOCKED, OUT_OF_SERVICE", "explain su1");
    }

    @Test
    @Tag("CLI-006")
    @DisplayName("what is done already counts when the state is reached; what is refused is not waited for")
    void otherResults() {
        Call done = call(AisStatus.ERR_NO_OP, 2, "unlock", "--dir", dir.toString(), "su1", "--wait", "IN_SERVICE");
        Call refused =
                call(AisStatus.ERR_BAD_OPERATION, 1, "unlock", "--dir", dir.toString(), "su1", "--wait", "IN_SERVICE");

        assertThat(done.exitCode()).isZero();
        assertThat(refused.exitCode()).isEqualTo(6);
    }

    @Test
    @DisplayName("a state that the entity never has is refused before anything is done, with those that it has")
    void unknownState() {
        Call call = call(AisStatus.OK, 1, "lock", "--dir", dir.toString(), "su1", "--wait", "FULLY_ASSIGNED");

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err())
                .contains("safSu=su1 is never FULLY_ASSIGNED", "states of a SaAmfSU: IN_SERVICE, LOCKED, ");
        assertThat(operations).hasValue(0);
    }
}
