package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amf4j.admin.output.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificatesCommandTest {

    @TempDir
    private Path folder;

    private Call create(String... more) {
        String[] arguments = new String[4 + more.length];
        System.arraycopy(new String[] {"certificates", "create", "--dir", "keys"}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Call.in(folder, arguments);
    }

    @Test
    @DisplayName("one call makes the authority and a folder per node, and shows no key")
    void makesAll() throws Exception {
        Call made = create("--node", "n1", "--node", "n2");

        assertThat(made.exitCode()).isZero();
        assertThat(made.out()).contains("n1: new, valid until ", "in " + folder.resolve("keys/n1"), "n2: new");
        assertThat(made.out() + made.err()).doesNotContain("PRIVATE KEY");
        for (String file :
                new String[] {"ca.key", "ca.crt", "n1/node.key", "n1/node.crt", "n1/ca.crt", "n2/node.key"}) {
            assertThat(Files.isRegularFile(folder.resolve("keys").resolve(file)))
                    .as(file)
                    .isTrue();
        }
        assertThat(folder.resolve("keys/n1/ca.key")).doesNotExist();
    }

    @Test
    @DisplayName("a second call adds what is missing; one that adds nothing ends with 5; --renew makes anew")
    void again() {
        create("--node", "n1");

        JsonNode both =
                Json.parse(create("--node", "n1", "--node", "n2", "-o", "json").out());
        Call nothing = create("--node", "n1");
        Call renewed = create("--node", "n1", "--renew", "--days", "10");

        assertThat(both.path("nodes").path(0).path("created").asBoolean()).isFalse();
        assertThat(both.path("nodes").path(1).path("created").asBoolean()).isTrue();
        assertThat(nothing.exitCode()).isEqualTo(5);
        assertThat(nothing.out()).contains("left as it was");
        assertThat(renewed.exitCode()).isZero();
    }

    @Test
    @DisplayName("names that are no file names, days without sense and a missing --node are usage errors")
    void usage() {
        assertThat(create("--node", "../n1").exitCode()).isEqualTo(2);
        assertThat(create("--node", "n1", "--days", "0").exitCode()).isEqualTo(2);
        assertThat(create().exitCode()).isEqualTo(2);
        assertThat(Call.in(folder, "certificates").exitCode()).isEqualTo(2);
    }

    @Test
    @DisplayName("a folder that has lost its authority's key is not written to")
    void lostKey() throws Exception {
        create("--node", "n1");
        Files.delete(folder.resolve("keys/ca.key"));

        Call refused = create("--node", "n2");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("ca.key is missing", "bring it back from a copy");
        assertThat(folder.resolve("keys/n2")).doesNotExist();
    }
}
