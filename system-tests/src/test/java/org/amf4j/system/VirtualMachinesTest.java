package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the commands that play schemes of virtual machines have in common. */
class VirtualMachinesTest {

    @Test
    @DisplayName("a scheme that is interrupted while it is set up leaves nothing behind: no process, no network")
    void interrupted() throws Exception {
        PlayedScheme.assumePossible();
        Amf.prepare();
        String mark = "virtual machines " + UUID.randomUUID();
        Path log = Installation.emptyFolder("vm-interrupted").resolve("log");
        Process command = new Amf(Installation.emptyFolder("vm"), log.getParent())
                .with("SYSTEM_TEST", mark)
                .start(log, "vm", "architecture-a");
        await("the cluster of the hosts is started")
                .atMost(PlayedScheme.LIMIT)
                .until(() -> Files.readString(log).contains("starting the cluster of the hosts"));

        Processes.signal("TERM", command.toHandle());

        assertThat(command.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(log)).contains("interrupted; nothing runs any more");
        assertThat(networks()).noneMatch(name -> name.startsWith("amf" + command.pid() + "-"));
        Processes.assertNoneMentions(mark);
    }

    private static List<String> networks() throws IOException {
        Path names = Path.of("/run/netns");
        if (!Files.exists(names)) {
            return List.of();
        }
        try (var all = Files.list(names)) {
            return all.map(name -> name.getFileName().toString()).toList();
        }
    }
}
