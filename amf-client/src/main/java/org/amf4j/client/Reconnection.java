package org.amf4j.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.component.Leaving;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/**
 * Goes on with a session when its agent has said that it is restarted: connects again, says who it is and what else a session
 * begins with, and sends again what was asked and not answered. For the reading thread, which has nothing else to do then.
 */
final class Reconnection {

    /** The longest that an agent is waited for, whatever it says. */
    static final Duration BACK_WITHIN_MAX = Duration.ofMinutes(10);

    /** How long the agent may take for one answer before it is connected to anew. */
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** How often is looked whether the session was closed meanwhile. */
    private static final long LOOK_MILLIS = 100;

    /**
     * One request with which a session begins.
     *
     * @param what the request in words
     * @param passing statuses that pass by themselves: it is said again after a while
     * @param answered told the result, of status OK
     */
    record Step(String what, ToAgent.Builder request, Set<AisStatus> passing, Consumer<Result> answered) {

        static Step of(String what, ToAgent.Builder request) {
            return new Step(what, request, Set.of(), result -> {});
        }
    }

    /** The session that goes on. */
    interface Session {

        /** Makes the requests that it begins with, for each attempt. */
        List<Step> beginning();

        /** Whether it is another session to the agent, which knows nothing of what the one before had begun. */
        boolean beginsAnew();

        /** It goes on; called before anything is received. */
        void wentOn();

        /** The agent says something. */
        void received(ToComponent frame);
    }

    private final Session session;
    private final Path socket;
    private final AgentLink link;
    private final PendingRequests requests;
    private OptionalLong deadlineNanos = OptionalLong.empty();

    Reconnection(Session session, Path socket, AgentLink link, PendingRequests requests) {
        this.session = session;
        this.socket = socket;
        this.link = link;
        this.requests = requests;
    }

    /** The agent has said that it leaves, and that the session may go on. */
    void leaving(Leaving said) {
        long withinNanos = Math.max(0, Math.min(said.getBackWithinNanos(), BACK_WITHIN_MAX.toNanos()));
        deadlineNanos = OptionalLong.of(System.nanoTime() + withinNanos);
        link.suspend();
    }

    /**
     * The connection has ended: goes on if the agent had said so.
     *
     * @param reason why it has ended, a sentence
     * @return empty when it goes on, else why not
     */
    Optional<String> tryAgain(String reason) {
        if (deadlineNanos.isEmpty() || link.isOver()) {
            return Optional.of(reason);
        }
        long deadline = deadlineNanos.getAsLong();
        deadlineNanos = OptionalLong.empty();
        List<ToComponent> early = new ArrayList<>();
        Optional<String> failed = attempts(deadline, early);
        if (failed.isEmpty()) {
            session.wentOn();
            early.forEach(session::received);
        }
        return failed;
    }

    private Optional<String> attempts(long deadline, List<ToComponent> early) {
        GrowingPause pause = new GrowingPause();
        while (!link.isOver()) {
            String failed;
            early.clear();
            try {
                AgentConnection next = AgentConnection.connect(socket);
                Optional<AisException> refusal = over(next, deadline, early);
                return refusal.map(e -> "it was restarted, and " + e.reason());
            } catch (IOException e) {
                failed = String.valueOf(e.getMessage());
            }
            if (!pause.fitsBefore(deadline)) {
                return Optional.of("it was restarted and is not back in the time that it had named: " + failed);
            }
            pause.pause("connecting to " + socket);
        }
        return Optional.of("the session is closed");
    }

    /** Begins over this connection; an {@link IOException} means: connect anew. */
    private Optional<AisException> over(AgentConnection next, long deadline, List<ToComponent> early)
            throws IOException {
        boolean goesOn = false;
        try {
            for (Step step : session.beginning()) {
                Optional<AisException> refusal = say(next, deadline, step, early);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
            requests.resume(next, session.beginsAnew());
            goesOn = true;
            return Optional.empty();
        } finally {
            if (!goesOn) {
                next.close();
            }
        }
    }

    /** Says it until it is answered with OK or refused for good. */
    private Optional<AisException> say(AgentConnection next, long deadline, Step step, List<ToComponent> early)
            throws IOException {
        GrowingPause pause = new GrowingPause();
        while (true) {
            long number = requests.nextNumber();
            next.send(step.request().setRequest(number).build());
            Result result = awaitResult(next, number, deadline, early);
            AisStatus status = PendingRequests.statusOf(result);
            if (status == AisStatus.OK) {
                step.answered().accept(result);
                return Optional.empty();
            }
            boolean passes = status == AisStatus.ERR_TRY_AGAIN || step.passing().contains(status);
            if (!passes || !pause.fitsBefore(deadline)) {
                return Optional.of(new AisException(
                        status, step.what() + " was refused with " + status + ": " + result.getText()));
            }
            pause.pause(step.what());
        }
    }

    private Result awaitResult(AgentConnection next, long number, long deadline, List<ToComponent> early)
            throws IOException {
        long untilNanos = Math.min(deadline - System.nanoTime(), STEP_NANOS) + System.nanoTime();
        List<Result> found = new ArrayList<>(1);
        while (found.isEmpty()) {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
            if (leftMillis <= 0 || link.isOver()) {
                throw new EOFException("the node agent has not answered in time");
            }
            next.read(Math.min(leftMillis, LOOK_MILLIS), frame -> {
                if (frame.hasResult() && frame.getResult().getRequest() == number) {
                    found.add(frame.getResult());
                } else {
                    early.add(frame);
                }
            });
        }
        return found.get(0);
    }
}
