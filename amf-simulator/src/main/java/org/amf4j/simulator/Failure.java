package org.amf4j.simulator;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.amf4j.core.redundancy.RedundancyModel;

/**
 * A broken truth with what is needed to see it again.
 *
 * @param seed the seed
 * @param commit the commit that was run, as far as it can be told
 * @param message which truth is broken, and for whom
 * @param steps everything that was done
 * @param shortest few of the steps that break the same truth
 */
public record Failure(long seed, String commit, String message, List<String> steps, List<String> shortest) {

    public Failure {
        steps = List.copyOf(steps);
        shortest = List.copyOf(shortest);
    }

    /** The failure of a schedule, made short within {@link Shrinker#TIME_NANOS_MAX}. */
    static Failure of(long seed, Schedule schedule, Collection<? extends RedundancyModel> models, Throwable thrown) {
        List<String> shortest = new Shrinker(schedule, models, thrown).shrink();
        return new Failure(seed, Commit.present(), String.valueOf(thrown.getMessage()), schedule.steps(), shortest);
    }

    /** For people: a regression test to be pasted comes last. */
    public String text() {
        return "seed " + seed + ", commit " + commit + ": " + message + "\nsteps:\n" + lines(steps, "  ")
                + "the same in short, as a regression test:\n"
                + "    RandomFaults.replay(" + seed + "L, StandardModels.all(), \"\"\"\n" + lines(shortest, "        ")
                + "        \"\"\");\n";
    }

    private static String lines(List<String> all, String indent) {
        return all.stream().map(s -> indent + s + "\n").collect(Collectors.joining());
    }
}
