package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** libvirt and qemu-img are played by scripts. */
@DisplayName("A virtual machine that goes on from where its service first answered")
@Timeout(90)
class FastStartTest {

    private static final int NO_RETRY = 200;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private WrapperRig rig;
    private Path host;
    private Path image;
    private Path kept;

    @BeforeEach
    void begin() throws IOException {
        rig = new WrapperRig(folder);
        host = rig.playLibvirt().resolve("h1");
        image = Files.writeString(folder.resolve("image"), "as installed");
        kept = folder.resolve("fast.memory");
        rig.fake(
                "qemu-img",
                "[ ! -e '" + folder + "/locked' ] || { echo 'Failed to get \"write\" lock' >&2; exit 1; }",
                "for last; do source=$target target=$last; done",
                "cat \"$source\" >\"$target\"");
        template(image.toString());
        rig.with("AMF_VM_FAST", folder + "/fast");
    }

    private void template(String disk) throws IOException {
        rig.write(
                "vm.xml",
                "<domain><name>%{domain}</name><disk type='file' device='disk'><source file='" + disk
                        + "'/></disk></domain>\n");
        Files.setLastModifiedTime(
                folder.resolve("vm.xml"), FileTime.from(Instant.now().minusSeconds(60)));
    }

    @AfterEach
    void end() throws Exception {
        rig.call("libvirt-domain", "cleanup").endsWith(0);
        assertThat(host.resolve("vm1")).doesNotExist();
        rig.close();
    }

    private WrapperRig.Result call(String operation) throws Exception {
        return rig.call("libvirt-domain", operation);
    }

    private String calls() throws IOException {
        return Files.readString(folder.resolve("state/.calls"));
    }

    @Test
    @DisplayName("the first start boots and keeps memory and disk; further ones put the disk back and do not boot")
    void goesOn() throws Exception {
        call("instantiate").endsWith(0);
        assertThat(kept).exists();
        assertThat(calls()).containsSubsequence("h1 create", "h1 save", "h1 restore");
        assertThat(rig.reports()).isEmpty();
        Files.writeString(image, "written since");

        call("cleanup").endsWith(0);
        call("instantiate").endsWith(0);

        assertThat(image).hasContent("as installed");
        assertThat(calls()).containsOnlyOnce("h1 create").containsOnlyOnce("h1 save");
        assertThat(calls().split("h1 restore", -1)).hasSize(3);
        assertThat(host.resolve("vm1")).exists();
        rig.awaitStates("DEFINED", "ACTIVE", "DEFINED", "DEFINED", "ALPHA", "ACTIVE");
    }

    @Test
    @DisplayName("it is watched like any, and nothing of it outlives its agent")
    void watched() throws Exception {
        call("instantiate").endsWith(0);
        rig.kill(Long.parseLong(Files.readString(host.resolve("vm1")).strip()));
        rig.awaitReport("vm1");
        call("cleanup").endsWith(0);
        call("instantiate").endsWith(0);

        rig.kill(rig.noted("keeper"));

        await("the arm has destroyed it").atMost(LIMIT).until(() -> !Files.exists(host.resolve("vm1")));
    }

    @Test
    @DisplayName("the disk of a copy that runs is not touched; what is kept stays")
    void locked() throws Exception {
        call("instantiate").endsWith(0);
        call("cleanup").endsWith(0);
        Files.writeString(image, "of the copy");
        Files.writeString(folder.resolve("locked"), "");
        Files.writeString(host.resolve(".locked"), "");
        Thread end = Thread.ofPlatform().start(() -> {
            await("it was tried and refused")
                    .atMost(LIMIT)
                    .until(() -> rig.output().contains("cannot be used now: Failed to get \"write\" lock"));
            assertThat(image).hasContent("of the copy");
            assertThat(folder.resolve("locked").toFile().delete()).isTrue();
            assertThat(host.resolve(".locked").toFile().delete()).isTrue();
        });

        call("instantiate").endsWith(0);

        end.join();
        assertThat(image).hasContent("as installed");
        assertThat(kept).exists();
    }

    @Test
    @DisplayName(
            "what is older than the template is made anew; what libvirt refuses is forgotten, and the machine boots")
    void stale() throws Exception {
        call("instantiate").endsWith(0);
        call("cleanup").endsWith(0);
        Files.setLastModifiedTime(kept, FileTime.from(Instant.EPOCH));

        assertThat(call("instantiate").endsWith(0).output()).contains("is older than");

        assertThat(calls().split("h1 save", -1)).hasSize(3);
        call("cleanup").endsWith(0);
        Files.writeString(host.resolve(".cannot-restore"), "");
        assertThat(call("instantiate").endsWith(1).output())
                .contains("what is kept of vm1 cannot be used now")
                .contains("does not go on after it was kept");
        Files.delete(host.resolve(".cannot-restore"));
    }

    @Test
    @DisplayName("a machine that fails again boots: what is kept may be at fault")
    void failsAgain() throws Exception {
        rig.with("AMF_VM_LADDER", "restart");
        call("instantiate").endsWith(0);
        call("cleanup").endsWith(0);
        call("instantiate").endsWith(0);
        assertThat(calls()).containsOnlyOnce("h1 create");
        call("cleanup").endsWith(0);

        call("instantiate").endsWith(0);

        assertThat(calls().split("h1 create", -1)).hasSize(3);
        assertThat(kept).exists();
    }

    @Test
    @DisplayName("a machine with several disks, or none, is refused")
    void disks() throws Exception {
        rig.write("vm.xml", "<domain><name>%{domain}</name></domain>\n");

        assertThat(call("instantiate").endsWith(NO_RETRY).output()).contains("vm1 has 0 disks");
    }
}
