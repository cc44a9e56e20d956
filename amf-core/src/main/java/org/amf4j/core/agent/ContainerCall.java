package org.amf4j.core.agent;

import org.amf4j.api.Dn;
import org.amf4j.core.command.ComponentSpec.Contained;
import org.amf4j.core.command.ComponentSpec.Proxied;

/** What the parts of an agent's machine want of containers, or tell whoever calls them. Handled after the event. */
sealed interface ContainerCall {

    /**
     * Have a component instantiated in its container. Ends like a command with this number.
     *
     * @param contained the component
     * @param run number of the attempt
     * @param where its container
     */
    record Instantiate(Dn contained, long run, Contained where) implements ContainerCall {}

    /** Have a component cleaned up by its container; ends like a command with this number. */
    record CleanUp(Dn contained, long run, Contained where) implements ContainerCall {}

    /** Have a proxied component cleaned up by its proxy; ends like a command with this number. */
    record CleanUpProxied(Dn component, long run, Proxied where) implements ContainerCall {}

    /** Nobody waits for what the proxy was asked by the callback with this number. */
    record CancelProxied(long invocation) implements ContainerCall {}

    /** Nobody waits for the instantiation any more. */
    record Cancel(long run) implements ContainerCall {}

    /** A component is being cleaned up: whatever lives in it goes with it. */
    record Leaving(Dn component) implements ContainerCall {}

    /**
     * A component is down.
     *
     * @param component which
     * @param succeeded whether it is known to be gone
     */
    record Down(Dn component, boolean succeeded) implements ContainerCall {}
}
