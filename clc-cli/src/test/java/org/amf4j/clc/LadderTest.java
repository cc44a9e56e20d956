package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The steps that a failing machine gets from the wrapper of libvirt, which is played by a script. */
@DisplayName("The ladder of a virtual machine that fails again and again")
@Timeout(90)
class LadderTest {

    private static final int NO_RETRY = 200;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private WrapperRig rig;
    private Path host;
    private Path attempts;
    private Path well;

    @BeforeEach
    void begin() throws IOException {
        rig = new WrapperRig(folder);
        host = rig.playLibvirt().resolve("h1");
        attempts = folder.resolve("attempts");
        well = Files.writeString(folder.resolve("well"), "");
        rig.write("vm.xml", "<domain><name>%{domain}</name></domain>\n");
        rig.write("install.xml", "<domain><name>%{domain}</name><life>0.3</life></domain>\n");
        rig.with("AMF_VM_INSTALL", folder.resolve("install.xml").toString())
                .with("AMF_VM_ATTEMPTS", attempts.toString())
                .with("AMF_READY", "command /usr/bin/test -e " + well);
    }

    @AfterEach
    void end() throws Exception {
        rig.call("libvirt-domain", "cleanup").endsWith(0);
        assertThat(machine()).doesNotExist();
        rig.close();
    }

    private Path machine() {
        return host.resolve("vm1");
    }

    private WrapperRig.Result call(String operation) throws Exception {
        return rig.call("libvirt-domain", operation);
    }

    private String calls() throws IOException {
        return Files.readString(folder.resolve("state/.calls"));
    }

    /** The machine's process dies, which its keeper reports. */
    private void crash() throws IOException {
        rig.kill(Long.parseLong(Files.readString(machine()).strip()));
        rig.awaitReport("vm1"); // by an event, or because it was asked for
        await("the event has been noted").atMost(LIMIT).until(() -> Files.notExists(machine()));
    }

    @Test
    @DisplayName(
            "failures lead to one step after the other, the last one stays; a machine that is well for long begins anew")
    void climbs() throws Exception {
        rig.with("AMF_VM_LADDER", "restart reboot");
        call("instantiate").endsWith(0);
        assertThat(attempts).doesNotExist();

        assertThat(call("cleanup").endsWith(0).output()).contains("failure 1 in a row of vm1: restart");
        assertThat(calls()).contains("h1 destroy vm1").doesNotContain("shutdown");
        call("instantiate").endsWith(0);
        assertThat(call("cleanup").endsWith(0).output()).contains("failure 2 in a row of vm1: reboot");
        assertThat(calls()).contains("h1 shutdown vm1");
        call("instantiate").endsWith(0);
        assertThat(call("cleanup").endsWith(0).output()).contains("failure 3 in a row of vm1: reboot");

        rig.with("AMF_VM_CALM_SECONDS", "0");
        call("instantiate").endsWith(0);
        assertThat(call("cleanup").endsWith(0).output()).contains("failure 1 in a row of vm1: restart");
        rig.assertNothingLeft();
    }

    @Test
    @DisplayName("a machine that has died is not asked to shut down first")
    void dead() throws Exception {
        rig.with("AMF_VM_LADDER", "reboot");
        call("instantiate").endsWith(0);
        crash();

        assertThat(call("cleanup").endsWith(0).output()).contains("failure 1 in a row of vm1: reboot");

        assertThat(calls()).doesNotContain("shutdown");
    }

    @Test
    @DisplayName("a guest that does not end in order is destroyed after its time")
    void deaf() throws Exception {
        rig.with("AMF_VM_LADDER", "reboot");
        Files.writeString(host.resolve(".deaf"), "");
        call("instantiate").endsWith(0);

        assertThat(call("cleanup").endsWith(0).output()).contains("does not shut down within 1 s");

        assertThat(calls()).contains("h1 destroy vm1");
        assertThat(machine()).doesNotExist();
    }

    @Test
    @DisplayName("a planned end is no failure, and CLEANUP that is repeated is one")
    void planned() throws Exception {
        rig.with("AMF_VM_LADDER", "restart reboot");
        call("instantiate").endsWith(0);
        call("terminate").endsWith(0);
        call("cleanup").endsWith(0);
        assertThat(attempts).doesNotExist();

        call("instantiate").endsWith(0);
        call("cleanup").endsWith(0);
        call("cleanup").endsWith(0);

        assertThat(Files.readString(attempts)).isEqualTo("1 0 restart\n");
    }

