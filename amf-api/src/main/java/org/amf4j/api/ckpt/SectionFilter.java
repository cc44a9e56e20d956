package org.amf4j.api.ckpt;

/**
 * Which sections to list.
 *
 * @param kind how to choose
 * @param timeNanos compared with by two of the kinds, nanoseconds since the epoch
 */
public record SectionFilter(Kind kind, long timeNanos) {

    /** All sections. */
    public static final SectionFilter ANY = new SectionFilter(Kind.ANY, 0);

    /** Sections that never expire. */
    public static final SectionFilter FOREVER = new SectionFilter(Kind.FOREVER, 0);

    /** Sections whose content cannot be relied on. */
    public static final SectionFilter CORRUPTED = new SectionFilter(Kind.CORRUPTED, 0);

    /** How to choose. */
    public enum Kind {
        FOREVER(1),
        EXPIRING_BY(2),
        EXPIRING_FROM(3),
        CORRUPTED(4),
        ANY(5);

        private final int value;

        Kind(int value) {
            this.value = value;
        }

        /** The standard's number. */
        public int value() {
            return value;
        }
    }

    /** Sections that expire at this time or before. */
    public static SectionFilter expiringBy(long timeNanos) {
        return new SectionFilter(Kind.EXPIRING_BY, timeNanos);
    }

    /** Sections that expire at this time or later; those that never do are among them. */
    public static SectionFilter expiringFrom(long timeNanos) {
        return new SectionFilter(Kind.EXPIRING_FROM, timeNanos);
    }

    /** Whether a section is chosen. */
    public boolean accepts(SectionDescriptor section) {
        return switch (kind) {
            case ANY -> true;
            case FOREVER -> section.expirationNanos() == SectionDescriptor.NEVER;
            case EXPIRING_BY -> section.expirationNanos() <= timeNanos;
            case EXPIRING_FROM -> section.expirationNanos() >= timeNanos;
            case CORRUPTED -> section.state() == SectionState.CORRUPTED;
        };
    }
}
