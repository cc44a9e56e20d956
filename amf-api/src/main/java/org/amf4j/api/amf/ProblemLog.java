package org.amf4j.api.amf;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Where problems go by default. The logger is made with the first problem: logging costs a start-up much time. */
final class ProblemLog {

    private ProblemLog() {}

    static void warn(String problem) {
        Holder.LOGGER.log(Level.WARNING, problem);
    }

    private static final class Holder {
        private static final Logger LOGGER = System.getLogger("org.amf4j.client");
    }
}
