package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.EnumNames;
import picocli.CommandLine.Option;

/** Waits until an entity is in a state, by looking at its state attributes again and again. A picocli mixin. */
final class StateWait {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @Option(
            names = "--wait",
            paramLabel = "STATE",
            description =
                    "then wait, within the time limit, until the entity is in this state, for instance IN_SERVICE,"
                            + " UNINSTANTIATED or FULLY_ASSIGNED; exit code 8 when the time passes first")
    private Optional<String> state = Optional.empty();

    /** Waits for this state, whatever the command line says. */
    static StateWait of(String state) {
        StateWait wait = new StateWait();
        wait.state = Optional.of(state);
        return wait;
    }

    /** Whether a state is to be waited for. */
    boolean isWanted() {
        return state.isPresent();
    }

    /**
     * Makes sure, before anything is done, that the entity can ever be in the state that is wanted, if one is.
     *
     * @throws CommandFailure exit code 2 when it has no such state
     */
    void check(AdminClient client, String target) {
        if (state.isPresent()) {
            requireState(client.query("get", Map.of("dn", target)), wanted());
        }
    }

    /** States may be written as the old commands show them. */
    private String wanted() {
        return state.orElseThrow().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /**
     * Waits for the state; returns at once when none is wanted.
     *
     * @param deadlineNanos until when, by {@link System#nanoTime()}
     * @throws CommandFailure exit code 8 when the time passes first
     */
    void until(AdminClient client, String target, long deadlineNanos) {
        if (state.isEmpty()) {
            return;
        }
        String wanted = wanted();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(LOOK_NANOS, deadlineNanos - System.nanoTime()));
            JsonNode object = client.within(left).query("get", Map.of("dn", target));
            List<String> now = states(object);
            if (now.contains(wanted)) {
                return;
            }
            if (System.nanoTime() + LOOK_NANOS >= deadlineNanos) {
                throw new CommandFailure(
                        ExitCode.TIMED_OUT,
                        object.path("dn").asText() + " is not " + wanted + " within the time limit; it is "
                                + String.join(", ", now),
                        "'amf explain " + target + "' says why; --timeout gives it longer");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** The names of the states that the object is in. */
    private static List<String> states(JsonNode object) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> attribute : object.path("attributes").properties()) {
            JsonNode value = attribute.getValue().path(0);
            if (value.isIntegralNumber()) {
                EnumNames.of(attribute.getKey(), value.asLong()).ifPresent(names::add);
            }
        }
        return names;
    }

    private static void requireState(JsonNode object, String wanted) {
        TreeSet<String> possible = new TreeSet<>();
        object.path("attributes").fieldNames().forEachRemaining(name -> possible.addAll(EnumNames.all(name)));
        if (!possible.contains(wanted)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    object.path("dn").asText() + " is never " + wanted,
                    "states of a " + object.path("class").asText() + ": " + String.join(", ", possible));
        }
    }
}
