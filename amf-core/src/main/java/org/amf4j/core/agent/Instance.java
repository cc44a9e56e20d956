package org.amf4j.core.agent;

import java.util.Map;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.command.ComponentSpec;

/** One life of a component, from INSTANTIATE until it is gone. */
final class Instance {
    private final CommandId incarnation;
    private final ComponentSpec spec;
    private final Map<String, String> orderEnvironment;
    private final long run;
    private boolean commandSucceeded;

    private final Order started;

    Instance(Order order, Action.Instantiate action, long run) {
        this.started = order;
        this.incarnation = order.id();
        this.spec = action.spec();
        this.orderEnvironment = action.environment();
        this.run = run;
    }

    /** One that runs already, and that no order of this agent has started. */
    static Instance adopted(Order order, Action.Adopt action, long run) {
        return new Instance(order, new Action.Instantiate(action.spec(), Map.of()), run);
    }

    /** The order that started it, or had it adopted. */
    Order started() {
        return started;
    }

    CommandId incarnation() {
        return incarnation;
    }

    ComponentSpec spec() {
        return spec;
    }

    /** What the Instantiate order added to the environment of every command. */
    Map<String, String> orderEnvironment() {
        return orderEnvironment;
    }

    /** Number of its INSTANTIATE command. */
    long run() {
        return run;
    }

    boolean commandSucceeded() {
        return commandSucceeded;
    }

    void commandHasSucceeded() {
        commandSucceeded = true;
    }
}