    @Test
    @DisplayName("what does not get well within the time of its step fails, and the next step is due")
    void waits() throws Exception {
        rig.with("AMF_VM_LADDER", "restart:1 reinstall:5");
        call("instantiate").endsWith(0);
        crash();
        call("cleanup").endsWith(0);
        Files.delete(well);

        assertThat(call("instantiate").endsWith(1).output()).contains("not ready within its time");

        assertThat(call("cleanup").endsWith(0).output()).contains("failure 2 in a row of vm1: reinstall");
        Files.writeString(well, "");
        assertThat(call("instantiate").endsWith(0).output()).contains("vm1 is installed anew");
        assertThat(calls().lines().filter(line -> line.contains(" create ")).map(line -> line.replaceAll(".*/", "")))
                .containsExactlyElementsOf(List.of("vm.xml", "vm.xml", "install.xml", "vm.xml"));
        assertThat(machine()).exists();
        assertThat(rig.reports().lines())
                .as("the end of the installation is no failure")
                .hasSize(1);
        crash2();
    }

    /** The machine that was installed is watched like any. */
    private void crash2() throws IOException {
        rig.kill(Long.parseLong(Files.readString(machine()).strip()));
        await("a second report").atMost(LIMIT).until(() -> rig.reports().lines().count() == 2);
    }

    @Test
    @DisplayName("an installation is done once; one that does not end is a failure like any")
    void installs() throws Exception {
        rig.with("AMF_VM_LADDER", "reinstall:1");
        call("instantiate").endsWith(0);
        call("cleanup").endsWith(0);
        call("instantiate").endsWith(0);
        call("terminate").endsWith(0);

        assertThat(call("instantiate").endsWith(0).output()).doesNotContain("installed anew");
        call("cleanup").endsWith(0);
        rig.write("install.xml", "<domain><name>%{domain}</name></domain>\n");
        assertThat(call("instantiate").endsWith(1).output())
                .contains("the installation of vm1 has not ended within 1 s");
        assertThat(call("cleanup").endsWith(0).output()).contains("failure 3 in a row of vm1: reinstall");
        assertThat(machine()).doesNotExist();
    }

    @Test
    @DisplayName(
            "an installation has ended though the host still lists it for a moment; one that stays listed has failed")
    void lists() throws Exception {
        rig.with("AMF_VM_LADDER", "reinstall:5");
        Files.writeString(host.resolve(".lingers"), "0.5\n");
        call("instantiate").endsWith(0);
        call("cleanup").endsWith(0);

        assertThat(call("instantiate").endsWith(0).output()).contains("vm1 is installed anew");

        call("cleanup").endsWith(0);
        Files.writeString(host.resolve(".lingers"), "4\n");
        assertThat(call("instantiate").endsWith(1).output()).contains("the installation of vm1 has failed");
        await("it is not listed any more").atMost(LIMIT).until(() -> Files.notExists(host.resolve(".listed")));
    }

    @Test
    @DisplayName("what cannot be remembered is said, and the machine is kept all the same")
    void unwritable() throws Exception {
        rig.with("AMF_VM_LADDER", "restart reboot")
                .with("AMF_VM_ATTEMPTS", folder.resolve("none/attempts").toString());
        call("instantiate").endsWith(0);

        assertThat(call("cleanup").endsWith(0).output())
                .contains("none/attempts (AMF_VM_ATTEMPTS): the next failure of vm1 counts as its first");
    }

    @Test
    @DisplayName("mistakes are not tried again")
    void mistakes() throws Exception {
        rig.with("AMF_VM_LADDER", "restart sleep");
        assertThat(call("instantiate").endsWith(NO_RETRY).output()).contains("not 'sleep'");
        rig.with("AMF_VM_LADDER", "restart:0");
        assertThat(call("instantiate").endsWith(NO_RETRY).output()).contains("not 'restart:0'");
        rig.with("AMF_VM_LADDER", "restart ".repeat(10));
        assertThat(call("instantiate").endsWith(NO_RETRY).output()).contains("has 10 steps, more than 9");
        rig.with("AMF_VM_LADDER", "reinstall").with("AMF_VM_INSTALL", "");
        assertThat(call("instantiate").endsWith(NO_RETRY).output()).contains("(AMF_VM_INSTALL)");
        rig.with("AMF_VM_LADDER", "restart").with("AMF_VM_CALM_SECONDS", "soon");
        assertThat(call("instantiate").endsWith(NO_RETRY).output()).contains("AMF_VM_CALM_SECONDS must be");
        rig.with("AMF_VM_CALM_SECONDS", "1");
    }
}
