package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nodes die, stand still and are cut off, one after the other in one cluster. Each time somebody else serves soon, never two
 * at once, and afterwards everything is as it was.
 */
class NetworkFaultsTest {

    @RegisterExtension
    static final Lab LAB = new Lab("net", true);

    /** A silent node costs 1.3 s, an election at the same time some more; the rest is for machines that are busy. */
    private static final Duration SUCCESSION_MAX = Duration.ofSeconds(10);

    @BeforeEach
    void isAtRest() {
        LAB.awaitRest();
    }

    @AfterEach
    void neverTwoActive() {
        LAB.observer().assertNoOverlap();
    }

    static Stream<Arguments> leaderAndOthers() {
        return Stream.of(
                node("the leader", LAB::leader),
                node("another controller", LAB::follower),
                node("a payload node", () -> Lab.PAYLOAD));
    }

    static Stream<Arguments> leaderAndPayload() {
        return Stream.of(node("the leader", LAB::leader), node("a payload node", () -> Lab.PAYLOAD));
    }

    private static Arguments node(String role, Supplier<String> node) {
        return Arguments.of(Named.of(role, node));
    }

    private static void assertSucceeded(String node, long sinceNanos) {
        Duration outage = LAB.awaitSuccessor(node, sinceNanos);
        System.out.println("somebody else was active for " + node + " after " + outage.toMillis() + " ms");
        assertThat(outage).isLessThan(SUCCESSION_MAX);
    }

    @ParameterizedTest
    @MethodSource("leaderAndPayload")
    @Tag("AMF-092")
    @DisplayName("the process of a node is killed")
    void nodeIsKilled(Supplier<String> role) {
        String node = role.get();
        long start = System.nanoTime();

        LAB.kill(node);

        assertSucceeded(node, start);
        LAB.start(node);
        LAB.awaitRest();
    }

    @ParameterizedTest
    @MethodSource("leaderAndPayload")
    @Tag("AMF-092")
    @DisplayName("the process of a node stands still, and goes on when others serve")
    void nodeIsStopped(Supplier<String> role) throws IOException {
        String node = role.get();
        long start = System.nanoTime();

        LAB.signal("STOP", node);
        try {
            assertSucceeded(node, start);
        } finally {
            LAB.signal("CONT", node);
        }

        LAB.awaitRest();
    }

    @ParameterizedTest
    @MethodSource("leaderAndOthers")
    @Tag("AMF-092")
    @DisplayName("the cable of a node is pulled and plugged in again")
    void linkIsCut(Supplier<String> role) throws IOException {
        String node = role.get();
        long start = System.nanoTime();

        LAB.network().cut(node);
        try {
            assertSucceeded(node, start);
        } finally {
            LAB.network().heal(node);
        }

        LAB.awaitRest();
    }

    @ParameterizedTest
    @MethodSource("leaderAndPayload")
    @Tag("AMF-092")
    @DisplayName("a node hears nobody, but is heard")
    void nodeIsDeaf(Supplier<String> role) throws IOException {
        String node = role.get();
        long start = System.nanoTime();

        LAB.firewall().deafen(node);
        try {
            assertSucceeded(node, start);
        } finally {
            LAB.firewall().open();
        }

        LAB.awaitRest();
    }

    @ParameterizedTest
    @MethodSource("leaderAndPayload")
    @Tag("AMF-092")
    @DisplayName("a node hears everybody, but is not heard")
    void nodeIsMute(Supplier<String> role) throws IOException {
        String node = role.get();
        long start = System.nanoTime();

        LAB.firewall().mute(node);
        try {
            assertSucceeded(node, start);
        } finally {
            LAB.firewall().open();
        }

        LAB.awaitRest();
    }

    @Test
    @Tag("AMF-092")
    @DisplayName("the leader and the payload node are parted from the majority, which goes on and can be operated")
    void leaderIsInTheMinority() throws IOException {
        List<String> minority = List.of(LAB.leader(), Lab.PAYLOAD);
        long start = System.nanoTime();

        LAB.firewall().part(minority);
        try {
            for (String node : minority) {
                assertSucceeded(node, start);
            }
            LAB.change("lock", LabModel.page(0));
        } finally {
            LAB.firewall().open();
        }

        LAB.awaitRest();
        assertThat(LAB.leader()).as("the leader of the majority leads on").isNotEqualTo(minority.get(0));
        LAB.call("unlock", LabModel.page(0)).endsWith(0);
    }

    @Test
    @Tag("AMF-092")
    @DisplayName("two nodes fail at once: a controller is killed and the payload node is cut off")
    void twoNodesFail() throws IOException {
        String killed = LAB.follower();
        long start = System.nanoTime();

        LAB.kill(killed);
        LAB.network().cut(Lab.PAYLOAD);
        try {
            assertSucceeded(killed, start);
            assertSucceeded(Lab.PAYLOAD, start);
        } finally {
            LAB.network().heal(Lab.PAYLOAD);
        }

        LAB.start(killed);
        LAB.awaitRest();
    }

    @Test
    @Tag("AMF-092")
    @DisplayName("a tenth of all packets is lost for a while, then a node is killed")
    void packetsAreLost() throws IOException {
        LAB.firewall().lose(10);
        try {
            long start = System.nanoTime();
            LAB.kill(Lab.PAYLOAD);
            assertSucceeded(Lab.PAYLOAD, start);
        } finally {
            LAB.firewall().open();
        }

        LAB.start(Lab.PAYLOAD);
        LAB.awaitRest();
    }
}
