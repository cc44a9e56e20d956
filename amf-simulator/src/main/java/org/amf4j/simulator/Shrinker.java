package org.amf4j.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.amf4j.core.redundancy.RedundancyModel;

/** Leaves out steps of a schedule as long as the same truth is broken: large pieces first, then single steps. */
final class Shrinker {

    /** How long it may take, in nanoseconds. */
    static final long TIME_NANOS_MAX = 15_000_000_000L;

    /** How many shorter schedules are tried at most. */
    static final int ATTEMPTS_MAX = 2_000;

    private final Schedule schedule;
    private final Collection<? extends RedundancyModel> models;
    private final String broken;
    private final long deadlineNanos = System.nanoTime() + TIME_NANOS_MAX;
    private int attempts;

    Shrinker(Schedule schedule, Collection<? extends RedundancyModel> models, Throwable thrown) {
        this.schedule = schedule;
        this.models = models;
        this.broken = kind(thrown);
    }

    /** What is broken, without for whom. */
    private static String kind(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        int end = message.indexOf(" is broken for ");
        return thrown.getClass().getName() + (end < 0 ? "" : message.substring(0, end));
    }

    List<String> shrink() {
        List<String> steps = schedule.steps();
        int size = Math.max(1, steps.size() / 2);
        while (mayTry()) {
            List<String> shorter = withoutSome(steps, size);
            if (shorter.size() == steps.size() && size == 1) {
                return steps;
            }
            size = shorter.size() < steps.size() ? Math.max(1, Math.min(size, shorter.size() / 2)) : size / 2;
            steps = shorter;
        }
        return steps;
    }

    /** Leaves out every piece of this size that is not needed. */
    private List<String> withoutSome(List<String> all, int size) {
        List<String> steps = all;
        int from = 0;
        while (from < steps.size() && mayTry()) {
            List<String> shorter = new ArrayList<>(steps.subList(0, from));
            shorter.addAll(steps.subList(Math.min(from + size, steps.size()), steps.size()));
            if (fails(shorter)) {
                steps = shorter;
            } else {
                from += size;
            }
        }
        return steps;
    }

    private boolean mayTry() {
        return attempts < ATTEMPTS_MAX && System.nanoTime() < deadlineNanos;
    }

    private boolean fails(List<String> steps) {
        attempts++;
        try {
            new FaultRun(schedule.with(steps), models, (entry, outcome) -> {}).run();
            return false;
        } catch (AssertionError | RuntimeException e) {
            return kind(e).equals(broken);
        }
    }
}
