package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine of libvirt that is moved by plan between two hosts, which a script plays. */
@DisplayName("The wrapper of virtual machines under libvirt, moving them while they run")
@Timeout(60)
class MigrationTest {

    private static final int NO_RETRY = 200;

    @TempDir
    Path folder;

    private WrapperRig rig;
    private Path state;

    @BeforeEach
    void begin() throws IOException {
        rig = new WrapperRig(folder);
        state = rig.playLibvirt();
        Files.createDirectories(state.resolve("h2"));
        rig.write(
                "vm.xml",
                "<domain><name>%{domain}</name>\n"
                        + "<disk type='file' device='disk'><source file='/images/vm1'/></disk></domain>\n");
        rig.with("AMF_VM_MIGRATE", "yes");
        driving("h1", "h2");
    }

    @AfterEach
    void end() throws Exception {
        rig.call("libvirt-domain", "cleanup").endsWith(0);
        rig.close();
    }

    /** The component that is called is the one that drives this host. */
    private void driving(String host, String other) {
        rig.with("AMF_VM_URI", "test://" + host).with("AMF_VM_ELSEWHERE", "test://" + other);
    }

    private Path machine(String host) {
        return state.resolve(host).resolve("vm1");
    }

    private Path pause(String host) {
        return state.resolve(host).resolve(".paused");
    }

    private String calls() throws IOException {
        return Files.readString(state.resolve(".calls"));
    }

    @Test
    @DisplayName(
            "TERMINATE has it stand still on the other host, INSTANTIATE there has it go on; it is the same run of the machine")
    void moves() throws Exception {
        rig.call("libvirt-domain", "instantiate").endsWith(0);
        String process = Files.readString(machine("h1"));

        rig.call("libvirt-domain", "terminate").endsWith(0);

        assertThat(machine("h1")).doesNotExist();
        assertThat(machine("h2")).hasContent(process);
        assertThat(pause("h2")).exists();
        assertThat(calls())
                .contains("h1 migrate --live --p2p --suspend vm1 test://h2 --migrateuri tcp://h2")
                .doesNotContain("h1 shutdown");

        driving("h2", "h1");
        rig.call("libvirt-domain", "instantiate").endsWith(0);

        assertThat(machine("h2")).hasContent(process);
        assertThat(pause("h2")).doesNotExist();
        assertThat(calls()).containsOnlyOnce(" create ").contains("h2 resume vm1");
        rig.awaitStates("DEFINED", "ACTIVE", "SUSPENDED", "DEFINED", "DELTA", "ACTIVE");
        assertThat(rig.reports()).isEmpty();
    }

    @Test
    @DisplayName("what cannot be migrated is saved if that is wished, else shut down, and starts on the other host")
    void fallsBack() throws Exception {
        Files.writeString(state.resolve("h1/.cannot-migrate"), "");
        rig.call("libvirt-domain", "instantiate").endsWith(0);

        assertThat(rig.call("libvirt-domain", "terminate").endsWith(0).output())
                .contains("vm1 cannot be migrated to test://h2", "unable to connect");

        assertThat(machine("h1")).doesNotExist();
        assertThat(calls()).contains("h1 shutdown vm1");
        rig.with("AMF_VM_SAVE", folder + "/saved");
        rig.call("libvirt-domain", "instantiate").endsWith(0);
        rig.call("libvirt-domain", "terminate").endsWith(0);
        driving("h2", "h1");
        rig.call("libvirt-domain", "instantiate").endsWith(0);
        assertThat(calls()).contains("h2 restore");
        assertThat(machine("h2")).exists();
    }

    @Test
    @DisplayName("a move that is not done in its time is aborted, and the machine is shut down where it was")
    void outOfTime() throws Exception {
        Files.writeString(state.resolve("h1/.migrates-slowly"), "");
        rig.call("libvirt-domain", "instantiate").endsWith(0);

        assertThat(rig.call("libvirt-domain", "terminate").endsWith(0).output())
                .contains("vm1 cannot be migrated to test://h2: not done within 1 s");

        assertThat(calls()).containsSubsequence("h1 migrate", "h1 domjobabort vm1", "h1 shutdown vm1");
        assertThat(machine("h1")).doesNotExist();
        assertThat(machine("h2")).doesNotExist();
        assertThat(rig.reports()).isEmpty();
    }

    @Test
    @DisplayName("a move that is done just when it is given up is done")
    void inTheLastMoment() throws Exception {
        Files.writeString(state.resolve("h1/.answers-late"), "");
        rig.call("libvirt-domain", "instantiate").endsWith(0);
        String process = Files.readString(machine("h1"));

        assertThat(rig.call("libvirt-domain", "terminate").endsWith(0).output())
                .contains("was migrated to test://h2", "stands still");

        assertThat(machine("h2")).hasContent(process);
        assertThat(calls()).contains("h1 domjobabort").doesNotContain("shutdown", "destroy");
        driving("h2", "h1");
    }

    @Test
    @DisplayName("where the host is silent, a start takes the time of one answer, not of two")
    void silent() throws Exception {
        rig.with("AMF_VM_CALL_SECONDS", "1");
        Files.writeString(state.resolve("h1/.silent"), "");

        assertThat(rig.call("libvirt-domain", "instantiate").endsWith(1).output())
                .contains("vm1 does not start at test://h1: no answer within 1 s");

        assertThat(calls()).doesNotContain("create");
        Files.delete(state.resolve("h1/.silent"));
    }

    @Test
    @DisplayName("what still arrives from another host is not taken for what has arrived")
    void arriving() throws Exception {
        rig.call("libvirt-domain", "instantiate").endsWith(0);
        rig.call("libvirt-domain", "terminate").endsWith(0);
        Files.writeString(pause("h2"), " (migrating)");
        driving("h2", "h1");

        assertThat(rig.call("libvirt-domain", "instantiate").endsWith(1).output())
                .contains("already active");

        assertThat(calls()).doesNotContain("resume");
    }

    @Test
    @DisplayName(
            "when the move is given up, the machine that stands still elsewhere is ended before another one starts")
    void givenUp() throws Exception {
        rig.call("libvirt-domain", "instantiate").endsWith(0);
        rig.call("libvirt-domain", "terminate").endsWith(0);
        Files.writeString(state.resolve("h1/.locked"), ""); // the machine on h2 has the image
        Scripts.write(
                folder,
                "unlocker",
                "until [ ! -e '" + machine("h2") + "' ]; do sleep 0.02; done",
                "rm '" + state.resolve("h1/.locked") + "'");
        Process unlocker = new ProcessBuilder(folder.resolve("unlocker").toString()).start();

        rig.call("libvirt-domain", "instantiate").endsWith(0);

        assertThat(unlocker.onExit().join().exitValue()).isZero();
        assertThat(machine("h2")).doesNotExist();
        assertThat(machine("h1")).exists();
        assertThat(calls()).contains("h2 destroy vm1");
    }

    @Test
    @DisplayName("where to is not said by several other hosts, or none")
    void mistakes() throws Exception {
        rig.with("AMF_VM_ELSEWHERE", "test://h2 test://h3");
        assertThat(rig.call("libvirt-domain", "instantiate").endsWith(NO_RETRY).output())
                .contains("needs one other host in AMF_VM_ELSEWHERE", "not 2");
        rig.with("AMF_VM_ELSEWHERE", "test://h2").with("AMF_VM_MIGRATE", "perhaps");
        assertThat(rig.call("libvirt-domain", "instantiate").endsWith(NO_RETRY).output())
                .contains("must be yes, unsafe or no");
        rig.with("AMF_VM_MIGRATE", "yes");
    }
}
