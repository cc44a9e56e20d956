package org.amf4j.director;

import java.util.Optional;

/** What an answer tells besides the state: when it is given, and who leads then. On the thread of the questions only. */
interface Viewpoint {

    /** The moment that counts as now, in nanoseconds since the epoch. */
    long nowNanos();

    /** The controller that leads, as far as known. */
    Optional<String> leader();
}
