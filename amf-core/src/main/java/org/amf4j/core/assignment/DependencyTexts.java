package org.amf4j.core.assignment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.Dependency;
import org.amf4j.core.runtime.InstanceState;

/** Says in sentences what an instance has to do with its sponsors. */
final class DependencyTexts {

    private static final double NANOS_PER_SECOND = 1e9;

    private DependencyTexts() {}

    /** A time in words an operator reads: {@code 2.5 s}. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / NANOS_PER_SECOND);
    }

    /** Whom the instance waits for; empty when for nobody. */
    static String missing(InstanceState instance) {
        List<String> missing = new ArrayList<>();
        for (Dependency d : instance.sponsors()) {
            if (!d.sponsor().standing().steady()) {
                missing.add("its sponsor " + d.sponsor().instance().name() + " (" + status(d.sponsor()) + ")");
            }
        }
        return String.join(" and ", missing);
    }

    private static String status(InstanceState sponsor) {
        return sponsor.standing().coming()
                ? "on its way to an active unit"
                : sponsor.assignment().toString();
    }

    /** For how long the instance may go on without those sponsors that are away, one sentence each. */
    static List<String> tolerance(ClusterState state, InstanceState instance, long nowNanos) {
        List<String> sentences = new ArrayList<>();
        for (Dependency d : instance.sponsors()) {
            OptionalLong due = state.timers().deadlineNanos(d.timer());
            String name = d.sponsor().instance().name();
            if (due.isPresent()) {
                sentences.add("It goes on without its sponsor " + name + " for another "
                        + seconds(Math.max(0, due.getAsLong() - nowNanos)) + ", then it is taken away.");
            } else if (d.isEndless()
                    && !d.sponsor().standing().assigned()
                    && instance.standing().serving()) {
                sentences.add("It may go on without its sponsor " + name + " for ever.");
            }
        }
        return sentences;
    }
}
