package org.amf4j.director;

import java.util.List;
import java.util.Optional;

/** What an answer tells besides the state: when it is given, and who leads then. On the thread of the questions only. */
interface Viewpoint {

    /** The moment that counts as now, in nanoseconds since the epoch. */
    long nowNanos();

    /** The controller that leads, as far as known. */
    Optional<String> leader();

    /**
     * The controllers and witnesses that have the latest entries of the log and grant leases, as the leader knows;
     * elsewhere empty.
     */
    List<String> keepers();
}
