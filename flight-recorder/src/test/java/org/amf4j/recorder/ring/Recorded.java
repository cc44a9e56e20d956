package org.amf4j.recorder.ring;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.amf4j.core.command.Command;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.outcome.Outcome;

/** A short story of a cluster, recorded in several segments. */
public final class Recorded {

    private static final long RING_BYTES = 1 << 20;
    private static final int TICKS = 40;

    private Recorded() {}

    /** Two nodes join, all orders are answered, a component fails, time passes; somebody looks after every entry. */
    public static Recording story(Path folder, Consumer<Director> after) throws IOException {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        RecorderSettings settings = new RecorderSettings(folder, RING_BYTES, "test", "n1", "1.0");
        try (FlightRecorder recorder = new FlightRecorder(settings, meters)) {
            recorder.start();
            Told told = new Told(recorder);
            tell(told, Told.configuration(), after);
            settle(told, tell(told, List.of(new Event.NodeJoined("n1", 7)), after), after);
            settle(told, tell(told, List.of(new Event.NodeJoined("n2", 9)), after), after);
            for (int i = 0; i < TICKS; i++) {
                tell(told, List.of(new Event.NodeLeft("n1", 100 + i, "x".repeat(10_000))), after);
            }
            await().until(() -> meters.get("amf.recorder.entries").counter().count() >= told.director.appliedIndex());
            recorder.whenIdle(told.director, true);
            tell(told, List.of(new Event.NodeLeft("n1", 7, "it cannot be heard any more")), after);
            tell(told, List.of(new Event.Tick()), after);
        }
        return Recording.of("n1", Recording.files(new RingFolder(folder)));
    }

    private static Outcome tell(Told told, List<Event> events, Consumer<Director> after) {
        Outcome outcome = told.tell(events);
        after.accept(told.director);
        return outcome;
    }

    /** Every order succeeds, until there are none. */
    private static void settle(Told told, Outcome first, Consumer<Director> after) {
        Outcome outcome = first;
        while (!outcome.commands().isEmpty()) {
            List<Event> answers = new ArrayList<>();
            for (Command command : outcome.commands()) {
                if (command instanceof Command.Order order) {
                    answers.add(new Event.OrderAnswered(order.component(), order.id(), Event.Answer.OK, "", 1, 2));
                }
            }
            outcome = tell(told, answers, after);
        }
    }
}
