package org.amf4j.system;

import static org.amf4j.system.Models.STREAM;
import static org.amf4j.system.Models.STREAM_UNIT_1;
import static org.amf4j.system.Models.STREAM_UNIT_2;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator does with a running cluster, and what the exit codes tell a script. */
class OperatorTest {

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("oper", model -> model);

    @BeforeEach
    void isWhole() {
        CLUSTER.awaitWhole();
    }

    @Test
    @DisplayName("swap exchanges active and standby")
    void swap() {
        String active = active();
        String standby = active.equals(STREAM_UNIT_1) ? STREAM_UNIT_2 : STREAM_UNIT_1;

        CLUSTER.call("swap", STREAM).endsWith(0);

        assertThat(active()).isEqualTo(standby);
        assertThat(LocalCluster.unit(CLUSTER.status(), STREAM, "STANDBY")).contains(active);
        assertThat(Service.whoAnswers(CLUSTER.port())).contains(Models.streamer(standby));
    }

    @Test
    @DisplayName("what-if shows what a step would do to the cluster as it is, and does not do it")
    void whatIf() {
        String active = active();
        String standby = active.equals(STREAM_UNIT_1) ? STREAM_UNIT_2 : STREAM_UNIT_1;

        Amf.Result tried =
                CLUSTER.call("what-if", "lock " + active, "--explain", STREAM).endsWith(0);

        assertThat(tried.out())
                .contains(Dn.of(standby).rdnValue() + " ACTIVE")
                .contains(Dn.of(active).rdnValue() + " (")
                .contains("LOCKED");
        assertThat(active()).isEqualTo(active);
    }

    @Test
    @DisplayName("a cordoned node is given nothing: what fails elsewhere waits until the cordon is taken away")
    void cordon() {
        String active = active();
        String standby = active.equals(STREAM_UNIT_1) ? STREAM_UNIT_2 : STREAM_UNIT_1;
        CLUSTER.call("lock", standby).endsWith(0);
        String node = state(standby, "node");

        CLUSTER.call("cordon", node).endsWith(0);
        CLUSTER.call("unlock", standby).endsWith(0);

        assertThat(CLUSTER.call("status").out()).contains("cordoned");
        assertThat(LocalCluster.unit(CLUSTER.status(), STREAM, "STANDBY")).isEmpty();
        assertThat(CLUSTER.call("explain", STREAM).out()).contains("its node is cordoned");
        CLUSTER.call("uncordon", node).endsWith(0);
        CLUSTER.awaitWhole();
        assertThat(LocalCluster.unit(CLUSTER.status(), STREAM, "STANDBY")).contains(standby);
    }

    @Test
    @DisplayName("shutdown ends in LOCKED with the work handed over, and unlock brings the unit back")
    void shutdown() {
        String active = active();

        CLUSTER.call("shutdown", active).endsWith(0);

        assertThat(state(active, "admin")).isEqualTo("LOCKED");
        assertThat(active()).isNotEqualTo(active);
        CLUSTER.call("unlock", active).endsWith(0);
        CLUSTER.awaitWhole();
        assertThat(LocalCluster.unit(CLUSTER.status(), STREAM, "STANDBY")).contains(active);
    }

    @Test
    @Tag("IMM-032")
    @Tag("CLI-003")
    @DisplayName(
            "a changed configuration: refused as a whole with the way out, done as a whole, dumped, and valid as a file")
    void changes() throws IOException {
        Path bundle = Files.writeString(
                Installation.emptyFolder("ccb").resolve("changes.txt"), """
                set %s saAmfSURank=7
                delete %s
                """.formatted(STREAM_UNIT_1, STREAM_UNIT_2));
        assertThat(CLUSTER.call("ccb", "-f", bundle.toString()).endsWith(6).err())
                .contains(STREAM_UNIT_2)
                .contains("lock-in");
        assertThat(CLUSTER.call("get", STREAM_UNIT_1, "saAmfSURank").endsWith(0).out())
                .doesNotContain("7");

        CLUSTER.call("set", STREAM_UNIT_1, "saAmfSURank=7", "--diff").endsWith(0);
        CLUSTER.call(
                        "create",
                        "SaAmfCSIAttribute",
                        "safCsiAttr=extra,safCsi=stream," + STREAM,
                        "saAmfCSIAttriValue=a b")
                .endsWith(6);

        Path dumped = bundle.resolveSibling("dumped.xml");
        CLUSTER.call("dump", dumped.toString()).endsWith(0);
        CLUSTER.call("validate", dumped.toString()).endsWith(0);
        assertThat(Files.readString(dumped)).contains(STREAM_UNIT_1);
        CLUSTER.call("set", STREAM_UNIT_1, "saAmfSURank=1").endsWith(0);
    }

