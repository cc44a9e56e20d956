package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.amf4j.admin.network.NetworkLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Real virtual machines on two hosts that are played here. Two at a time: a guest's boot takes a processor. */
class VirtualMachinesTest {

    /** A quiet machine takes a minute; the first call may build the guest, and download its packages. */
    private static final Duration LIMIT = Duration.ofMinutes(8);

    /** What is noticed must not wait for anybody's time limit; machines that others use are slow at times. */
    private static final double REACTION_MILLIS_MAX = 3_000;

    /** A silent host is waited for a second and a half longer. */
    private static final double HOST_REACTION_MILLIS_MAX = 4_500;

    private Path working;
    private String mark;
    private Amf amf;

    @BeforeAll
    static void build() throws IOException {
        for (List<String> each : List.of(
                List.of("qemu-system-x86_64", "qemu-system-x86"),
                List.of("qemu-img", "qemu-utils"),
                List.of("libvirtd", "libvirt-daemon-system libvirt-daemon-driver-qemu"),
                List.of("virsh", "libvirt-clients"),
                List.of("busybox", "busybox-static"),
                List.of("cpio", "cpio"),
                List.of("xz", "xz-utils"),
                List.of("lz4", "lz4"))) {
            Programs.assumeInstalled(each.get(0), each.get(1));
        }
        assumeThat(NetworkLab.obstacle()).as("hosts can be played here").isEmpty();
        Amf.prepare();
    }

    @BeforeEach
    void folders() throws IOException {
        working = Installation.emptyFolder("vm");
        mark = "virtual machines " + UUID.randomUUID();
        amf = new Amf(working, Installation.emptyFolder("vm-calls")).with("SYSTEM_TEST", mark);
    }

    @AfterEach
    void nothingRuns() {
        Processes.assertNoneMentions(mark);
        Processes.assertNoneMentions(working + "/");
    }

