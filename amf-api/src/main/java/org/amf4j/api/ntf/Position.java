package org.amf4j.api.ntf;

/** Where among the notifications to begin. */
public sealed interface Position {

    /** With the next one that happens. */
    static Position now() {
        return new Now();
    }

    /** With the oldest one that the cluster still keeps. */
    static Position oldest() {
        return new Oldest();
    }

    /**
     * With the one after this.
     *
     * @param id the number of a notification, 0 for the very beginning
     */
    static Position after(long id) {
        return new After(id);
    }

    /** With the next one that happens. */
    record Now() implements Position {}

    /** With the oldest one kept. */
    record Oldest() implements Position {}

    /**
     * With the one after this.
     *
     * @param id the number of a notification
     */
    record After(long id) implements Position {
        public After {
            if (id < 0) {
                throw new IllegalArgumentException("notifications are numbered from 1, not " + id);
            }
        }
    }
}
