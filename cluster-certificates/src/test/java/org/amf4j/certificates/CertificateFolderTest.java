package org.amf4j.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.amf4j.certificates.CertificateFolder.Issued;
import org.amf4j.certificates.CertificateFolder.Wish;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateFolderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path directory;

    private CertificateFolder folder;

    @BeforeEach
    void open() {
        folder = new CertificateFolder(directory.resolve("certificates"));
    }

    private List<Issued> create(String... nodes) throws IOException {
        return folder.create(new Wish(List.of(nodes), 365, false), NOW);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    @DisplayName("a node's certificate names it, is valid for the time given, and is believed by the JDK")
    void valid() throws Exception {
        create("n1", "node 2-é");

        NodeCredentials read = NodeCredentials.read(folder, "n1", NOW);
        X509Certificate certificate = read.certificate();

        assertThat(NodeName.of(certificate)).contains("n1");
        assertThat(NodeName.of(NodeCredentials.read(folder, "node 2-é", NOW).certificate()))
                .contains("node 2-é");
        assertThat(read.expires()).isEqualTo(NOW.plus(Duration.ofDays(365)));
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofHours(1)));
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getKeyUsage()).startsWith(true, false, false, false, false, false);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(read.authorities().get(0).getBasicConstraints()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", read.authorities().get(0));
        PKIXParameters parameters = new PKIXParameters(store);
        parameters.setRevocationEnabled(false);
        parameters.setDate(java.util.Date.from(NOW));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)), parameters);
    }

    @Test
    @DisplayName("times after 2049 are written and read as well")
    void farFuture() throws IOException {
        Instant later = Instant.parse("2055-02-03T04:05:06Z");
        folder.create(new Wish(List.of("n1"), 10, false), later);

        assertThat(NodeCredentials.read(folder, "n1", later).expires()).isEqualTo(later.plus(Duration.ofDays(10)));
    }

    @Test
    @DisplayName("keys are readable by their owner alone, and no text form shows them")
    void keysAreSecret() throws IOException {
        create("n1");

        NodeCredentials read = NodeCredentials.read(folder, "n1", NOW);

        assertThat(permissions(folder.key("n1"))).isEqualTo("rw-------");
        assertThat(permissions(folder.path().resolve("ca.key"))).isEqualTo("rw-------");
        assertThat(permissions(folder.path())).isEqualTo("rwx------");
        assertThat(read.toString()).isEqualTo("credentials of n1 until 2027-11-21T12:00:00Z");
    }

    @Test
    @DisplayName("a key that others may read is refused, with the command that helps")
    void openKey() throws IOException {
        create("n1");
        Files.setPosixFilePermissions(folder.key("n1"), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> NodeCredentials.read(folder, "n1", NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("rw-r-----")
                .hasMessageContaining("chmod 600 " + folder.key("n1"));
    }

    @Test
    @DisplayName("called again it adds nodes of the same authority and leaves the others; --renew replaces")
    void again() throws IOException {
        create("n1");
        X509Certificate first = NodeCredentials.read(folder, "n1", NOW).certificate();

        List<Issued> issued = create("n1", "n2");
        X509Certificate same = NodeCredentials.read(folder, "n1", NOW).certificate();
        folder.create(new Wish(List.of("n1"), 30, true), NOW);
        NodeCredentials renewed = NodeCredentials.read(folder, "n1", NOW);

        assertThat(issued).extracting(Issued::created).containsExactly(false, true);
        assertThat(same).isEqualTo(first);
        assertThat(renewed.certificate().getPublicKey()).isNotEqualTo(first.getPublicKey());
        assertThat(renewed.authorities())
                .isEqualTo(NodeCredentials.read(folder, "n2", NOW).authorities());
    }

    @Test
    @DisplayName("a node without a certificate is told both ways out")
    void missing() {
        assertThatThrownBy(() -> NodeCredentials.read(folder, "n1", NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("node n1 has no certificate")
                .hasMessageContaining("amf certificates create --dir " + folder.path() + " --node n1")
                .hasMessageContaining("--insecure");
    }

    @Test
    @DisplayName("an expired certificate is refused; one that ends within 30 days is warned of")
    void expiry() throws IOException {
        create("n1");
        Instant end = NOW.plus(Duration.ofDays(365));

        NodeCredentials read = NodeCredentials.read(folder, "n1", NOW);

        assertThat(read.expiresSoon(end.minus(Duration.ofDays(31)))).isFalse();
        assertThat(read.expiresSoon(end.minus(Duration.ofDays(29)))).isTrue();
        assertThatThrownBy(() -> NodeCredentials.read(folder, "n1", end.plusSeconds(1)))
                .hasMessageContaining("has expired on 2027-11-21T12:00:00Z")
                .hasMessageContaining("--renew");
        assertThatThrownBy(() -> NodeCredentials.read(folder, "n1", NOW.minus(Duration.ofHours(2))))
                .hasMessageContaining("valid from")
                .hasMessageContaining("clock");
    }

    @Test
    @DisplayName("files that do not fit together are told apart")
    void misfits() throws IOException {
        create("n1", "n2");
        CertificateFolder others = new CertificateFolder(directory.resolve("others"));
        others.create(new Wish(List.of("n1"), 365, false), NOW);

        Files.copy(folder.certificate("n2"), replaced(folder.certificate("n1")));
        assertThatThrownBy(() -> NodeCredentials.read(folder, "n1", NOW))
                .hasMessageContaining("is the certificate of node n2, not of node n1");
        Files.copy(others.certificate("n1"), replaced(folder.certificate("n1")));
        assertThatThrownBy(() -> NodeCredentials.read(folder, "n1", NOW)).hasMessageContaining("is not the key of");
        Files.copy(others.key("n1"), replaced(folder.key("n1")));
        Files.setPosixFilePermissions(folder.key("n1"), PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> NodeCredentials.read(folder, "n1", NOW))
                .hasMessageContaining("was not signed by an authority in " + folder.authorities("n1"));
        Files.writeString(folder.certificate("n1"), "nothing");
        assertThatThrownBy(() -> NodeCredentials.read(folder, "n1", NOW)).hasMessageContaining("node.crt");
    }

    private static Path replaced(Path file) throws IOException {
        Files.deleteIfExists(file);
        return file;
    }

    @Test
    @DisplayName("two authorities in ca.crt are both believed, while one replaces the other")
    void twoAuthorities() throws IOException {
        create("n1");
        CertificateFolder next = new CertificateFolder(directory.resolve("next"));
        next.create(new Wish(List.of("n2"), 365, false), NOW);
        Files.writeString(
                folder.authorities("n1"),
                Files.readString(next.authorities("n2")) + Files.readString(folder.authorities("n1")));

        assertThat(NodeCredentials.read(folder, "n1", NOW).authorities()).hasSize(2);
    }

    @Test
    @DisplayName("without the authority's key nothing is made, and nothing is overwritten")
    void authorityWithoutKey() throws IOException {
        create("n1");
        Files.delete(folder.path().resolve("ca.key"));

        assertThatThrownBy(() -> create("n2"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ca.key is missing");
        assertThat(NodeCredentials.read(folder, "n1", NOW)).isNotNull();
    }

    @Test
    @DisplayName("names that would leave the folder, and times without sense, are refused")
    void badWishes() {
        for (String name : List.of("..", "a/b", "", " n1", "x".repeat(64))) {
            assertThatThrownBy(() -> new Wish(List.of(name), 1, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be a node's name");
        }
        assertThatThrownBy(() -> new Wish(List.of("n1"), 0, false)).hasMessageContaining("1 to 3650");
    }
}
