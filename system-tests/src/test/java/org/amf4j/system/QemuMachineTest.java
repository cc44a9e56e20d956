package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of a machine of plain QEMU: one real guest, killed, panicked, deprived of its service, and moved. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QemuMachineTest {

    /** The guest is built when nobody has built it before, from packages that are downloaded. */
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);

    private static final String INSTANCE = "safSi=machine,safApp=machine";
    private static final String GROUP = ",safSg=machine,safApp=machine";

    private static final WrapperModel MODEL = new WrapperModel("machine") {
        @Override
        public void beforeStart(LocalCluster cluster) throws IOException {
            for (List<String> each : List.of(
                    List.of("qemu-system-x86_64", "qemu-system-x86"),
                    List.of("busybox", "busybox-static"),
                    List.of("cpio", "cpio"),
                    List.of("xz", "xz-utils"),
                    List.of("lz4", "lz4"))) {
                Programs.assumeInstalled(each.get(0), each.get(1));
            }
            Amf shell = new Amf(Installation.root(), Installation.emptyFolder("guest-build"));
            assertThat(shell.run(
                                    BUILD_LIMIT,
                                    List.of(Installation.root()
                                            .resolve("vm-schemes/scripts/build-guest")
                                            .toString()))
                            .exitCode())
                    .as("the guest is built")
                    .isZero();
        }
    };

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("mach", MODEL);

    private static String boot() {
        String answer = Asking.http(MODEL.port(18082), "/cgi-bin/health");
        return answer.contains("\"boot\":\"") ? answer.replaceAll(".*\"boot\":\"([^\"]+)\".*", "$1") : "";
    }

    private static Optional<String> active(JsonNode status) {
        return LocalCluster.unit(status, INSTANCE, "ACTIVE");
    }

    /** Waits until the machine is served and at rest; the number of its active unit. */
    private static int settled() {
        CLUSTER.awaitStatus(
                "the machine is served",
                s -> s.path("settled").asBoolean() && active(s).isPresent());
        return active(CLUSTER.status()).orElseThrow().startsWith("safSu=su1,") ? 1 : 2;
    }

    private static void awaitOtherBoot(String boot) {
        await("another boot").atMost(LocalCluster.LIMIT).until(() -> !boot().isEmpty() && !boot().equals(boot));
    }

    private static String instantiations(int unit) throws IOException {
        return Files.readString(CLUSTER.node("n" + unit)
                .resolve("log")
                .resolve("safComp=machine,safSu=su" + unit + GROUP + "-INSTANTIATE.log"));
    }

    @Test
    @Order(1)
    @DisplayName("a machine that is paused is seen to be, and goes on; that is a notification and no failure")
    void paused() throws IOException {
        String component = "safComp=machine,safSu=su" + settled() + GROUP;
        String boot = boot();
        CLUSTER.call("eam-stop", component).endsWith(0); // it would find that nobody answers
        Path monitor;
        try (Stream<Path> files = Files.walk(CLUSTER.path())) {
            monitor = files.filter(
                            file -> file.endsWith("qmp.in") && file.toString().contains(component))
                    .findFirst()
                    .orElseThrow();
        }

        Files.writeString(monitor, "{\"execute\":\"stop\"}\n");
        awaitState(component, "PAUSED");
        assertThat(CLUSTER.call("comp", "show", component).endsWith(0).out()).contains("life cycle   PAUSED");
        Files.writeString(monitor, "{\"execute\":\"cont\"}\n");
        awaitState(component, "ACTIVE");
        CLUSTER.call("eam-start", component).endsWith(0);

        assertThat(boot()).isEqualTo(boot);
        assertThat(CLUSTER.call("events", "--notifications").endsWith(0).out())
                .contains("amfCompLifeCycleState")
                .doesNotContain("recovery:");
    }

    private static void awaitState(String component, String state) {
        await(component + " is " + state)
                .atMost(LocalCluster.LIMIT)
                .until(() -> CLUSTER.call("get", component, "amfCompLifeCycleState")
                        .endsWith(0)
                        .out()
                        .contains(state));
    }

    @Test
    @Order(2)
    @DisplayName("the machine's process is killed: it boots on the other node")
    void killed() {
        int first = settled();
        String boot = boot();
        ProcessHandle qemu = CLUSTER.process("n" + first, "safComp=machine,safSu=su" + first + GROUP)
                .orElseThrow();

        Asking.outage("the machine", qemu::destroyForcibly, () -> !boot().isEmpty() && !boot().equals(boot));

        assertThat(settled()).isEqualTo(3 - first);
    }

    @Test
    @Order(3)
    @DisplayName("the guest panics: QEMU tells it, and the machine boots on the other node")
    void panic() throws IOException {
        int first = settled();
        String boot = boot();

        Asking.http(MODEL.port(18082), "/cgi-bin/fault?panic");

        awaitOtherBoot(boot);
        assertThat(settled()).isEqualTo(3 - first);
        assertThat(instantiations(first)).contains("the guest has panicked");
    }

    @Test
    @Order(4)
    @DisplayName("a locked unit's guest shuts down in order, by the power button")
    void shutDown() throws IOException {
        int first = settled();
        String boot = boot();

        CLUSTER.call("lock", "safSu=su" + first + GROUP).endsWith(0);

        awaitOtherBoot(boot);
        assertThat(settled()).isEqualTo(3 - first);
        assertThat(Files.readString(CLUSTER.node("n" + first)
                        .resolve("log")
                        .resolve("safComp=machine,safSu=su" + first + GROUP + "-TERMINATE.log")))
                .contains("exit code 0")
                .doesNotContain("does not shut down");
    }
}
