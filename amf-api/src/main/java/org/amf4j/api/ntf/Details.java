package org.amf4j.api.ntf;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** What a notification says beyond what all say, by its {@link NotificationType}. Values; immutable. */
public sealed interface Details {

    /** The highest probable cause of the standard. */
    int PROBABLE_CAUSE_MAX = 74;

    /** The only type that notifications with such details may have. */
    NotificationType type();

    /** Refuses a probable cause that the standard does not have. */
    private static void requireCause(int probableCause) {
        if (probableCause < 0 || probableCause > PROBABLE_CAUSE_MAX) {
            throw new IllegalArgumentException(
                    "probable causes are 0 to " + PROBABLE_CAUSE_MAX + ", not " + probableCause);
        }
    }

    /**
     * States have changed.
     *
     * @param source why
     * @param states which, and to what
     */
    record State(SourceIndicator source, List<ChangedState> states) implements Details {
        public State {
            Objects.requireNonNull(source, "source");
            states = List.copyOf(states);
        }

        @Override
        public NotificationType type() {
            return NotificationType.STATE_CHANGE;
        }
    }

    /**
     * A state that has changed; states and their values are numbers of the notification's class.
     *
     * @param stateId which state, unsigned 16 bits
     * @param before the former value, when it is told
     * @param after the present value
     */
    record ChangedState(int stateId, OptionalInt before, int after) {
        public ChangedState {
            Objects.requireNonNull(before, "before");
        }
    }

    /**
     * Something that somebody should do something about, or its end: a second alarm of the same object, class and cause with
     * the severity {@link Severity#CLEARED}.
     *
     * @param probableCause the standard's number, for instance 45 for a software error
     * @param severity how bad it is
     * @param specificProblems what the problem is exactly, may be empty
     * @param proposedRepairActions what to do about it, may be empty
     */
    record Alarm(
            int probableCause, Severity severity, List<String> specificProblems, List<String> proposedRepairActions)
            implements Details {
        /** Probable cause: a software error. */
        public static final int SOFTWARE_ERROR = 45;

        public Alarm {
            requireCause(probableCause);
            Objects.requireNonNull(severity, "severity");
            specificProblems = List.copyOf(specificProblems);
            proposedRepairActions = List.copyOf(proposedRepairActions);
        }

        /** An alarm that says no more than that. */
        public Alarm(int probableCause, Severity severity) {
            this(probableCause, severity, List.of(), List.of());
        }

        @Override
        public NotificationType type() {
            return NotificationType.ALARM;
        }
    }

    /**
     * Somebody has tried what he may not do.
     *
     * @param probableCause the standard's number, 57 to 74
     * @param severity how bad it is
     * @param detector what has noticed it
     * @param serviceUser who has tried
     * @param serviceProvider at whom
     */
    record SecurityAlarm(
            int probableCause, Severity severity, String detector, String serviceUser, String serviceProvider)
            implements Details {
        public SecurityAlarm {
            requireCause(probableCause);
            Objects.requireNonNull(severity, "severity");
            Objects.requireNonNull(detector, "detector");
            Objects.requireNonNull(serviceUser, "serviceUser");
            Objects.requireNonNull(serviceProvider, "serviceProvider");
        }

        @Override
        public NotificationType type() {
            return NotificationType.SECURITY_ALARM;
        }
    }

    /**
     * Attributes of an object have changed.
     *
     * @param source why
     * @param attributes which, and to what
     */
    record Attributes(SourceIndicator source, List<ChangedAttribute> attributes) implements Details {
        public Attributes {
            Objects.requireNonNull(source, "source");
            attributes = List.copyOf(attributes);
        }

        @Override
        public NotificationType type() {
            return NotificationType.ATTRIBUTE_CHANGE;
        }
    }

    /**
     * An attribute that has changed.
     *
     * @param name its name
     * @param before the former values as text, empty for none or unknown
     * @param after the present values as text
     */
    record ChangedAttribute(String name, List<String> before, List<String> after) {
        public ChangedAttribute {
            Objects.requireNonNull(name, "name");
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /**
     * An object was created or deleted.
     *
     * @param source why
     * @param attributes those it was created with, their values as present ones
     */
    record Existence(SourceIndicator source, List<ChangedAttribute> attributes) implements Details {
        public Existence {
            Objects.requireNonNull(source, "source");
            attributes = List.copyOf(attributes);
        }

        @Override
        public NotificationType type() {
            return NotificationType.OBJECT_CREATE_DELETE;
        }
    }

    /** Nothing beyond what all say. */
    record None() implements Details {
        @Override
        public NotificationType type() {
            return NotificationType.MISCELLANEOUS;
        }
    }
}
