package org.amf4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.amf4j.certificates.CertificateFolder;
import org.amf4j.certificates.NodeCredentials;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecurityTest {

    @TempDir
    private Path folder;

    private Security read(String line) throws IOException {
        Path file = folder.resolve("cluster.yaml");
        Files.writeString(file, """
                cluster: c
                files: []
                home: /opt
                %s
                nodes:
                  n1: {address: 127.0.0.1, channel_port: 1, detection_port: 2, log_port: 3, controller: true}
                """.formatted(line));
        return ClusterFile.read(file).security();
    }

    @Test
    @DisplayName("security is on unless it is said to be off, with certificates beside the file unless said otherwise")
    void onByDefault() throws IOException {
        assertThat(read("")).isEqualTo(Security.ON);
        assertThat(read("security: on")).isEqualTo(Security.ON);
        assertThat(read("security: off")).isEqualTo(Security.OFF);
        assertThat(read("security: false")).isEqualTo(Security.OFF);
        assertThat(read("").folder(folder)).isEqualTo(folder.resolve("certificates"));
        assertThat(read("security: {certificates: /etc/pki/amf}").folder(folder))
                .isEqualTo(Path.of("/etc/pki/amf"));
    }

    @Test
    @DisplayName("anything else is a mistake, never the same as off")
    void mistakes() {
        for (String line : List.of("security: none", "security: {certificate: /x}", "security: {}", "security: 0")) {
            assertThatThrownBy(() -> read(line))
                    .as(line)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cluster.yaml:")
                    .hasMessageContaining("it is on, off, or {certificates: FOLDER}");
        }
    }

    @Test
    @DisplayName("a node without certificates is refused with what helps; with them, or with security off, it is not")
    void credentials() throws IOException {
        assertThatThrownBy(() -> OwnCredentials.read("n1", Security.ON, folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("amf certificates create --dir " + folder.resolve("certificates") + " --node n1")
                .hasMessageContaining("--insecure");
        assertThat(OwnCredentials.read("n1", Security.OFF, folder)).isEmpty();

        new CertificateFolder(folder.resolve("certificates"))
                .create(new CertificateFolder.Wish(List.of("n1"), 365, false), Instant.now());

        assertThat(OwnCredentials.read("n1", Security.ON, folder).map(NodeCredentials::node))
                .isEqualTo(Optional.of("n1"));
    }
}
