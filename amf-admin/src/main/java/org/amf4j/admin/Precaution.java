package org.amf4j.admin;

import org.amf4j.admin.outcome.CommandFailure;
import picocli.CommandLine.Option;

/**
 * Asks before something is done that many would regret, when somebody can be asked: a script goes on. A picocli mixin.
 */
final class Precaution {

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask on a terminal; where none is, nobody is asked")
    private boolean given;

    /** Whether somebody has to be asked. */
    boolean isDue(AmfCommand amf) {
        return !given
                && amf.surroundings().variables().containsKey("AMF_TERMINAL")
                && amf.surroundings().variables().containsKey("AMF_TERMINAL_IN");
    }

    /**
     * Returns when it may be done.
     *
     * @param question what is going to be done, ends with a question mark
     * @throws CommandFailure when whoever was asked does not want it
     */
    void take(AmfCommand amf, String question) {
        if (isDue(amf)) {
            Confirmation.ask(amf, question);
        }
    }
}
