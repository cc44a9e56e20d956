package org.amf4j.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.amf4j.admin.CannedStatus;
import org.amf4j.admin.output.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When a cluster has come to rest. */
class SettlingTest {

    @Test
    @DisplayName("the leader's word counts")
    void leaderSaysSo() {
        assertThat(Settling.isSettled(Json.parse("{\"settled\":true}"))).isTrue();
        assertThat(Settling.isSettled(Json.parse("{\"settled\":false}"))).isFalse();
    }

    @Test
    @DisplayName("otherwise everything unlocked must be fully assigned and no unit on its way")
    void judgedByStates() {
        String silent = CannedStatus.HEALTHY.replace("\"settled\":true,", "");

        assertThat(Settling.isSettled(Json.parse(silent))).isTrue();
        assertThat(Settling.isSettled(Json.parse(silent.replace("INSTANTIATED", "INSTANTIATING"))))
                .isFalse();
        assertThat(Settling.isSettled(Json.parse(silent.replace("FULLY_ASSIGNED", "UNASSIGNED"))))
                .isFalse();
    }

    @Test
    @DisplayName("what is missing is named")
    void missing() {
        String unassigned = CannedStatus.HEALTHY.replace("FULLY_ASSIGNED", "PARTIALLY_ASSIGNED");

        assertThat(Settling.missing(Json.parse(unassigned)))
                .containsExactly("safSi=stream,safApp=stream is PARTIALLY_ASSIGNED");
        assertThat(Settling.missing(Json.parse(CannedStatus.HEALTHY))).isEmpty();
    }

    @Test
    @DisplayName("a message names five and counts the others")
    void firstMissing() {
        String instances = IntStream.rangeClosed(1, 7)
                .mapToObj(i -> "{\"dn\":\"s" + i + "\",\"admin\":\"UNLOCKED\",\"assignment\":\"UNASSIGNED\"}")
                .collect(Collectors.joining(","));

        assertThat(Settling.firstMissing(Json.parse("{\"sis\":[" + instances + "]}")))
                .startsWith("s1 is UNASSIGNED; s2")
                .endsWith("s5 is UNASSIGNED; and 2 more");
        assertThat(Settling.firstMissing(Json.parse(CannedStatus.HEALTHY))).isEmpty();
    }
}
