package org.amf4j.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.CommandId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class InstantiationTest {

    private final Rig rig = new Rig();

    @Test
    @Tag("AMF-015")
    @DisplayName("AMF-015: exit 0 and then the registration complete the instantiation")
    void exitThenRegistration() {
        rig.instantiate(true);

        rig.exit(CommandKind.INSTANTIATE, 0);
        assertThat(rig.told()).isEmpty();
        rig.hello(Rig.SESSION);
        rig.register(Rig.SESSION);

        assertThat(rig.told()).containsExactly("1 OK");
        assertThat(rig.runningTimers()).isZero();
    }

    @Test
    @Tag("AMF-015")
    @DisplayName("AMF-015: the registration and then exit 0 complete the instantiation")
    void registrationThenExit() {
        rig.instantiate(true);

        rig.hello(Rig.SESSION);
        rig.register(Rig.SESSION);
        assertThat(rig.told()).isEmpty();
        rig.exit(CommandKind.INSTANTIATE, 0);

        assertThat(rig.told()).containsExactly("1 OK");
    }

    @Test
    @Tag("AMF-015")
    @Tag("AMF-016")
    @DisplayName(
            "AMF-015: without registration within the limit the attempt has failed; AMF-016: and is cleaned up first")
    void registrationTooLate() {
        rig.instantiate(true);
        rig.exit(CommandKind.INSTANTIATE, 0);

        rig.pass(Rig.INSTANTIATE_LIMIT);
        assertThat(rig.told()).isEmpty();
        assertThat(rig.commands()).containsExactly(CommandKind.INSTANTIATE, CommandKind.CLEANUP);
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("1 FAILED");
    }

    @Test
    @Tag("AMF-016")
    @DisplayName("AMF-016: a failed attempt is cleaned up before it is answered")
    void failedAttempt() {
        rig.instantiate(true);

        rig.exit(CommandKind.INSTANTIATE, 1);
        assertThat(rig.told()).isEmpty();
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("1 FAILED");
    }

    @Test
    @Tag("AMF-016")
    @Tag("AMF-024")
    @DisplayName("AMF-016, AMF-024: a failed attempt whose cleanup fails is answered CLEANUP_FAILED")
    void failedAttemptAndCleanup() {
        rig.instantiate(true);

        rig.killed(CommandKind.INSTANTIATE);
        rig.exit(CommandKind.CLEANUP, 1);

        assertThat(rig.told()).containsExactly("1 CLEANUP_FAILED");
    }

    @Test
    @Tag("AMF-018")
    @DisplayName("AMF-018: exit code 200 is answered FAILED_NO_RETRY")
    void noRetry() {
        rig.instantiate(true);

        rig.exit(CommandKind.INSTANTIATE, 200);
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("1 FAILED_NO_RETRY");
    }

    @Test
    @Tag("AMF-016")
    @DisplayName("a command still running at the limit is killed, and CLEANUP begins when it is dead")
    void killsBeforeCleanup() {
        rig.instantiate(true);

        rig.pass(Rig.INSTANTIATE_LIMIT);
        assertThat(rig.all(AgentAction.KillCommand.class)).hasSize(1);
        assertThat(rig.commands()).containsExactly(CommandKind.INSTANTIATE);
        rig.killed(CommandKind.INSTANTIATE);

        assertThat(rig.commands()).containsExactly(CommandKind.INSTANTIATE, CommandKind.CLEANUP);
    }

    @Test
    @DisplayName("a connection lost after the registration fails the attempt, not the component")
    void connectionLostWhileInstantiating() {
        rig.instantiate(true);
        rig.hello(Rig.SESSION);
        rig.register(Rig.SESSION);

        rig.closed(Rig.SESSION, false);
        rig.killed(CommandKind.INSTANTIATE);
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("1 FAILED");
    }

    @Test
    @DisplayName("every process dead before the registration fails the attempt without waiting for the limit")
    void deathWhileInstantiating() {
        rig.instantiate(true);
        rig.exit(CommandKind.INSTANTIATE, 0);

        rig.processEnded(rig.run(CommandKind.INSTANTIATE), true);
        rig.exit(CommandKind.CLEANUP, 0);

        assertThat(rig.told()).containsExactly("1 FAILED");
    }

    @Test
    @DisplayName("a component that is not SA-aware is up with exit 0 and may not register")
    void withoutRegistration() {
        rig.instantiate(false);
        rig.hello(Rig.SESSION);
        rig.register(Rig.SESSION);
        assertThat(rig.result()).isEqualTo(AisStatus.ERR_BAD_OPERATION);

        rig.exit(CommandKind.INSTANTIATE, 0);

        assertThat(rig.told()).containsExactly("1 OK");
    }

    @Test
    @DisplayName("the order's environment is added to every command of the instance")
    void environment() {
        rig.upWithoutSession();
        rig.processEnded(rig.run(CommandKind.INSTANTIATE), true);

        assertThat(rig.all(AgentAction.RunCommand.class))
                .hasSize(2)
                .allSatisfy(command -> assertThat(command.environment())
                        .containsEntry("port", "1")
                        .containsEntry("SA_AMF_COMPONENT_NAME", Rig.COMPONENT.toString()));
    }

    @Test
    @DisplayName("an order is carried out once: repeated while it is outstanding nothing happens, later its answer is")
    void ordersOnce() {
        CommandId id = rig.instantiate(false);
        Action same = new Action.Instantiate(Rig.spec(false), java.util.Map.of());
        rig.repeat(id, same);
        rig.exit(CommandKind.INSTANTIATE, 0);

        rig.repeat(id, same);

        assertThat(rig.commands()).containsExactly(CommandKind.INSTANTIATE);
        assertThat(rig.told()).containsExactly("1 OK", "1 OK");
    }

    @Test
    @DisplayName("a second registration is refused and harms nothing")
    void secondRegistration() {
        rig.up();
        rig.hello(71);

        rig.register(71);

        assertThat(rig.result()).isEqualTo(AisStatus.ERR_EXIST);
        assertThat(rig.told()).isEmpty();
    }

    @Test
    @DisplayName("a session of an unknown component is refused with NOT_EXIST, of one that is down with BAD_OPERATION")
    void refusesSessions() {
        rig.hello(Rig.SESSION);
        assertThat(rig.result()).isEqualTo(AisStatus.ERR_NOT_EXIST);

        rig.cleanUp();
        rig.exit(CommandKind.CLEANUP, 0);
        rig.hello(Rig.SESSION);

        assertThat(rig.result()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
        assertThat(rig.all(AgentAction.CloseSession.class)).hasSize(2);
    }
}