    @Test
    @DisplayName("architecture B: machines that fail are repaired where they were; a second copy is refused")
    void machinesOfArchitectureB() throws IOException {
        JsonNode result = play("architecture-b", "--repeats", "1", "--failing", "machines");

        assertCase(result, "machine killed", "h1", "h1", REACTION_MILLIS_MAX);
        assertCase(result, "guest panics", "h1", "h1", REACTION_MILLIS_MAX);
        assertCase(result, "service dead, system alive", "h2", "h2", REACTION_MILLIS_MAX);
        assertThat(result.path("second_copy_refused").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("architecture B: the machines of a host without power are started elsewhere, and are migrated home")
    void hostOfArchitectureB() throws IOException {
        JsonNode result = play("architecture-b", "--failing", "host");

        assertCase(result, "host powered off", "h1", "h2", HOST_REACTION_MILLIS_MAX);
        assertCase(result, "planned move home", "h2", "h1", REACTION_MILLIS_MAX);
    }

    @Test
    @DisplayName("architecture B: a machine that is moved by plan is migrated there and home, and is the same boot")
    void movesOfArchitectureB() throws IOException {
        JsonNode result = play("architecture-b", "--failing", "nothing");

        // The command fails where the boot is another one, or TERMINATE has not said that the machine was migrated.
        assertCase(result, "planned move away", "h1", "h2", REACTION_MILLIS_MAX);
        assertCase(result, "planned move home", "h2", "h1", REACTION_MILLIS_MAX);
    }

    @Test
    @DisplayName(
            "architecture B: the machines of a dead manager, and of a host that is cut off, are started elsewhere; never two")
    void managerOfArchitectureB() throws IOException {
        JsonNode result = play("architecture-b", "--failing", "manager");

        // Where a machine is when its manager is killed depends on how its start went; elsewhere is the other host.
        for (String what : List.of("manager killed", "host cut off")) {
            JsonNode found = found(result, what);
            String from = found.path("from").asText();
            String other = from.equals("h1") ? "h2" : "h1";
            double reactionMax = what.equals("manager killed") ? REACTION_MILLIS_MAX : HOST_REACTION_MILLIS_MAX;
            assertCase(result, what, from, other, reactionMax);
        }
    }

    @Test
    @DisplayName("architecture A: a service in machines outlives its component, which is repaired")
    void serviceOfArchitectureA() throws IOException {
        Programs.assumeInstalled("mke2fs", "e2fsprogs");

        assertOutage(play("architecture-a", "--failing", "service"), "service killed");
    }

    @Test
    @DisplayName("architecture A: a service in machines outlives its machine, which is repaired where it was")
    void machineOfArchitectureA() throws IOException {
        Programs.assumeInstalled("mke2fs", "e2fsprogs");

        JsonNode result = play("architecture-a", "--repeats", "1", "--failing", "machine");

        assertOutage(result, "machine killed");
        JsonNode machine = found(result, "machine killed");
        assertThat(machine.path("to").asText()).isEqualTo(machine.path("from").asText());
        assertThat(machine.path("reaction_ms").asDouble()).isBetween(0.0, REACTION_MILLIS_MAX);
    }

    @Test
    @DisplayName("architecture A: a service in machines outlives the host of its machine, which is started elsewhere")
    void hostOfArchitectureA() throws IOException {
        Programs.assumeInstalled("mke2fs", "e2fsprogs");

        JsonNode result = play("architecture-a", "--failing", "host");

        assertOutage(result, "host powered off");
        JsonNode host = found(result, "host powered off");
        assertThat(host.path("to").asText()).isNotEqualTo(host.path("from").asText());
    }

    @Test
    @DisplayName("recovery ladder: a machine that fails is started again where it was, however it has failed")
    void machinesOfLadder() throws IOException {
        Programs.assumeInstalled("dnsmasq", "dnsmasq-base");

        JsonNode result = play("recovery-ladder", "--repeats", "2", "--failing", "machines");

        assertThat(result.path("cases")).hasSize(2).allSatisfy(each -> {
            assertThat(each.path("to").asText()).isEqualTo(each.path("from").asText());
            assertThat(each.path("reaction_ms").asDouble()).isBetween(0.0, REACTION_MILLIS_MAX);
        });
    }

    @Test
    @DisplayName(
            "recovery ladder: a machine that fails again and again goes to a host that is not busy, and waits when all are")
    void placesOfLadder() throws IOException {
        Programs.assumeInstalled("dnsmasq", "dnsmasq-base");

        JsonNode result = play("recovery-ladder", "--failing", "again");

        assertCase(result, "failure 2 on a busy host", "h1", "h1", REACTION_MILLIS_MAX);
        assertCase(result, "failure 3, moved", "h1", "h2", REACTION_MILLIS_MAX);
        JsonNode waited = found(result, "failure 3, waited for a host");
        assertThat(waited.path("from").asText()).isEqualTo("h2");
        assertThat(waited.path("to").asText()).isEqualTo("h1");
    }

    @Test
    @DisplayName("recovery ladder: a machine whose disk is erased is installed anew over the network")
    void diskOfLadder() throws IOException {
        Programs.assumeInstalled("dnsmasq", "dnsmasq-base");

        JsonNode result = play("recovery-ladder", "--failing", "disk");

        assertCase(result, "disk erased, installed anew", "h2", "h2", REACTION_MILLIS_MAX);
    }

    @Test
    @DisplayName("check classes: a dead service is noticed as soon as its class asks for")
    void servicesOfCheckClasses() throws IOException {
        JsonNode result = play("check-classes", "--repeats", "1", "--failing", "service");

        List<JsonNode> dead = result.path("cases")
                .valueStream()
                .filter(each -> each.path("case").asText().equals("service dead"))
                .toList();
        assertThat(dead)
                .extracting(each -> each.path("machine").asText())
                .containsExactly("critical", "normal", "uncritical");
        // Two looks, at most an interval apart each, and how long a look may take.
        assertThat(dead.get(0).path("reaction_ms").asDouble()).isBetween(250.0, REACTION_MILLIS_MAX);
        assertThat(dead.get(1).path("reaction_ms").asDouble()).isBetween(1_000.0, 2_000 + REACTION_MILLIS_MAX);
        assertThat(dead.get(2).path("reaction_ms").asDouble()).isBetween(4_000.0, 8_000 + REACTION_MILLIS_MAX);
    }

    @Test
    @DisplayName("check classes: machines of lost hosts are spread over the others, and others left alone")
    void hostsOfCheckClasses() throws IOException {
        JsonNode result = play("check-classes", "--failing", "host");

        assertThat(result.path("machines_of_second_host").asInt()).isEqualTo(2);
        assertThat(result.path("cases")
                        .valueStream()
                        .filter(each -> each.path("case").asText().equals("host powered off, 2 on it"))
                        .map(each -> each.path("to").asText()))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName(
            "fast start: a killed machine goes on from where its service first answered, sooner than another one boots")
    void fastStart() throws IOException {
        JsonNode result = play("fast-start", "--repeats", "2");

        assertCase(result, "killed, boots", "h1", "h1", REACTION_MILLIS_MAX);
        assertCase(result, "killed, goes on", "h2", "h2", REACTION_MILLIS_MAX);
        assertCase(result, "host powered off, goes on", "h2", "h1", HOST_REACTION_MILLIS_MAX);
        assertThat(found(result, "killed, goes on").path("boot_ms").asDouble())
                .isLessThan(found(result, "killed, boots").path("boot_ms").asDouble());
    }

    @Test
    @DisplayName(
            "paired: the fault of one guest does not reach the other, which goes on with the next number and is no other boot")
    void guestsOfPaired() throws IOException {
        assertPaired(List.of("guest panics", "program killed"), "--failing", "guest,program");
    }

    @Test
    @DisplayName("paired: the same when a machine, and when a host is what fails")
    void machinesOfPaired() throws IOException {
        assertPaired(List.of("machine killed", "host powered off"), "--failing", "machine,host", "--repeats", "1");
    }

    private void assertPaired(List<String> faults, String... words) throws IOException {
        Programs.assumeInstalled("mke2fs", "e2fsprogs");

        JsonNode result =
                play(Stream.concat(Stream.of("paired"), Stream.of(words)).toArray(String[]::new));

        for (String what : faults) {
            JsonNode found = found(result, what);
            assertThat(found.path("to").asText())
                    .as(what)
                    .isNotEqualTo(found.path("from").asText());
            assertThat(found.path("outage_ms").asDouble()).as(what).isBetween(0.0, HOST_REACTION_MILLIS_MAX);
        }
        assertThat(result.path("numbers_gone_back").asInt()).isZero();
        assertThat(result.path("last_number").asLong()).isPositive();
    }

    @Test
    @DisplayName("a scheme that is interrupted while it is set up leaves nothing behind: no process, no network")
    void interrupted() throws Exception {
        Programs.assumeInstalled("mke2fs", "e2fsprogs");
        Path log = Installation.emptyFolder("vm-interrupted").resolve("log");
        Process command = amf.start(log, "vm", "architecture-a");
        await("the cluster of the hosts is started")
                .atMost(LIMIT)
                .until(() -> Files.readString(log).contains("starting the cluster of the hosts"));

        Processes.signal("TERM", command.toHandle());

        assertThat(command.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(log)).contains("interrupted; nothing runs any more");
        assertThat(networks()).noneMatch(name -> name.startsWith("amf" + command.pid() + "-"));
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

    /** It ends before the machine is back: the standby was in another one. */
    private static void assertOutage(JsonNode result, String what) {
        JsonNode found = found(result, what);
        assertThat(found.path("outage_ms").asDouble()).as(what).isPositive();
        if (found.has("repair_ms")) {
            assertThat(found.path("outage_ms").asDouble())
                    .as(what)
                    .isLessThan(found.path("repair_ms").asDouble());
        }
        assertThat(found.path("redundant_ms").asDouble())
                .as(what)
                .isGreaterThan(found.path("outage_ms").asDouble());
    }

    private JsonNode play(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("vm"));
        all.addAll(List.of(words));
        all.addAll(List.of("-o", "json"));
        JsonNode result =
                amf.call(LIMIT, all.toArray(String[]::new)).endsWith(0).json();
        System.out.println(String.join(" ", words) + ": " + result);
        assertThat(result.path("copies_seen").asInt()).isZero();
        try (var left = Files.list(working)) {
            assertThat(left).as("files beside the run folder").isEmpty();
        }
        return result;
    }

    private static void assertCase(JsonNode result, String what, String from, String to, double reactionMillisMax) {
        JsonNode found = found(result, what);
        assertThat(found.path("from").asText()).as(what).isEqualTo(from);
        assertThat(found.path("to").asText()).as(what).isEqualTo(to);
        assertThat(found.path("reaction_ms").asDouble()).as(what).isBetween(0.0, reactionMillisMax);
        assertThat(found.path("called_ms").asDouble())
                .as(what)
                .isGreaterThanOrEqualTo(found.path("reaction_ms").asDouble());
        assertThat(found.path("repair_ms").asDouble())
                .as(what)
                .isGreaterThan(found.path("called_ms").asDouble());
        assertThat(found.path("outage_ms").asDouble()).as(what).isPositive();
    }

    private static JsonNode found(JsonNode result, String what) {
        return result.path("cases")
                .valueStream()
                .filter(each -> each.path("case").asText().equals(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no case '" + what + "' in " + result));
    }
}
