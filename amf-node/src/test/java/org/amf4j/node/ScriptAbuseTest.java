package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.clc.Sessions;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.event.Event.Answer;
import org.amf4j.core.model.CommandLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts that do what they must not. Each begins a process that should not stay, and another component is beside them. */
@DisplayName("Life-cycle scripts that misbehave")
@Timeout(120)
final class ScriptAbuseTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** For scripts that do not end by themselves, in nanoseconds. */
    private static final long SHORT_NANOS = 700_000_000L;

    private static final long LONG_NANOS = 20_000_000_000L;

    private static final Map<String, String> DEEDS = Map.of(
            "WELL", "exit 0",
            "FAILS", "exit 1",
            "NO_RETRY", "exit 200",
            "KILLED", "kill -9 $$",
            "HANGS", "sleep 600",
            "DEAF", "trap '' TERM INT; while :; do sleep 1; done",
            "STOPPED", "kill -STOP $$",
            "FLOODS", "yes",
            "IS_MISSING", "");

    private final AgentRig rig;
    private final TestComponent bystander;
    private final long bystanderPid;

    ScriptAbuseTest() throws IOException {
        rig = AgentRig.start();
        bystander = TestComponent.in(rig.folder, "bystander", false);
        assertThat(rig.answer(rig.order(bystander, bystander.instantiate())).answer())
                .isEqualTo(Answer.OK);
        bystanderPid = bystander.pid();
    }

    @AfterEach
    void others() throws IOException {
        assertThat(Sessions.isRunning(bystanderPid)).isTrue();
        assertThat(bystander.cleanups()).isZero();
        rig.close();
        assertThat(rig.errors()).isEmpty();
    }

    /** A component whose scripts do these deeds, after each has left a process in the background. */
    private TestComponent component(String instantiate, String terminate, String cleanup) throws IOException {
        TestComponent component = TestComponent.in(rig.folder, "c1", false);
        write(component, "instantiate", instantiate);
        write(component, "terminate", terminate);
        write(component, "cleanup", cleanup);
        return component;
    }

    private static void write(TestComponent component, String name, String deed) throws IOException {
        Path file = component.folder().resolve(name);
        if (deed.equals("IS_MISSING")) {
            Files.delete(file);
            return;
        }
        String left = component.folder() + "/" + name + ".pid";
        Files.writeString(file, "#!/bin/sh\nsleep 600 &\necho $! >" + left + "\n" + DEEDS.get(deed) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Optional<CommandLine> line(TestComponent component, String name, long limit) {
        return Optional.of(new CommandLine(component.folder().resolve(name).toString(), List.of(), limit));
    }

    /** The command of this name has this limit, the others a long one. */
    private static ComponentSpec spec(TestComponent component, String name, long limit) {
        return new ComponentSpec(
                false,
                line(component, "instantiate", name.equals("instantiate") ? limit : LONG_NANOS),
                line(component, "terminate", name.equals("terminate") ? limit : LONG_NANOS),
                line(component, "cleanup", name.equals("cleanup") ? limit : LONG_NANOS),
                Map.of(),
                name.equals("terminate") ? limit : LONG_NANOS,
                List.of(),
                RecommendedRecovery.COMPONENT_RESTART,
                Optional.empty());
    }

    private static long limit(String deed) {
        return List.of("HANGS", "DEAF", "STOPPED", "FLOODS").contains(deed) ? SHORT_NANOS : LONG_NANOS;
    }

    private void awaitGone(TestComponent component, String name) throws IOException {
        Path file = component.folder().resolve(name + ".pid");
        if (Files.exists(file)) {
            long pid = Long.parseLong(Files.readString(file).strip());
            await(name + "'s process is gone").atMost(LIMIT).until(() -> !Sessions.isRunning(pid));
        }
    }

    @ParameterizedTest
    @Tag("AMF-016")
    @Tag("AMF-018")
    @CsvSource({
        "FAILS, FAILED",
        "NO_RETRY, FAILED_NO_RETRY",
        "KILLED, FAILED",
        "HANGS, FAILED",
        "DEAF, FAILED",
        "STOPPED, FAILED",
        "FLOODS, FAILED",
        "IS_MISSING, FAILED"
    })
    @DisplayName("INSTANTIATE: the attempt has failed, was cleaned up, and the next one may succeed")
    void instantiate(String deed, Answer expected) throws IOException {
        TestComponent component = component(deed, "WELL", "WELL");

        var order = rig.order(component, new Action.Instantiate(spec(component, "instantiate", limit(deed)), Map.of()));

        assertThat(rig.answer(order).answer()).isEqualTo(expected);
        assertThat(component.folder().resolve("cleanup.pid")).exists();
        write(component, "instantiate", "WELL");
        var again = rig.order(component, new Action.Instantiate(spec(component, "", LONG_NANOS), Map.of()));
        assertThat(rig.answer(again).answer()).isEqualTo(Answer.OK);
    }

    @ParameterizedTest
    @CsvSource({"FAILS", "NO_RETRY", "KILLED", "HANGS", "STOPPED", "FLOODS", "IS_MISSING"})
    @DisplayName("TERMINATE: the component is cleaned up instead, and nothing more")
    void terminate(String deed) throws IOException {
        TestComponent component = component("WELL", deed, "WELL");
        rig.answer(rig.order(component, new Action.Instantiate(spec(component, "terminate", limit(deed)), Map.of())));

        var order = rig.order(component, new Action.Terminate(Map.of()));

        assertThat(rig.answer(order).answer()).isEqualTo(Answer.OK);
        assertThat(component.folder().resolve("cleanup.pid")).exists();
    }

    @ParameterizedTest
    @Tag("AMF-024")
    @CsvSource({"FAILS", "KILLED", "HANGS", "DEAF", "STOPPED", "FLOODS", "IS_MISSING"})
    @DisplayName("CLEANUP: nobody knows what still runs, and that is what is told")
    void cleanup(String deed) throws IOException {
        TestComponent component = component("FAILS", "WELL", deed);

        var order = rig.order(component, new Action.Instantiate(spec(component, "cleanup", limit(deed)), Map.of()));

        assertThat(rig.answer(order).answer()).isEqualTo(Answer.CLEANUP_FAILED);
        if (limit(deed) == SHORT_NANOS) {
            awaitGone(component, "cleanup"); // it was killed with all that it had started
        }
    }
}
