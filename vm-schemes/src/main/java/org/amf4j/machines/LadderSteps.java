package org.amf4j.machines;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The steps that a machine gets that fails again and again, as {@code AMF_VM_LADDER} of the wrapper says them, for simulations. Immutable.
 *
 * @param steps the first one for the first failure, the last one for all further ones
 */
record LadderSteps(List<Step> steps) {

    /** What is done. */
    enum Kind {
        REBOOT,
        RESTART,
        REINSTALL
    }

    /**
     * One step.
     *
     * @param kind what is done
     * @param limitNanos how long the machine may take to be well after it
     */
    record Step(Kind kind, OptionalLong limitNanos) {}

    LadderSteps {
        steps = List.copyOf(steps);
    }

    /** Reads words such as {@code reboot:25 reinstall:120}; an {@link IllegalArgumentException} names what is wrong. */
    static LadderSteps parse(String text) {
        List<Step> steps =
                Arrays.stream(text.strip().split("\\s+")).map(LadderSteps::step).toList();
        return new LadderSteps(steps);
    }

    private static Step step(String word) {
        String[] parts = word.split(":", 2);
        Kind kind = Arrays.stream(Kind.values())
                .filter(each -> each.name().equalsIgnoreCase(parts[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + word + "' is no step; write reboot, restart or reinstall, with seconds after a colon"));
        if (parts.length == 1) {
            return new Step(kind, OptionalLong.empty());
        }
        try {
            return new Step(kind, OptionalLong.of(TimeUnit.SECONDS.toNanos(Integer.parseUnsignedInt(parts[1]))));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + parts[1] + "' in '" + word + "' is no number of seconds", e);
        }
    }

    /** What the failure of this number in a row leads to, from 1. */
    Step of(int failures) {
        return steps.get(Math.min(failures, steps.size()) - 1);
    }

    boolean reinstalls() {
        return steps.stream().anyMatch(step -> step.kind() == Kind.REINSTALL);
    }
}
