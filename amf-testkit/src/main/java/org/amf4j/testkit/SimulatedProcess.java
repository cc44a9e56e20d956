package org.amf4j.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;

/** The processes that one INSTANTIATE has started on a simulated node, and which HA states they really have. */
final class SimulatedProcess {

    final Dn component;
    final long run;
    final boolean saAware;
    final Map<Dn, HaState> has = new TreeMap<>();
    /** The callback that asked for QUIESCING, by CSI, while work goes on. */
    final Map<Dn, Long> draining = new TreeMap<>();

    /** The callback that asks for a component to be started inside, by component, until it has been. */
    final Map<Dn, Long> starting = new TreeMap<>();

    /** The process that it is a part of and ends with, for a contained component. */
    Optional<SimulatedProcess> container = Optional.empty();

    OptionalLong session = OptionalLong.empty();
    boolean started;
    boolean alive = true;
    boolean watched;
    /** It does not answer any more, whatever it is asked. */
    boolean hung;
    /** The agent has given it up: it may run until it is cleaned up, and nothing new can happen to it. */
    boolean givenUp;

    SimulatedProcess(Dn component, long run, boolean saAware) {
        this.component = component;
        this.run = run;
        this.saAware = saAware;
    }

    boolean isCalledIn(long number) {
        return alive && session.isPresent() && session.getAsLong() == number;
    }
}
