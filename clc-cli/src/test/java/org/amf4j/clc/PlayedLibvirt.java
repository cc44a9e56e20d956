package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** libvirt on two hosts, played by a script, and the wrapper that keeps the machine vm1 on the first one. */
abstract class PlayedLibvirt {

    static final int NO_RETRY = 200;
    static final Duration LIMIT = Duration.ofSeconds(20);
    static final String LOCKED_DISK = "<domain><name>%{domain}</name>\n"
            + "<disk type='file' device='disk'><source file='/images/vm1'/></disk></domain>\n";

    @TempDir
    Path folder;

    WrapperRig rig;
    Path state;

    @BeforeEach
    void begin() throws IOException {
        rig = new WrapperRig(folder);
        state = rig.playLibvirt();
        Files.createDirectories(state.resolve("h2"));
        template(LOCKED_DISK);
        Scripts.write(
                folder,
                "switch-off",
                "echo \"$1\" >>'" + state.resolve("fenced") + "'",
                "[ ! -e '" + state.resolve("plug-stuck") + "' ]");
        rig.with("AMF_VM_ELSEWHERE", "test://h2")
                .with("AMF_VM_FENCE", folder.resolve("switch-off") + " %{AMF_VM_LOST}")
                .with("AMF_VM_CALL_SECONDS", "1");
    }

    @AfterEach
    void end() throws Exception {
        for (String mark : new String[] {
            "h1/.silent", "h2/.silent", "h1/.locked", "h1/.hangs", "h1/.broken", "h1/.undead", "plug-stuck"
        }) {
            Files.deleteIfExists(state.resolve(mark));
        }
        rig.call("libvirt-domain", "cleanup").endsWith(0);
        assertThat(machine("h1")).doesNotExist();
        rig.close();
    }

    final void template(String text) throws IOException {
        rig.write("vm.xml", text);
    }

    final Path machine(String host) {
        return state.resolve(host).resolve("vm1");
    }

    final void mark(String name) throws IOException {
        Files.writeString(state.resolve(name), "");
    }

    final String calls() throws IOException {
        return Files.readString(state.resolve(".calls"));
    }

    final WrapperRig.Result instantiate() throws Exception {
        return rig.call("libvirt-domain", "instantiate");
    }

    final void awaitListening() {
        await("the keeper listens").atMost(LIMIT).until(() -> calls().contains("h1 event --domain vm1"));
    }
}
