package org.amf4j.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.command.Action;
import org.amf4j.core.model.CommandLine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The external active monitor of a component: AM_START and AM_STOP, two attempts each. */
final class ActiveMonitorTest {

    private final Rig rig = new Rig();

    @BeforeEach
    void up() {
        rig.up();
    }

    private void start() {
        rig.order(new Action.StartMonitor(line("/am-start"), 2, line("/am-stop"), 2));
    }

    private static CommandLine line(String path) {
        return new CommandLine(path, List.of(), 1_000_000);
    }

    @Test
    @DisplayName("started and stopped by orders, with the component's environment")
    void startAndStop() {
        start();
        rig.exit(CommandKind.AM_START, 0);
        rig.order(new Action.StopMonitor());
        rig.exit(CommandKind.AM_STOP, 0);

        assertThat(rig.told()).containsExactly("2 OK", "3 OK");
        assertThat(rig.commands()).containsExactly(CommandKind.INSTANTIATE, CommandKind.AM_START, CommandKind.AM_STOP);
        assertThat(rig.last(AgentAction.RunCommand.class).environment()).containsKey("SA_AMF_COMPONENT_NAME");
    }

    @Test
    @Tag("AMF-032")
    @DisplayName("AMF-032: AM_START is tried again; when all attempts have failed the component has failed")
    void startFails() {
        start();
        rig.exit(CommandKind.AM_START, 1);
        assertThat(rig.told()).isEmpty();
        rig.exit(CommandKind.AM_START, 1);

        assertThat(rig.told()).containsExactly("2 FAILED", "ACTIVE_MONITOR NO_RECOMMENDATION");
        assertThat(rig.commands())
                .containsExactly(
                        CommandKind.INSTANTIATE, CommandKind.AM_START, CommandKind.AM_START, CommandKind.CLEANUP);
    }

    @Test
    @Tag("AMF-032")
    @DisplayName("AMF-032: AM_STOP runs before a graceful termination, and is tried again")
    void stoppedBeforeTermination() {
        start();
        rig.exit(CommandKind.AM_START, 0);

        rig.terminate();
        rig.exit(CommandKind.AM_STOP, 1);
        assertThat(rig.all(AgentAction.SendCallback.class)).isEmpty();
        rig.exit(CommandKind.AM_STOP, 0);
        rig.answer(rig.invocation(), AisStatus.OK);
        rig.closed(Rig.SESSION, false);

        assertThat(rig.told()).containsExactly("2 OK", "3 OK");
        assertThat(rig.commands()).doesNotContain(CommandKind.CLEANUP);
    }

    @Test
    @DisplayName("AM_STOP fails before a termination: the component is cleaned up instead, and that is the end of it")
    void stopFailsBeforeTermination() {
        start();
        rig.exit(CommandKind.AM_START, 0);

        rig.terminate();
        rig.exit(CommandKind.AM_STOP, 1);
        rig.exit(CommandKind.AM_STOP, 1);
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("2 OK", "3 OK");
    }

    @Test
    @DisplayName("the component fails: AM_STOP runs beside CLEANUP, and nobody waits for it")
    void stoppedBesideCleanup() {
        start();
        rig.exit(CommandKind.AM_START, 0);

        rig.closed(Rig.SESSION, false);
        rig.exit(CommandKind.CLEANUP, 0);
        rig.exit(CommandKind.AM_STOP, 1);

        assertThat(rig.told()).containsExactly("2 OK", "CONNECTION_LOST NO_RECOMMENDATION", "CleanupEnded true");
        assertThat(rig.commands()).contains(CommandKind.AM_STOP);
    }

    @Test
    @DisplayName("the component fails while AM_START runs: AM_START is killed, the order void")
    void failsWhileStarting() {
        start();

        rig.closed(Rig.SESSION, false);

        assertThat(rig.told()).contains("2 VOID");
        assertThat(rig.all(AgentAction.KillCommand.class))
                .extracting(AgentAction.KillCommand::run)
                .containsExactly(rig.run(CommandKind.AM_START));
        rig.killed(CommandKind.AM_START);
        rig.exit(CommandKind.CLEANUP, 0);
        assertThat(rig.told()).endsWith("CleanupEnded true");
    }

    @Test
    @DisplayName("what is so already is answered OK; without an instance the order is void")
    void nothingToDo() {
        rig.order(new Action.StopMonitor());
        start();
        rig.exit(CommandKind.AM_START, 0);
        start();
        rig.cleanUp();
        rig.exit(CommandKind.CLEANUP, 0);
        start();

        assertThat(rig.told()).containsExactly("2 OK", "3 OK", "4 OK", "5 OK", "6 VOID");
    }
}
