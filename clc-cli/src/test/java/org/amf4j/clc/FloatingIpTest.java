package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two network namespaces with a cable between them: one plays the node, the other a neighbour. */
@DisplayName("The wrapper of a floating IP address")
@Timeout(60)
class FloatingIpTest {

    private static final int NO_RETRY = 200;
    private static final String ADDRESS = "10.77.0.10";
    private static final String NOBODY = "02:00:00:00:00:01";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final String node = "amfn" + ProcessHandle.current().pid();
    private final String neighbour = "amfp" + ProcessHandle.current().pid();
    private WrapperRig rig;

    @BeforeEach
    void layCable() throws Exception {
        assumeThat(succeeds("ip", "netns", "add", node))
                .as("network namespaces can be made here (root and iproute2)")
                .isTrue();
        ip("netns", "add", neighbour);
        ip("link", "add", "amf0", "netns", node, "type", "veth", "peer", "name", "amf1", "netns", neighbour);
        ip("-n", node, "link", "set", "amf0", "up");
        ip("-n", neighbour, "link", "set", "amf1", "up");
        ip("-n", neighbour, "address", "add", "10.77.0.1/24", "dev", "amf1");
        rig = new WrapperRig(folder);
        rig.with("address", ADDRESS + "/24").with("device", "amf0");
    }

    @AfterEach
    void removeCable() throws Exception {
        if (rig != null) {
            wrapper("cleanup");
            rig.assertNothingLeft();
            rig.close();
        }
        succeeds("ip", "netns", "del", node);
        succeeds("ip", "netns", "del", neighbour);
    }

    private static boolean succeeds(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String ip(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
        return said;
    }

    private WrapperRig.Result wrapper(String operation) throws Exception {
        return rig.run(
                "/usr/bin/env",
                "ip",
                "netns",
                "exec",
                node,
                WrapperRig.SCRIPTS.resolve("floating-ip").toString(),
                operation);
    }

    private String addresses() throws Exception {
        return ip("-n", node, "-o", "address", "show", "dev", "amf0");
    }

    @Test
    @DisplayName("the address is added, may be reached, and is removed again, once or more often")
    void life() throws Exception {
        wrapper("instantiate").endsWith(0);
        assertThat(addresses()).contains(ADDRESS + "/24 ");
        assertThat(rig.run(
                                "/usr/bin/env",
                                "ip",
                                "netns",
                                "exec",
                                neighbour,
                                "bash",
                                "-c",
                                "</dev/tcp/" + ADDRESS + "/9")
                        .output())
                .contains("refused");

        wrapper("terminate").endsWith(0);

        assertThat(addresses()).doesNotContain(ADDRESS);
        wrapper("terminate").endsWith(0);
        wrapper("cleanup").endsWith(0);
        assertThat(rig.reports()).isEmpty();
    }

    @Test
    @DisplayName("neighbours that knew another holder learn of the new one at once")
    void gratuitousArp() throws Exception {
        assumeThat(succeeds("arping", "-V"))
                .as("arping is installed (iputils-arping)")
                .isTrue();
        ip("-n", neighbour, "neigh", "replace", ADDRESS, "lladdr", NOBODY, "nud", "stale", "dev", "amf1");

        wrapper("instantiate").endsWith(0);

        String mac = ip("-n", node, "-o", "link", "show", "dev", "amf0").replaceAll("(?s).*link/ether (\\S+).*", "$1");
        await("the neighbour's entry")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(ip("-n", neighbour, "neigh", "show", ADDRESS))
                        .contains("lladdr " + mac));
    }

    @Test
    @DisplayName("somebody else removes the address: an error is reported")
    void removedByOthers() throws Exception {
        wrapper("instantiate").endsWith(0);

        ip("-n", node, "address", "del", ADDRESS + "/24", "dev", "amf0");

        rig.awaitReport("the address " + ADDRESS + "/24 was removed from amf0");
        wrapper("cleanup").endsWith(0);
    }

    @Test
    @DisplayName("the address does not outlive the session of its keeper")
    void arm() throws Exception {
        wrapper("instantiate").endsWith(0);

        rig.kill(rig.noted("keeper"));

        await().atMost(LIMIT).until(() -> !addresses().contains(ADDRESS));
    }

    @Test
    @DisplayName("an address that somebody has already is refused when it is asked for")
    void duplicate() throws Exception {
        assumeThat(succeeds("arping", "-V"))
                .as("arping is installed (iputils-arping)")
                .isTrue();
        ip("-n", neighbour, "address", "add", ADDRESS + "/24", "dev", "amf1");
        rig.with("AMF_ASK_SECONDS", "2");

        assertThat(wrapper("instantiate").endsWith(1).output()).contains("has the address " + ADDRESS + " already");

        assertThat(addresses()).doesNotContain(ADDRESS);
    }

    @Test
    @DisplayName("attributes without sense are mistakes of the model")
    void mistakes() throws Exception {
        rig.with("address", ADDRESS);
        assertThat(wrapper("instantiate").endsWith(NO_RETRY).output()).contains("length of its prefix");
        rig.with("address", "$(reboot)/24");
        assertThat(wrapper("instantiate").endsWith(NO_RETRY).output()).contains("must be like 192.0.2.10/24");
        rig.with("address", ADDRESS + "/24").with("device", "eth99");
        assertThat(wrapper("instantiate").endsWith(NO_RETRY).output()).contains("no network device 'eth99'");
        wrapper("cleanup").endsWith(0);
        rig.with("device", "amf0");
    }
}
