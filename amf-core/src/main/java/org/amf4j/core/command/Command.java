package org.amf4j.core.command;

import java.util.Optional;
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
     * @param agent whose agent carries it out
     * @param component the component
     * @param action what to do
     * @param after the order must not reach the agent before this has happened; empty for at once
     */
    record Order(CommandId id, Agent agent, Dn component, Action action, Optional<Cleanup> after) implements Command {

        /** An order to be sent at once. */
        public Order(CommandId id, Agent agent, Dn component, Action action) {
            this(id, agent, component, action, Optional.empty());
        }

        /** The node. */
        public Dn node() {
            return agent.node();
        }
    }

    /**
     * One life of a node's agent. What was decided for one life is nothing to the next.
     *
     * @param node the node
     * @param incarnation rises with each start of the agent
     */
    record Agent(Dn node, long incarnation) {}

    /**
     * A node is to be rebooted at once, with everything that runs there and without CLEANUP. Stays outstanding until the
     * agent is gone, which is the answer; sent again meanwhile.
     *
     * @param id its name
     * @param agent the life of the agent that ends by it
     * @param cause a phrase for people
     */
    record Reboot(CommandId id, Agent agent, String cause) implements Command {

        /** The node. */
        public Dn node() {
            return agent.node();
        }
    }

    /**
     * The successful cleanup of a failed component. The leader knows of it from the agent's report before the report is in
     * the log; what was decided to follow need not wait for that.
     *
     * @param component the failed component
     * @param incarnation its failed instance
     */
    record Cleanup(Dn component, CommandId incarnation) {}

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
