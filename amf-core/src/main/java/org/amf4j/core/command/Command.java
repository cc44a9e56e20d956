package org.amf4j.core.command;

import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;

/** What the director wants done. Only the controller that leads the log has commands carried out. */
public sealed interface Command {

    /** Its name; carried out at most once by whoever receives it. */
    CommandId id();

    /**
     * An order to the agent of a node about one component. Stays outstanding until the agent's report about it is in the
     * log; a new leader sends all outstanding orders again.
     *
     * @param id its name
     * @param node the node whose agent carries it out
     * @param component the component
     * @param action what to do
     */
    record Order(CommandId id, Dn node, Dn component, Action action) implements Command {}

    /**
     * The one answer to an operator's or component's request.
     *
     * @param id its name
     * @param requestId the request, as named by whoever asked
     * @param status the AIS result
     * @param text a sentence: what happened, or why not and what to do instead
     */
    record Reply(CommandId id, String requestId, AisStatus status, String text) implements Command {}
}
