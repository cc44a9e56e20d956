package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real machines with nothing but a firmware in them: what QEMU does with a guest is tested where guests are built. */
@DisplayName("The wrapper of virtual machines of plain QEMU")
@Timeout(60)
class QemuMachineTest {

    private static final int NO_RETRY = 200;
    private static final String WORD = "amf4j-ended 7 00112233445566778899aabbccddeeff s1";
    private static final List<String> EMPTY_MACHINE =
            List.of("-machine", "q35,accel=tcg", "-m", "16", "-nodefaults", "-no-user-config", "-drive");

    @TempDir
    Path folder;

    private WrapperRig rig;

    @BeforeEach
    void begin() throws Exception {
        assumeThat(Stream.of(System.getenv("PATH").split(":")).map(each -> Path.of(each, "qemu-system-x86_64")))
                .as("QEMU is installed (Debian: qemu-system-x86)")
                .anyMatch(Files::isExecutable);
        rig = new WrapperRig(folder);
        rig.with("image", folder.resolve("disk").toString()).with("AMF_STOP_SECONDS", "1");
        Files.write(folder.resolve("disk"), new byte[1 << 20]);
    }

    @AfterEach
    void end() throws Exception {
        if (rig != null) {
            rig.call("qemu-machine", "cleanup").endsWith(0);
            rig.assertNothingLeft();
            rig.close();
        }
    }

    private WrapperRig.Result instantiate() throws Exception {
        return instantiate(rig, Path.of("%{image}"));
    }

    private static WrapperRig.Result instantiate(WrapperRig host, Path image) throws Exception {
        List<String> words = new ArrayList<>(List.of("instantiate"));
        words.addAll(EMPTY_MACHINE);
        words.add("file=" + image + ",format=raw,if=none,id=d");
        words.addAll(List.of("-device", "virtio-blk-pci,drive=d"));
        return host.call("qemu-machine", words.toArray(String[]::new));
    }

    @Test
    @DisplayName("starts, is killed: reported at once; CLEANUP may be repeated, and the next start succeeds")
    void killed() throws Exception {
        instantiate().endsWith(0);
        assertThat(instantiate().endsWith(1).output()).contains("still runs; clean up first");

        rig.kill(rig.noted("process"));

        rig.awaitReport("the machine was ended by signal 9");
        rig.call("qemu-machine", "cleanup").endsWith(0);
        rig.call("qemu-machine", "cleanup").endsWith(0);
        instantiate().endsWith(0);
    }

    @Test
    @DisplayName("a machine that stands still, and goes on, is told to; that is no failure")
    void paused() throws Exception {
        instantiate().endsWith(0);

        Files.writeString(rig.run.resolve("qmp.in"), "{\"execute\":\"stop\"}\n");
        rig.awaitStates("DEFINED", "ACTIVE", "PAUSED");
        Files.writeString(rig.run.resolve("qmp.in"), "{\"execute\":\"cont\"}\n");
        rig.awaitStates("DEFINED", "ACTIVE", "PAUSED", "ACTIVE");
        assertThat(rig.reports()).isEmpty();

        rig.kill(rig.noted("process"));
        rig.awaitStates("DEFINED", "ACTIVE", "PAUSED", "ACTIVE", "FAILED");
    }

    @Test
    @DisplayName("a guest that does not listen to the power button is ended, and that is no failure")
    void deaf() throws Exception {
        instantiate().endsWith(0);
        long pid = rig.noted("process");

        assertThat(rig.call("qemu-machine", "terminate").endsWith(0).output())
                .contains("does not shut down within 1 s");

        assertThat(Sessions.isRunning(pid)).isFalse();
        assertThat(rig.reports()).isEmpty();
        rig.call("qemu-machine", "terminate").endsWith(0);
    }

    @Test
    @DisplayName("a second copy on the same image does not start")
    void imageLock() throws Exception {
        instantiate().endsWith(0);
        Path other = Files.createDirectory(folder.resolve("other"));
        WrapperRig second = new WrapperRig(other);
        try {
            assertThat(instantiate(second, folder.resolve("disk")).endsWith(1).output())
                    .contains("Failed to get \"write\" lock");

            second.assertNothingLeft();
        } finally {
            second.close();
        }
    }

    @Test
    @DisplayName(
            "when the machine has ended, the controllers that its guest has named hear the guest's last word, and nobody else")
    void lastWord() throws Exception {
        try (DatagramSocket named = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket odd = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            rig.with("AMF_VM_LAST_WORD", "yes");
            instantiate().endsWith(0);
            Path told = rig.run.resolve("last-word");
            assertThat(told).isEmptyFile();
            // What the guest writes to its device; the latest life of its node counts.
            Files.writeString(told, "rubbish\t127.0.0.1 " + odd.getLocalPort() + "\n", StandardOpenOption.APPEND);
            Files.writeString(
                    told, WORD + "\t$(date) 1\t127.0.0.1 " + named.getLocalPort() + "\n", StandardOpenOption.APPEND);

            rig.kill(rig.noted("process"));

            assertThat(received(named, 10_000)).isEqualTo(WORD);
            assertThat(received(odd, 1)).isEmpty();
        }
        rig.with("AMF_VM_LAST_WORD", "perhaps");
        assertThat(instantiate().endsWith(NO_RETRY).output()).contains("must be yes, no or the whole path");
        rig.with("AMF_VM_LAST_WORD", "no");
    }

