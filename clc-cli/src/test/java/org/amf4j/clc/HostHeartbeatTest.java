package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host of machines tells by a file on shared storage that it lives, though it does not answer. */
@DisplayName("The wrapper of virtual machines under libvirt, with the heartbeats of hosts")
@Timeout(90)
class HostHeartbeatTest extends PlayedLibvirt {

    private Process heartbeat() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        WrapperRig.SCRIPTS.resolve("host-heartbeat").toString(), folder + "/h1.beat")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("heartbeat.out").toFile());
        builder.environment().put("PATH", WrapperRig.FAKES + ":" + System.getenv("PATH"));
        builder.environment().put("FAKE_STATE", state.toString());
        builder.environment().put("AMF_VM_URI", "local://h1");
        builder.environment().put("AMF_RUN_DIR", rig.run.toString()); // by this the rig finds what is left
        Process process = builder.start();
        await("the first beat").atMost(LIMIT).until(() -> Files.exists(folder.resolve("h1.beat")));
        rig.with("AMF_VM_HEARTBEAT", folder + "/h1.beat").with("AMF_VM_SILENCE_SECONDS", "2");
        return process;
    }

    /** Starts the machine on a host with a heartbeat, and with this response when the host is cut off. */
    private Process begin(String isolation) throws Exception {
        Process heartbeat = heartbeat();
        rig.with("AMF_VM_ISOLATION", isolation);
        instantiate().endsWith(0);
        awaitListening();
        return heartbeat;
    }

    @Test
    @DisplayName("a host that is cut off is told from a dead one; it ends its machines by itself when it is asked to")
    void cutOff() throws Exception {
        Process heartbeat = begin("shutdown");

        mark("h1/.silent");

        rig.awaitReport("COMPONENT_FAILOVER\ttest://h1 has not answered for 2 s, its heartbeat goes on: it is cut off");
        assertThat(rig.call("libvirt-domain", "cleanup").endsWith(0).output())
                .contains("is cut off and has ended its machines");
        assertThat(machine("h1")).doesNotExist();
        assertThat(state.resolve("fenced")).doesNotExist();
        heartbeat.destroyForcibly();
    }

    /** A host that is cut off, with its heartbeat. */
    private Process cutHostOff() throws Exception {
        Process heartbeat = begin("shutdown");
        mark("h1/.silent");
        rig.awaitReport("it is cut off");
        return heartbeat;
    }

    @Test
    @DisplayName("a host that is cut off and does not end its machines is switched off")
    void cutOffAndStuck() throws Exception {
        cutHostOff().destroyForcibly().waitFor();
        ScheduledExecutorService stuck = Executors.newSingleThreadScheduledExecutor();
        try {
            stuck.scheduleAtFixedRate(this::beat, 0, 100, TimeUnit.MILLISECONDS);

            assertThat(rig.call("libvirt-domain", "cleanup").endsWith(0).output())
                    .contains("does not end its machines within 1 s", "was switched off");
        } finally {
            stuck.shutdownNow();
        }
    }

    private void beat() {
        try {
            Path beat = folder.resolve("h1.beat");
            Path next = Files.writeString(folder.resolve("h1.next"), System.nanoTime() + "\n");
            Files.move(next, beat, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("a host that dies while it is asked to end its machines is not waited for")
    void diesWhenAsked() throws Exception {
        Process heartbeat = cutHostOff();
        rig.with("AMF_STOP_SECONDS", "60");
        heartbeat.destroyForcibly().waitFor();

        assertThat(rig.call("libvirt-domain", "cleanup").endsWith(0).output())
                .contains("test://h1 is dead: its heartbeat has ended", "was switched off");
    }

    @Test
    @DisplayName("a host that dies is not taken for one that is cut off because of its last heartbeat")
    void diesWithItsHeartbeat() throws Exception {
        Process heartbeat = begin("shutdown");
        String last = Files.readString(folder.resolve("h1.beat"));
        await("a beat")
                .atMost(LIMIT)
                .until(() -> !Files.readString(folder.resolve("h1.beat")).equals(last));

        heartbeat.destroyForcibly();
        mark("h1/.silent");

        rig.awaitReport("test://h1 has not answered for 2 s");
        assertThat(rig.reports()).doesNotContain("cut off");
        assertThat(rig.call("libvirt-domain", "cleanup").endsWith(0).output()).contains("was switched off");
    }

    @Test
    @DisplayName("a host that is cut off may be left alone for as long as it lives")
    void leftAlone() throws Exception {
        Process heartbeat = begin("leave");

        mark("h1/.silent");

        await("it is left alone").atMost(LIMIT).until(() -> rig.output().contains("left alone"));
        Files.delete(state.resolve("h1/.silent"));
        await("it is back").atMost(LIMIT).until(() -> rig.output().contains("answers again"));
        assertThat(rig.reports()).isEmpty();
        mark("h1/.silent");
        heartbeat.destroyForcibly();
        rig.awaitReport("test://h1 has not answered for 2 s");
        assertThat(rig.reports()).doesNotContain("cut off");
        assertThat(rig.call("libvirt-domain", "cleanup").endsWith(0).output()).contains("was switched off");
    }

    @Test
    @DisplayName("the heartbeat acknowledges nothing while libvirt does not tell it what runs")
    void heartbeatWithoutLibvirt() throws Exception {
        Process heartbeat = heartbeat();
        mark("h1/.broken");

        Files.writeString(folder.resolve("h1.beat.stop"), "");

        await("libvirt was asked again and again")
                .atMost(LIMIT)
                .until(() -> Files.exists(state.resolve(".calls")) && calls().split("h1 list", -1).length > 6);
        assertThat(folder.resolve("h1.beat.stopped")).doesNotExist();
        Files.delete(state.resolve("h1/.broken"));
        await("it answers").atMost(LIMIT).until(() -> Files.exists(folder.resolve("h1.beat.stopped")));
        heartbeat.destroyForcibly();
    }
}
