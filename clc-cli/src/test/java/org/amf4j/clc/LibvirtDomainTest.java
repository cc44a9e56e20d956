package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** libvirt on two hosts is played by a script, so that hosts can fall silent and locks can be held. */
@DisplayName("The wrapper of virtual machines under libvirt")
@Timeout(90)
class LibvirtDomainTest extends PlayedLibvirt {

    private static final String NO_DISK = "<domain><name>%{domain}</name></domain>\n";

    private void happens(String event) throws IOException {
        Files.writeString(state.resolve("h1/.events"), event + "\n", StandardOpenOption.APPEND);
    }

    @Test
    @DisplayName("starts from a description, shuts down when asked, starts again; CLEANUP may be repeated")
    void life() throws Exception {
        instantiate().endsWith(0);
        assertThat(machine("h1")).exists();
        assertThat(instantiate().endsWith(1).output()).contains("vm1 does not start at test://h1");

        rig.call("libvirt-domain", "terminate").endsWith(0);

        assertThat(machine("h1")).doesNotExist();
        rig.call("libvirt-domain", "terminate").endsWith(0);
        instantiate().endsWith(0);
        rig.call("libvirt-domain", "cleanup").endsWith(0);
        rig.call("libvirt-domain", "cleanup").endsWith(0);
        assertThat(rig.reports()).isEmpty();
        rig.assertNothingLeft();
    }

    @Test
    @DisplayName("a machine that is defined on its host needs no description")
    void defined() throws Exception {
        Files.writeString(state.resolve("defined.xml"), LOCKED_DISK);
        rig.with("AMF_TEMPLATE", "");

        instantiate().endsWith(0);

        assertThat(machine("h1")).exists();
        assertThat(calls()).contains("h1 start vm1").doesNotContain("h2 ");
    }

    @Test
    @DisplayName("a guest that does not shut down within its time is ended")
    void deaf() throws Exception {
        instantiate().endsWith(0);
        mark("h1/.deaf");

        assertThat(rig.call("libvirt-domain", "terminate").endsWith(0).output())
                .contains("does not shut down within 1 s");

        assertThat(machine("h1")).doesNotExist();
    }

    @Test
    @DisplayName("the death of the machine is reported, with no recommendation: it may be started again where it was")
    void killed() throws Exception {
        instantiate().endsWith(0);
        awaitListening();

        rig.kill(Long.parseLong(Files.readString(machine("h1")).strip()));

        rig.awaitReport("NO_RECOMMENDATION\tvm1");
    }

    @Test
    @DisplayName("panic, watchdog and disk errors are reported by libvirt's events")
    void events() throws Exception {
        for (String[] each : new String[][] {
            {"event 'lifecycle' for domain 'vm1': Crashed Panicked", "vm1: Crashed Panicked"},
            {"event 'watchdog' for domain 'vm1': none", "the watchdog of vm1 has expired"},
            {"event 'io-error' for domain 'vm1': /images/vm1 (virtio-disk0) report", "vm1 cannot use its disk"}
        }) {
            Files.deleteIfExists(state.resolve(".calls"));
            instantiate().endsWith(0);
            awaitListening();
            happens("event 'reboot' for domain 'vm1'");

            happens(each[0]);

            rig.awaitReport(each[1]);
            rig.call("libvirt-domain", "cleanup").endsWith(0);
        }
        assertThat(rig.reports().lines()).hasSize(3);
    }

    @Test
    @DisplayName(
            "what becomes of the machine is told: where it comes up from, that it stands still, goes on, fails, is kept")
    void lifeCycle() throws Exception {
        rig.with("AMF_VM_SAVE", folder + "/saved");
        instantiate().endsWith(0);
        awaitListening();

        happens("event 'lifecycle' for domain 'vm1': Suspended Paused");

        rig.awaitStates("DEFINED", "ACTIVE", "PAUSED", "ACTIVE"); // the next question finds that it runs
        mark("h1/.paused");
        rig.awaitStates("DEFINED", "ACTIVE", "PAUSED", "ACTIVE", "PAUSED");
        Files.delete(state.resolve("h1/.paused"));
        rig.awaitStates("DEFINED", "ACTIVE", "PAUSED", "ACTIVE", "PAUSED", "ACTIVE");
        assertThat(rig.reports()).isEmpty();

        rig.forgetStates();
        rig.call("libvirt-domain", "terminate").endsWith(0);
        instantiate().endsWith(0);
        rig.awaitStates("SUSPENDED", "DEFINED", "DELTA", "ACTIVE");

        rig.forgetStates();
        rig.kill(Long.parseLong(Files.readString(machine("h1")).strip()));
        rig.awaitReport("vm1");
        rig.call("libvirt-domain", "cleanup").endsWith(0);
        rig.awaitStates("FAILED", "DEFINED");
    }

