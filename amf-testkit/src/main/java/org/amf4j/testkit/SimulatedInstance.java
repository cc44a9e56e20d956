package org.amf4j.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event.Answer;

/** A component's instance on a simulated node: what it is doing, and which HA states it really has. */
final class SimulatedInstance {

    /** What the agent is doing with it. */
    enum Phase {
        INSTANTIATING,
        UP,
        TERMINATING,
        CLEANING
    }

    /** An order to be answered when the cleanup has ended. */
    record Waiter(Order order, Answer onSuccess) {}

    final Dn component;
    final CommandId incarnation;
    final Map<Dn, HaState> has = new TreeMap<>();
    final Map<Dn, CommandId> draining = new TreeMap<>();
    final Deque<Order> callbacks = new ArrayDeque<>();
    final List<Waiter> waiters = new ArrayList<>();
    Phase phase;
    Optional<Order> pending = Optional.empty();
    boolean failed;

    SimulatedInstance(Order order, Phase phase) {
        this.component = order.component();
        this.incarnation = order.id();
        this.phase = phase;
    }
}
