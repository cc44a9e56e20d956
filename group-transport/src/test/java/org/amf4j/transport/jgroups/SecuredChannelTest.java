package org.amf4j.transport.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.amf4j.certificates.NodeCredentials;
import org.amf4j.transport.AnonymousPeer;
import org.amf4j.transport.GroupChannel;
import org.amf4j.transport.GroupChannelContract;
import org.amf4j.transport.LoggedRefusals;
import org.amf4j.transport.TestCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over mutual TLS, and who is refused. */
final class SecuredChannelTest extends GroupChannelContract {

    private static final ChannelConfig.Detection QUICK_START = new ChannelConfig.Detection(1_000, 200, 100, 500, 600);

    private final Map<String, ChannelConfig.Endpoint> members = JGroupsChannelTest.endpoints(ALL);
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
    protected GroupChannel channel(String member) {
        return channel(member, Optional.of(certificates.of(member)));
    }

    private GroupChannel channel(String member, Optional<NodeCredentials> credentials) {
        return new JGroupsChannel(new ChannelConfig("contract", member, members, QUICK_START), credentials);
    }

    @Test
    @DisplayName("a peer in plain text is refused")
    void plainText() throws IOException {
        refused(Optional.empty(), "does not speak TLS", "security: off");
    }

    @Test
    @DisplayName("a peer with a certificate of another authority is refused")
    void anotherAuthority() throws IOException {
        TestCertificates others =
                TestCertificates.in(directory.resolve("others").toString());

        refused(Optional.of(others.of("c")), "is not of this cluster's authority", "ca.key");
    }

    @Test
    @DisplayName("a peer with an expired certificate is refused")
    void expired() throws IOException {
        certificates.of("a");
        NodeCredentials old = certificates.of("c", 1, Instant.now().minus(Duration.ofDays(10)));

        refused(Optional.of(old), "certificate of c has expired", "--renew");
    }

    @Test
    @DisplayName("a peer that connects with the certificate of another node is refused")
    void anotherNodeConnects() throws IOException {
        refused(Optional.of(certificates.of("b")), "it says that it listens at", "b, whose certificate it has");
    }

    @Test
    @DisplayName("a peer that listens with the certificate of another node is not spoken to")
    void anotherNodeListens() throws IOException {
        GroupChannel impostor = channel("c", Optional.of(certificates.of("b")));
        Recorder c = new Recorder(impostor) {};
        try {
            impostor.open(c);

            Recorder a = open("a");

            refusals.await("the certificate there names b, but c should listen there");
            awaitView(List.of("a"), a);
            assertThat(c.view()).isEqualTo(List.of("c"));
        } finally {
            impostor.close();
        }
    }

    @Test
    @DisplayName("a peer with a certificate of a node that is no member is refused")
    void stranger() throws IOException {
        refused(Optional.of(certificates.of("z")), "its certificate names z", "same cluster.yaml");
    }

    @Test
    @DisplayName("a peer that shows no certificate is refused")
    void noCertificate() throws Exception {
        Recorder a = open("a");
        Recorder b = open("b");
        awaitView(List.of("a", "b"), a, b);

        List<String> before = views(a, b);

        AnonymousPeer.isRefusedAt(members.get("a").address());

        refusals.await("it shows no certificate", "amf certificates create");
        assertUndisturbed(a, b, before);
    }

    @Test
    @DisplayName("peers that connect and say nothing delay nobody")
    void silent() throws IOException {
        Recorder a = open("a");
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < SecuredServerSocket.HANDSHAKES_MAX / 2; i++) {
                Socket socket = new Socket();
                socket.connect(members.get("a").address());
                silent.add(socket);
            }

            Recorder b = open("b");

            awaitView(List.of("a", "b"), a, b);
            a.send("b", "hello");
            b.awaitMessages("a:hello");
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    @DisplayName("nothing but the port for messages is opened")
    void onePort() throws IOException {
        open("a");

        try (Socket probe = new Socket()) {
            InetSocketAddress detection = new InetSocketAddress(
                    members.get("a").address().getAddress(), members.get("a").failureDetectionPort());
            assertThatThrownBy(() -> probe.connect(detection)).isInstanceOf(IOException.class);
        }
    }

    private void refused(Optional<NodeCredentials> intruder, String... reason) throws IOException {
        Recorder a = open("a");
        Recorder b = open("b");
        awaitView(List.of("a", "b"), a, b);
        List<String> before = views(a, b);
        GroupChannel channel = channel("c", intruder);
        Recorder c = new Recorder(channel) {};
        try {
            channel.open(c);

            refusals.await(reason);
            a.send("c", "not for you");
            assertUndisturbed(a, b, before);
            assertThat(c.view()).isEqualTo(List.of("c"));
            assertThat(c.messages()).isEmpty();
        } finally {
            channel.close();
        }
    }

    private static void assertUndisturbed(Recorder a, Recorder b, List<String> viewsBefore) {
        a.send("b", "hello");
        b.awaitMessages("a:hello");
        assertThat(views(a, b)).isEqualTo(viewsBefore);
    }

    private static List<String> views(Recorder a, Recorder b) {
        return Stream.concat(a.views().stream(), b.views().stream()).toList();
    }
}
