package org.amf4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.Availability;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent.BodyCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The component in Python of the examples, with an agent that the test plays: docs/protocol.md is enough to go on. */
@Timeout(60)
class PythonComponentTest {

    private static final Path PROGRAM = Path.of("../examples/python/component.py");
    private static final ByteString TOKEN = ByteString.copyFrom(new byte[] {1, (byte) 200, 3});

    @TempDir
    Path folder;

    private FakeAgent agent;
    private Process process;

    @BeforeEach
    void start() throws IOException {
        assumeThat(Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, "python3"))))
                .as("python3 is installed")
                .isTrue();
        agent = new FakeAgent(folder);
        agent.plan(
                BodyCase.HELLO,
                Optional.of(Result.newBuilder().setResumeToken(TOKEN).build()));
        agent.plan(BodyCase.HEALTHCHECK_START, Optional.empty());
        ProcessBuilder builder = new ProcessBuilder("python3", PROGRAM.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put(Availability.COMPONENT_NAME_VARIABLE, FakeAgent.COMPONENT.toString());
        builder.environment()
                .put(Availability.AGENT_SOCKET_VARIABLE, agent.socket().toString());
        process = builder.start();
        agent.heard(BodyCase.HEALTHCHECK_START);
    }

    @AfterEach
    void stop() throws IOException {
        process.destroyForcibly();
        agent.close();
    }

    @Test
    @DisplayName("it goes on by its token, sends again what was not answered, and ends when it is told to")
    void goesOn() throws Exception {
        agent.leave(Duration.ofSeconds(30));
        agent.comeBack();

        assertThat(agent.heard(BodyCase.HELLO, 2).get(1).getHello().getResumeToken())
                .isEqualTo(TOKEN);
        var starts = agent.heard(BodyCase.HEALTHCHECK_START, 2);
        assertThat(starts.get(1)).isEqualTo(starts.get(0));
        assertThat(agent.response(agent.healthcheck("check")).getStatus()).isEqualTo(AisStatus.OK.value());
        assertThat(agent.all(BodyCase.REGISTER)).hasSize(1);
        agent.response(agent.terminate());
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    @DisplayName("it ends when the agent is not back in the time that it named")
    void ends() throws Exception {
        agent.leave(Duration.ofMillis(100));

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(folder.resolve("output")).content().contains("the agent has closed the session");
    }
}