    @Test
    @DisplayName("a machine that somebody puts to sleep has failed for its component, and is told to be suspended")
    void sleeps() throws Exception {
        instantiate().endsWith(0);
        awaitListening();

        happens("event 'lifecycle' for domain 'vm1': Stopped Saved");

        rig.awaitReport("vm1: Stopped Saved");
        rig.awaitStates("DEFINED", "ACTIVE", "SUSPENDED");
    }

    @Test
    @DisplayName("a guest agent that stops answering is reported; one that never answered is not")
    void agent() throws Exception {
        rig.with("AMF_VM_AGENT_SECONDS", "1").with("AMF_VM_SILENCE_SECONDS", "1");
        instantiate().endsWith(0);
        await("the agent was asked in vain").atMost(LIMIT).until(() -> asked() > 2);
        mark("h1/.agent");
        int before = asked();
        await("the agent has answered").atMost(LIMIT).until(() -> asked() > before + 2);
        assertThat(rig.reports()).isEmpty();

        Files.delete(state.resolve("h1/.agent"));

        rig.awaitReport("the guest agent of vm1 has not answered for 1 s");
    }

    private int asked() throws IOException {
        return calls().split("h1 qemu-agent-command vm1", -1).length - 1;
    }

    @Test
    @DisplayName("a host that falls silent is lost: the machine is to go elsewhere, CLEANUP switches the host off")
    void hostIsLost() throws Exception {
        rig.with("AMF_VM_SILENCE_SECONDS", "0.5");
        instantiate().endsWith(0);
        awaitListening();

        mark("h1/.silent");

        rig.awaitReport("COMPONENT_FAILOVER\ttest://h1 has not answered for 0.5 s");
        assertThat(rig.call("libvirt-domain", "cleanup").endsWith(0).output()).contains("was switched off");
        assertThat(Files.readString(state.resolve("fenced"))).isEqualTo("test://h1\n");
    }

    @Test
    @DisplayName("one connection that hangs is no silent host: a last look over another one tells")
    void lastLook() throws Exception {
        rig.with("AMF_VM_SILENCE_SECONDS", "1");
        instantiate().endsWith(0);
        awaitListening();

        mark("h1/.hangs");

        await("a new connection asks")
                .atMost(LIMIT)
                .until(() -> calls().lines()
                                .filter(line -> line.startsWith("h1 list --name"))
                                .count()
                        > 2);
        assertThat(rig.reports()).isEmpty();
        Files.delete(state.resolve("h1/.hangs"));
        rig.kill(Long.parseLong(Files.readString(machine("h1")).strip()));
        rig.awaitReport("vm1");
    }

    @Test
    @DisplayName(
            "CLEANUP fails when a host does not answer and cannot be switched off: the machine may still run there")
    void cannotBeFenced() throws Exception {
        instantiate().endsWith(0);
        mark("h1/.silent");
        mark("plug-stuck");
        assertThat(rig.call("libvirt-domain", "cleanup").endsWith(1).output())
                .contains("the command to switch it off has failed with exit code 1");

        rig.with("AMF_VM_FENCE", "");

        assertThat(rig.call("libvirt-domain", "cleanup").endsWith(1).output())
                .contains("whether vm1 runs there is not known", "AMF_VM_FENCE");
    }

    @Test
    @DisplayName("while a copy elsewhere has the image's lock it is ended first")
    void copyWithLock() throws Exception {
        Path description = folder.resolve("copy.xml");
        Files.writeString(description, LOCKED_DISK.replace("%{domain}", "vm1"));
        rig.run(WrapperRig.FAKES.resolve("virsh").toString(), "-c", "test://h2", "create", description.toString())
                .endsWith(0);
        mark("h1/.locked");
        Scripts.write(
                folder,
                "unlocker",
                "until [ ! -e '" + machine("h2") + "' ]; do sleep 0.02; done",
                "rm '" + state.resolve("h1/.locked") + "'");
        Process unlocker = new ProcessBuilder(folder.resolve("unlocker").toString()).start();

        instantiate().endsWith(0);

        assertThat(unlocker.onExit().join().exitValue()).isZero();
        assertThat(machine("h2")).doesNotExist();
        assertThat(machine("h1")).exists();
    }

    @Test
    @DisplayName(
            "without an image that locks, other hosts are looked at first, and switched off when they do not answer")
    void copyWithoutLock() throws Exception {
        template(NO_DISK);
        mark("h2/.silent");

        instantiate().endsWith(0);

        assertThat(Files.readString(state.resolve("fenced"))).isEqualTo("test://h2\n");
        assertThat(calls().indexOf("h2 destroy vm1")).isLessThan(calls().indexOf("h1 create"));
    }

