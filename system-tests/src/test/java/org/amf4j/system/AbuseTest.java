package org.amf4j.system;

import static org.amf4j.system.Models.HEARTBEAT;
import static org.amf4j.system.Models.HEARTBEAT_UNIT_1;
import static org.amf4j.system.Models.STREAM;
import static org.amf4j.system.Models.STREAM_UNIT_1;
import static org.amf4j.system.Models.STREAM_UNIT_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.system.Puppet.Misbehaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Components that do what they must not: each has the reaction it should have, and nobody else is harmed. */
class AbuseTest {

    private static final PuppetModel MODEL = new PuppetModel();

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("abuse", MODEL);

    private ProcessHandle bystander;

    @AfterAll
    static void endPuppets() throws IOException {
        MODEL.close();
    }

    @BeforeEach
    void isWhole() {
        CLUSTER.awaitWhole();
        bystander = CLUSTER.process("n1", Models.heartbeat(HEARTBEAT_UNIT_1)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER_ANSWERS, CSI_SET_TIMEOUT",
        "ANSWERS_LATE, CSI_SET_TIMEOUT",
        "CLOSES_IN_THE_MIDDLE, CONNECTION_LOST",
        "SENDS_GARBAGE, PROTOCOL_ERROR"
    })
    @DisplayName("the component has failed: its unit fails over and is repaired, the log names it, others go on")
    void componentFails(Misbehaviour misbehaviour, String source) throws IOException {
        String failing = LocalCluster.unit(CLUSTER.status(), STREAM, "ACTIVE").orElseThrow();
        String other = failing.equals(STREAM_UNIT_1) ? STREAM_UNIT_2 : STREAM_UNIT_1;
        long before = lastEvent();

        MODEL.puppet(failing).misbehave(misbehaviour);
        CLUSTER.call("swap", STREAM).endsWith(0);

        CLUSTER.awaitStatus(
                other + " is active",
                status -> LocalCluster.unit(status, STREAM, "ACTIVE").equals(Optional.of(other)));
        CLUSTER.awaitWhole();
        assertThat(eventsAfter(before))
                .containsPattern(Models.streamer(failing) + "  recovery: NO_RECOMMENDATION -> UNIT_FAILOVER  " + source)
                .doesNotContain("safApp=heartbeat");
        assertThat(log(failing))
                .anySatisfy(line -> assertThat(line)
                        .contains("component failed")
                        .contains(Models.streamer(failing))
                        .contains(source));
        assertBystanderUntouched();
    }

    @Test
    @DisplayName("a second answer is refused with ERR_NOT_EXIST and noted; the component goes on")
    void answersTwice() throws IOException {
        String answering = LocalCluster.unit(CLUSTER.status(), STREAM, "ACTIVE").orElseThrow();
        Puppet puppet = MODEL.puppet(answering);
        long before = lastEvent();

        puppet.misbehave(Misbehaviour.ANSWERS_TWICE);
        CLUSTER.call("swap", STREAM).endsWith(0);

        await("the refusal")
                .atMost(LocalCluster.LIMIT)
                .until(() -> puppet.refusal().isPresent());
        assertThat(puppet.refusal().orElseThrow().getStatus()).isEqualTo(AisStatus.ERR_NOT_EXIST.value());
        assertThat(LocalCluster.unit(CLUSTER.status(), STREAM, "STANDBY")).contains(answering);
        assertThat(eventsAfter(before)).doesNotContain("recovery:").doesNotContain("safApp=heartbeat");
        assertThat(log(answering))
                .anySatisfy(line -> assertThat(line).contains("misbehaviour").contains(Models.streamer(answering)));
        assertBystanderUntouched();
    }

    private void assertBystanderUntouched() {
        assertThat(bystander.isAlive()).isTrue();
        assertThat(CLUSTER.process("n1", Models.heartbeat(HEARTBEAT_UNIT_1))).contains(bystander);
        assertThat(LocalCluster.unit(CLUSTER.status(), HEARTBEAT, "ACTIVE")).contains(HEARTBEAT_UNIT_1);
    }

    private static long lastEvent() {
        List<String> lines = CLUSTER.call("events").endsWith(0).out().lines().toList();
        return Long.parseLong(lines.get(lines.size() - 1).split(" ")[0]);
    }

    private static String eventsAfter(long number) {
        return CLUSTER.call("events", "--after", Long.toString(number))
                .endsWith(0)
                .out();
    }

    private static List<String> log(String unit) throws IOException {
        String node = unit.equals(STREAM_UNIT_1) ? "n1" : "n2";
        return Files.readAllLines(CLUSTER.node(node).resolve("log").resolve("node.log"));
    }
}