    @Test
    @Tag("CLI-005")
    @DisplayName("CLI-005 lock of what is locked ends with 5")
    void lockOfLocked() {
        CLUSTER.call("lock", STREAM_UNIT_2).endsWith(0);

        Amf.Result again = CLUSTER.call("lock", STREAM_UNIT_2);

        CLUSTER.call("unlock", STREAM_UNIT_2).endsWith(0);
        assertThat(again.endsWith(5).err()).contains("LOCKED");
    }

    @Test
    @Tag("CLI-005")
    @DisplayName("CLI-005 unlock-in of what is unlocked ends with 6 and says which state it is in")
    void unlockInstantiationOfUnlocked() {
        Amf.Result result = CLUSTER.call("unlock-in", STREAM_UNIT_1);

        assertThat(result.endsWith(6).err()).contains("UNLOCKED").contains("hint:");
    }

    @Test
    @Tag("CLI-006")
    @DisplayName(
            "CLI-006 unlock --wait ends when the unit is in service again, with 8 when it does not come to be so in time")
    void waitsForState() {
        CLUSTER.call("lock", STREAM_UNIT_2, "--wait", "OUT_OF_SERVICE").endsWith(0);
        CLUSTER.call("lock-in", STREAM_UNIT_2, "--wait", "UNINSTANTIATED").endsWith(0);

        Amf.Result tooEarly = CLUSTER.call("unlock-in", STREAM_UNIT_2, "--wait", "IN_SERVICE", "--timeout", "3s");
        CLUSTER.call("unlock", STREAM_UNIT_2, "--wait", "in-service").endsWith(0);

        assertThat(tooEarly.endsWith(8).err()).contains("is not IN_SERVICE", "LOCKED", "OUT_OF_SERVICE");
        assertThat(CLUSTER.call("get", STREAM_UNIT_2, "saAmfSUReadinessState").out())
                .contains("IN_SERVICE(2)");
    }

    @Test
    @DisplayName("a name that is unknown or ambiguous ends with 4 and says what was probably meant")
    void names() {
        assertThat(CLUSTER.call("lock", "su3@stream").endsWith(4).err()).contains("su3@stream");
        assertThat(CLUSTER.call("lock", "su1").endsWith(4).err())
                .contains(STREAM_UNIT_1)
                .contains(Models.HEARTBEAT_UNIT_1);
        assertThat(CLUSTER.call("get", "safSu=none").endsWith(4).err()).contains("safSu=none");
    }

    @Test
    @DisplayName("where nothing runs every command ends with 3 and says how to start")
    void nothingRuns() throws IOException {
        Path empty = Installation.emptyFolder("none");
        Amf elsewhere = new Amf(empty, empty);

        assertThat(elsewhere
                        .call("status", "--dir", empty.toString())
                        .endsWith(3)
                        .err())
                .contains("cluster start");
        elsewhere.call("lock", STREAM, "--dir", empty.toString()).endsWith(3);
    }

    @Test
    @DisplayName("an unknown command and a missing argument end with 2")
    void usage() {
        CLUSTER.call("unlok", STREAM).endsWith(2);
        CLUSTER.call("lock").endsWith(2);
    }

    private static String active() {
        Optional<String> unit = LocalCluster.unit(CLUSTER.status(), STREAM, "ACTIVE");
        return unit.orElseThrow(() -> new AssertionError("nobody is active for " + STREAM));
    }

    private static String state(String unit, String key) {
        return LocalCluster.stream(CLUSTER.status(), "sus")
                .filter(su -> su.path("dn").asText().equals(unit))
                .map(su -> su.path(key).asText())
                .findFirst()
                .orElseThrow();
    }
}