    @Test
    @DisplayName("the machine does not outlive the session of its keeper")
    void arm() throws Exception {
        instantiate().endsWith(0);

        rig.kill(rig.noted("keeper"));

        await("it is destroyed").atMost(LIMIT).until(() -> !Files.exists(machine("h1")));
    }

    @Test
    @DisplayName("nor when CLEANUP has begun, and does not come to its end")
    void armDuringCleanup() throws Exception {
        instantiate().endsWith(0);
        mark("h1/.undead");
        rig.call("libvirt-domain", "cleanup").endsWith(1);
        Files.delete(state.resolve("h1/.undead"));

        rig.kill(rig.noted("keeper"));

        await("it is destroyed").atMost(LIMIT).until(() -> !Files.exists(machine("h1")));
    }

    @Test
    @DisplayName("a machine that is asked to end keeps its memory for the next start, which uses it once")
    void savedMemory() throws Exception {
        Path saved = folder.resolve("saved");
        rig.with("AMF_VM_SAVE", folder + "/saved");
        instantiate().endsWith(0);

        rig.call("libvirt-domain", "terminate").endsWith(0);

        assertThat(saved).exists();
        assertThat(machine("h1")).doesNotExist();
        instantiate().endsWith(0);
        assertThat(calls()).contains("h1 restore").containsOnlyOnce("h1 create");
        assertThat(saved).doesNotExist();
        rig.call("libvirt-domain", "cleanup").endsWith(0);
        instantiate().endsWith(0);
        assertThat(calls().split("h1 create", -1)).hasSize(3);
        assertThat(rig.reports()).isEmpty();
    }

    @Test
    @DisplayName("memory that is older than the disk, or that libvirt refuses, is thrown away, and the machine boots")
    void staleMemory() throws Exception {
        Path image = Files.writeString(folder.resolve("image"), "");
        Path saved = Files.writeString(folder.resolve("saved"), "<name>vm1</name>");
        Files.setLastModifiedTime(saved, FileTime.from(Instant.EPOCH));
        template(LOCKED_DISK.replace("/images/vm1", image.toString()));
        rig.with("AMF_VM_SAVE", saved.toString());
        assertThat(instantiate().endsWith(0).output()).contains("is older than " + image);
        rig.call("libvirt-domain", "cleanup").endsWith(0);
        Files.writeString(saved, "<name>vm1</name>");
        mark("h1/.cannot-restore");

        assertThat(instantiate().endsWith(0).output()).contains("cannot be used");

        assertThat(calls().split("h1 create", -1)).hasSize(3);
        assertThat(saved).doesNotExist();
    }

    @Test
    @DisplayName("where memory cannot be saved the machine is shut down")
    void cannotSave() throws Exception {
        rig.with("AMF_VM_SAVE", folder + "/saved");
        instantiate().endsWith(0);
        mark("h1/.cannot-save");

        assertThat(rig.call("libvirt-domain", "terminate").endsWith(0).output()).contains("shut down instead");

        assertThat(machine("h1")).doesNotExist();
        assertThat(folder.resolve("saved")).doesNotExist();
    }

    @Test
    @DisplayName("settings without sense are mistakes of the model")
    void mistakes() throws Exception {
        rig.with("domain", "vm1; destroy vm2");
        assertThat(instantiate().endsWith(NO_RETRY).output()).contains("letters, digits", "AMF_VM_DOMAIN");
        rig.with("domain", "vm1").with("AMF_VM_SILENCE_SECONDS", "0.1");
        assertThat(instantiate().endsWith(NO_RETRY).output()).contains("must be more than AMF_VM_PULSE_SECONDS");
        rig.with("AMF_VM_SILENCE_SECONDS", "soon");
        assertThat(instantiate().endsWith(NO_RETRY).output()).contains("a number of seconds");
        rig.with("AMF_VM_SILENCE_SECONDS", "3").with("AMF_VM_ISOLATION", "leave");
        assertThat(instantiate().endsWith(NO_RETRY).output()).contains("needs AMF_VM_HEARTBEAT");
        rig.with("AMF_VM_ISOLATION", "maybe");
        assertThat(instantiate().endsWith(NO_RETRY).output()).contains("must be off, shutdown or leave");
        rig.with("AMF_VM_ISOLATION", "off");
        rig.with("AMF_VM_SILENCE_SECONDS", "1.9").with("AMF_VM_HEARTBEAT", folder + "/h1.beat");
        assertThat(instantiate().endsWith(NO_RETRY).output()).contains("must be at least 2, not 1.9");
        rig.with("AMF_VM_SILENCE_SECONDS", "2");
    }
}