    @Test
    @DisplayName(
            "CLEANUP of a machine that lives ends whoever would tell its last word, so it tells it itself; that of one elsewhere does not")
    void lastWordByCleanup() throws Exception {
        try (DatagramSocket controller = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                WrapperRig second = other()) {
            Path file = folder.resolve("s1.last-word");
            rig.with("AMF_VM_LAST_WORD", file.toString());
            instantiate().endsWith(0);
            leave(file, controller);
            Files.createSymbolicLink(second.run.resolve("last-word"), file);
            second.call("qemu-machine", "cleanup").endsWith(0);
            assertThat(received(controller, 1)).isEmpty();

            rig.call("qemu-machine", "cleanup").endsWith(0);

            assertThat(received(controller, 10_000)).isEqualTo(WORD);
        }
    }

    @Test
    @DisplayName(
            "the last word of a machine whose host was lost is told by the host that starts it next, and by none before")
    void lastWordOfLostHost() throws Exception {
        try (DatagramSocket controller = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                WrapperRig second = other()) {
            Path file = folder.resolve("disk.last-word");
            rig.with("AMF_VM_LAST_WORD", "%{image}.last-word");
            second.with("AMF_VM_LAST_WORD", "%{image}.last-word")
                    .with("image", folder.resolve("disk").toString());
            instantiate().endsWith(0);
            leave(file, controller);
            assertThat(instantiate(second, folder.resolve("other").resolve("disk"))
                            .endsWith(1)
                            .output())
                    .contains("a machine that runs still has " + file);
            second.call("qemu-machine", "cleanup").endsWith(0);
            assertThat(file).isNotEmptyFile();
            assertThat(received(controller, 1)).isEmpty();

            loseHost();
            assertThat(received(controller, 1)).isEmpty();
            instantiate(second, folder.resolve("disk")).endsWith(0);

            assertThat(received(controller, 10_000)).isEqualTo(WORD);
            assertThat(file).isEmptyFile();
            second.call("qemu-machine", "cleanup").endsWith(0);
            second.assertNothingLeft();
        }
    }

    /** A second host, which has a disk of its own besides. */
    private WrapperRig other() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.write(other.resolve("disk"), new byte[1 << 20]);
        return new WrapperRig(other);
    }

    /** What the guest's node does. */
    private static void leave(Path file, DatagramSocket controller) throws IOException {
        Files.writeString(file, WORD + "\t127.0.0.1 " + controller.getLocalPort() + "\n", StandardOpenOption.APPEND);
    }

    /** All processes of the first host's machine end at once. */
    private void loseHost() throws Exception {
        long machine = rig.noted("process");
        String group = Files.readString(rig.run.resolve("process")).split(" ")[2];
        assertThat(new ProcessBuilder("/bin/kill", "-s", "KILL", "--", "-" + group)
                        .start()
                        .waitFor())
                .isZero();
        rig.awaitEnd(machine);
    }

    @Test
    @DisplayName(
            "a machine with a session has its two ports connected to the sockets of the agent, and again when one is closed")
    void session() throws Exception {
        Path agent = folder.resolve("agent,1.sock");
        try (ServerSocketChannel session = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                ServerSocketChannel checkpoints = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            session.bind(UnixDomainSocketAddress.of(agent)).configureBlocking(false);
            checkpoints
                    .bind(UnixDomainSocketAddress.of(folder.resolve("ckpt.sock")))
                    .configureBlocking(false);
            rig.with("AMF_AGENT_SOCKET", agent.toString()).with("AMF_VM_SESSION", "yes");

            instantiate().endsWith(0);

            connected(session).close(); // as the agent does when nobody speaks for some time
            connected(checkpoints).close();
            connected(session).close();
            assertThat(rig.reports()).isEmpty();
        }
        rig.call("qemu-machine", "cleanup").endsWith(0);
        rig.with("AMF_VM_SESSION", "perhaps");
        assertThat(instantiate().endsWith(NO_RETRY).output()).contains("must be yes or no");
        rig.with("AMF_VM_SESSION", "no");
    }

    private static SocketChannel connected(ServerSocketChannel server) {
        return await("QEMU connects").atMost(Duration.ofSeconds(20)).until(server::accept, Objects::nonNull);
    }

    private static String received(DatagramSocket socket, int millis) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[200], 200);
        socket.setSoTimeout(millis);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return "";
        }
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }

    @Test
    @DisplayName("mistakes of the model are not tried again")
    void mistakes() throws Exception {
        assertThat(rig.call("qemu-machine", "instantiate").endsWith(NO_RETRY).output())
                .contains("no machine is described");
        rig.with("AMF_QEMU", "no-qemu");
        assertThat(instantiate().endsWith(NO_RETRY).output()).contains("install the package qemu-system-x86");
        rig.with("AMF_QEMU", "qemu-system-x86_64");
    }
}
