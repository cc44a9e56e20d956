package org.amf4j.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.command.Action.CsiFlag;
import org.amf4j.core.command.CommandId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every callback of an SA-aware component, abused in every way: the order behind it is answered once, the component is cleaned
 * up exactly when it has failed, and nothing is left waiting.
 */
final class CallbackAbuseTest {

    private static final long LONG_MILLIS = 600_000;

    /** What a component is called for. */
    enum Call {
        SET_ACTIVE("CSI_SET"),
        SET_STANDBY("CSI_SET"),
        SET_QUIESCED("CSI_SET"),
        SET_QUIESCING("CSI_SET"),
        REMOVE("CSI_REMOVE"),
        CHANGE("CSI_SET"),
        HEALTHCHECK("HEALTHCHECK"),
        TERMINATE("");

        /** Beginning of the source of the error; empty where a failure is no error but has the component cleaned up. */
        private final String source;

        Call(String source) {
            this.source = source;
        }

        /** Has the component called; it has what it needs for that. */
        private void begin(Rig rig) {
            boolean held = this != SET_ACTIVE && this != SET_STANDBY && this != HEALTHCHECK && this != TERMINATE;
            if (held) {
                rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);
                rig.answer(rig.invocation(), AisStatus.OK);
                rig.forget();
            }
            switch (this) {
                case SET_ACTIVE -> rig.set(HaState.ACTIVE, CsiFlag.ADD_ONE, Rig.CSI);
                case SET_STANDBY -> rig.set(HaState.STANDBY, CsiFlag.ADD_ONE, Rig.CSI);
                case SET_QUIESCED -> rig.set(HaState.QUIESCED, CsiFlag.TARGET_ONE, Rig.CSI);
                case SET_QUIESCING -> rig.set(HaState.QUIESCING, CsiFlag.TARGET_ONE, Rig.CSI);
                case REMOVE -> rig.remove(Rig.CSI);
                case CHANGE -> rig.change(Rig.CSI);
                case HEALTHCHECK -> rig.startHealthcheck("h", false);
                case TERMINATE -> rig.terminate();
            }
        }
    }

    /** What it does instead of answering once, in time, with OK. */
    enum Abuse {
        FAILS,
        HANGS,
        ANSWERS_TWICE,
        ANSWERS_LATE,
        ANSWERS_IN_ANOTHER_SESSION,
        ENDS_THE_SESSION,
        BREAKS_THE_PROTOCOL,
        DIES,
        IS_CALLED_DURING_TERMINATION,
        LOSES_ITS_NODE
    }

    static Stream<Arguments> matrix() {
        return Stream.of(Call.values()).flatMap(c -> Stream.of(Abuse.values()).map(a -> Arguments.of(c, a)));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    @DisplayName("each callback, abused: answered once, cleaned up when it has failed, nothing left")
    void abused(Call call, Abuse abuse) {
        Rig rig = new Rig();
        CommandId incarnation = rig.up();
        call.begin(rig);
        long invocation = rig.invocation();

        boolean fails = abuse(rig, abuse, invocation);

        if (fails) {
            assertThat(rig.commands()).as("cleaned up at once").contains(CommandKind.CLEANUP);
            rig.exit(CommandKind.CLEANUP, 0);
        }
        assertAnsweredOnce(rig, call != Call.HEALTHCHECK && abuse != Abuse.LOSES_ITS_NODE);
        long errors =
                rig.told().stream().filter(t -> t.matches("[A-Z_]+ [A-Z_]+")).count();
        boolean ending =
                call == Call.TERMINATE || abuse == Abuse.IS_CALLED_DURING_TERMINATION || abuse == Abuse.LOSES_ITS_NODE;
        assertThat(errors).as("errors reported in %s", rig.told()).isEqualTo(fails && !ending ? 1 : 0);
        if (fails && !ending && (abuse == Abuse.FAILS || abuse == Abuse.HANGS)) {
            assertThat(rig.told()).anyMatch(t -> t.startsWith(call.source));
        }
        boolean answerIsWelcome = call == Call.TERMINATE && abuse == Abuse.DIES; // it may have been under way
        if (!answerIsWelcome) {
            assertLateAnswersAreRefused(rig, invocation, fails);
        }
        if (fails && abuse != Abuse.LOSES_ITS_NODE) { // without a lease nothing begins
            rig.pass((int) LONG_MILLIS);
            assertThat(rig.runningTimers()).isZero();
            assertThat(rig.instantiate(true)).isNotEqualTo(incarnation); // the next instance can begin
            assertThat(rig.commands()).endsWith(CommandKind.INSTANTIATE);
        }
    }

    /** Returns whether the component has to be cleaned up for it. */
    private static boolean abuse(Rig rig, Abuse abuse, long invocation) {
        switch (abuse) {
            case FAILS -> rig.answer(invocation, AisStatus.ERR_FAILED_OPERATION);
            case HANGS -> rig.pass((int) LONG_MILLIS);
            case ANSWERS_TWICE -> {
                rig.answer(invocation, AisStatus.OK);
                rig.answer(invocation, AisStatus.OK);
                assertThat(rig.result()).isEqualTo(AisStatus.ERR_NOT_EXIST);
                assertThat(rig.all(AgentAction.NoteMisbehaviour.class)).hasSize(1);
            }
            case ANSWERS_LATE -> {
                rig.pass((int) LONG_MILLIS);
                rig.answer(invocation, AisStatus.OK);
            }
            case ANSWERS_IN_ANOTHER_SESSION -> {
                rig.hello(Rig.SESSION + 1);
                rig.feed(new AgentEvent.CallbackAnswered(
                        rig.now(), rig.caller(Rig.SESSION + 1), invocation, AisStatus.ERR_FAILED_OPERATION, "", 0));
                rig.answer(invocation, AisStatus.OK);
            }
            case ENDS_THE_SESSION -> rig.closed(Rig.SESSION, false);
            case BREAKS_THE_PROTOCOL -> rig.closed(Rig.SESSION, true);
            case DIES -> rig.processEnded(rig.run(CommandKind.INSTANTIATE), true);
            case IS_CALLED_DURING_TERMINATION -> {
                rig.terminate();
                rig.pass((int) LONG_MILLIS);
            }
            case LOSES_ITS_NODE -> rig.feed(new AgentEvent.LeaseLost(rig.now()));
        }
        return rig.commands().contains(CommandKind.CLEANUP);
    }

    /** At most once, and at least once when somebody waits for it. */
    private static void assertAnsweredOnce(Rig rig, boolean awaited) {
        List<String> answers =
                rig.told().stream().filter(t -> t.matches("[0-9]+ [A-Z_]+")).toList();
        List<String> orders = answers.stream().map(t -> t.split(" ")[0]).toList();
        assertThat(orders).as("answers %s", answers).doesNotHaveDuplicates();
        if (awaited && rig.commands().contains(CommandKind.CLEANUP)) {
            assertThat(answers).as("the order is answered").isNotEmpty();
        }
    }

    private static void assertLateAnswersAreRefused(Rig rig, long invocation, boolean gone) {
        rig.forget();
        rig.answer(invocation, AisStatus.OK);
        AisStatus expected = gone ? AisStatus.ERR_BAD_HANDLE : AisStatus.ERR_NOT_EXIST;
        assertThat(rig.result()).isIn(expected, AisStatus.ERR_NOT_EXIST);
        assertThat(rig.told()).as("nothing follows from it").isEmpty();
    }
}
