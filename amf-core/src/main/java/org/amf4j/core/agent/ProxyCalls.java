package org.amf4j.core.agent;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.core.agent.ComponentLife.Phase;
import org.amf4j.core.command.ComponentSpec.Proxied;

/**
 * Proxied components whose proxies are on this node: callbacks about them go to the session of the proxy. When the proxy is
 * none any more, this agent has nothing to do with them, and they go on as they are.
 */
final class ProxyCalls {

    /** Most calls remembered that nobody waits for any more but that are still to be answered. */
    static final int ABANDONED_MAX = 10_000;

    private final Desk desk;
    private final Map<Dn, ComponentMachine> components;
    private final Map<Dn, Proxied> proxied = new TreeMap<>();
    private final Set<Long> abandoned = new LinkedHashSet<>();

    ProxyCalls(Desk desk, Map<Dn, ComponentMachine> components) {
        this.desk = desk;
        this.components = components;
    }

    /** The session of a proxy that speaks for the component from now on; empty when it is none. */
    OptionalLong enter(Dn component, Proxied where) {
        OptionalLong session = session(where);
        if (session.isPresent()) {
            proxied.put(component, where);
            desk.speaks(component, where.proxy());
        }
        return session;
    }

    private OptionalLong session(Proxied where) {
        ComponentMachine proxy = components.get(where.proxy());
        boolean serves = proxy != null
                && proxy.life().phase() == Phase.UP
                && proxy.life().callbacks().serves(where.proxyCsi());
        return serves ? proxy.life().sessions().registered() : OptionalLong.empty();
    }

    /** Who speaks for whom. */
    Map<Dn, Proxied> proxied() {
        return proxied;
    }

    /** Goes on speaking for them. */
    void restore(Map<Dn, Proxied> remembered) {
        proxied.putAll(remembered);
        proxied.forEach((component, where) -> desk.speaks(component, where.proxy()));
    }

    /** The session by which the component can be called. */
    OptionalLong session(Dn component) {
        Proxied where = proxied.get(component);
        return where == null ? OptionalLong.empty() : session(where);
    }

    /** Has a component cleaned up by its proxy; ends like a command with this number. */
    void cleanUp(long atNanos, Dn component, long run, Proxied where) {
        OptionalLong session = session(component);
        if (session.isPresent()) {
            components.get(component).life().startLimit(atNanos + where.cleanupTimeoutNanos());
            desk.send(
                    component,
                    session.getAsLong(),
                    run,
                    where.cleanupTimeoutNanos(),
                    new AgentAction.Callback.CleanUpProxied());
        }
        // else it is let go of when the event has been handled
    }

    /** Lets go of those whose proxy is none any more. */
    void settle(long atNanos) {
        if (proxied.isEmpty()) {
            return;
        }
        for (Dn component : List.copyOf(proxied.keySet())) {
            if (session(component).isEmpty()) {
                proxied.remove(component);
                desk.silent(component);
                components.get(component).life().letGo(atNanos, "its proxy is proxy no more");
            }
        }
    }

    /** The agent ends: nobody is called any more. */
    void stop() {
        proxied.keySet().forEach(desk::silent);
        proxied.clear();
    }

    /** Nobody waits for the answer to this call any more. */
    void abandon(long invocation) {
        abandoned.add(invocation);
        if (abandoned.size() > ABANDONED_MAX) {
            abandoned.remove(abandoned.iterator().next());
        }
    }

    /** Takes the answer of a proxy about a component that it speaks for, if it is one, and says whether it was. */
    boolean answered(AgentEvent.CallbackAnswered answer) {
        if (abandoned.remove(answer.invocation())) {
            desk.ok(answer.caller());
            return true;
        }
        return spokenForBy(answer.component()).stream().anyMatch(m -> m.answeredByProxy(answer));
    }

    /** The machine whose work is complete by what the proxy says. */
    Optional<ComponentMachine> quiescing(AgentEvent.QuiescingComplete complete) {
        return spokenForBy(complete.component()).stream()
                .filter(m -> m.life().callbacks().isQuiescing(complete.invocation()))
                .findFirst();
    }

    /** The component, if this proxy speaks for it. */
    Optional<ComponentMachine> spokenFor(Dn component, Dn proxy) {
        return Optional.ofNullable(proxied.get(component))
                .filter(where -> where.proxy().equals(proxy))
                .map(where -> components.get(component));
    }

    private List<ComponentMachine> spokenForBy(Dn proxy) {
        return proxied.entrySet().stream()
                .filter(e -> e.getValue().proxy().equals(proxy))
                .map(e -> components.get(e.getKey()))
                .toList();
    }
}
