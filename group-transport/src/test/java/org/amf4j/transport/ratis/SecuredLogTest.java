package org.amf4j.transport.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.amf4j.certificates.NodeCredentials;
import org.amf4j.transport.AnonymousPeer;
import org.amf4j.transport.LogRecorder;
import org.amf4j.transport.LoggedRefusals;
import org.amf4j.transport.ReplicatedLog;
import org.amf4j.transport.ReplicatedLogContract;
import org.amf4j.transport.TestCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over mutual TLS, and who is refused. */
final class SecuredLogTest extends ReplicatedLogContract {

    private final Map<String, InetSocketAddress> voters = RatisLogTest.addresses(ALL);
    private final Map<String, InetSocketAddress> single = RatisLogTest.addresses(List.of("n1"));
    private final LoggedRefusals refusals = new LoggedRefusals();
    private TestCertificates certificates;

    @TempDir
    private Path directory;

    @BeforeEach
    void makeCertificates() {
        certificates = TestCertificates.in(directory.resolve("certificates").toString());
    }

    @AfterEach
    void stopListening() {
        refusals.close();
    }

    @Override
    protected ReplicatedLog copy(String voter, LongSupplier epochNanos) {
        return copy(voter, Optional.of(certificates.of(voter)), epochNanos);
    }

    private ReplicatedLog copy(String voter, Optional<NodeCredentials> credentials, LongSupplier epochNanos) {
        LogConfig config = new LogConfig(
                voter, voters, directory.resolve(voter).resolve("raft"), LogConfig.Timings.STEADY, 0, Set.of());
        return new RatisLog(config, credentials, epochNanos);
    }

    @Override
    protected ReplicatedLog singleCopy() {
        LogConfig config =
                new LogConfig("n1", single, directory.resolve("single").resolve("raft"), LogConfig.Timings.STEADY);
        return new RatisLog(config, Optional.of(certificates.of("n1")));
    }

    @Test
    @DisplayName("a voter in plain text is refused")
    void plainText() throws IOException {
        refused(Optional.empty(), "does not speak TLS", "security: off");
    }

    @Test
    @DisplayName("a voter with a certificate of another authority is refused")
    void anotherAuthority() throws IOException {
        TestCertificates others =
                TestCertificates.in(directory.resolve("others").toString());

        refused(Optional.of(others.of("n3")), "certificate of n3 is not of this cluster's authority", "ca.key");
    }

    @Test
    @DisplayName("a voter with an expired certificate is refused")
    void expired() throws IOException {
        certificates.of("n1");
        NodeCredentials old = certificates.of("n3", 1, Instant.now().minus(Duration.ofDays(10)));

        refused(Optional.of(old), "certificate of n3 has expired", "--renew");
    }

    @Test
    @DisplayName("a voter with the certificate of another may not speak for itself, and is not spoken to")
    void anotherNode() throws IOException {
        refused(Optional.of(certificates.of("n2")), "it says that it is n3");
        refusals.await("the certificate there names n2, but n3 should listen there");
    }

    @Test
    @DisplayName("a node that is no voter is refused")
    void noVoter() throws IOException {
        refused(Optional.of(certificates.of("n9")), "its certificate names n9");
    }

    @Test
    @DisplayName("a peer that shows no certificate is refused")
    void noCertificate() throws Exception {
        LogRecorder n1 = open("n1");
        LogRecorder n2 = open("n2");
        commit("before", List.of(n1, n2));

        AnonymousPeer.isRefusedAt(voters.get("n1"));

        refusals.await("it shows no certificate", "amf certificates create");
        commit("after", List.of(n1, n2));
    }

    private void refused(Optional<NodeCredentials> intruder, String... reason) throws IOException {
        LogRecorder n1 = open("n1");
        LogRecorder n2 = open("n2");
        commit("before", List.of(n1, n2));
        LogRecorder n3 =
                open(new LogRecorder("n3", copy("n3", intruder, () -> System.currentTimeMillis() * 1_000_000)));

        refusals.await(reason);

        commit("after", List.of(n1, n2));
        awaitPayloads(List.of("before", "after"), List.of(n1, n2));
        assertThat(n3.payloads()).isEmpty();
        assertThat(n1.failure()).isNull();
        assertThat(n2.failure()).isNull();
    }
}
