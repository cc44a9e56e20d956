package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

final class SessionsTest {

    @RepeatedTest(20)
    @DisplayName("a leader is killed even before it has begun its session")
    void killsAtOnce() throws Exception {
        Process leader = new ProcessBuilder("setsid", "sleep", "100").start();

        assertThat(Sessions.kill(leader.pid())).isTrue();

        assertThat(leader.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
}
