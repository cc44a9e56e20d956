package org.amf4j.clc;

import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A runner with processes that wait keeps all that one without keeps")
final class ReadyCommandRunnerTest extends ExecCommandRunnerTest {

    @Override
    CommandRunner runner() {
        return new ExecCommandRunner(Map.of("PATH", "/usr/bin:/bin"));
    }

    @BeforeEach
    void awaitLaunchers() {
        await().until(() -> ((ExecCommandRunner) runner).launchersReady() == Launchers.READY_MAX);
    }
}
