package org.amf4j.core.runtime;

import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.model.Component;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ProxyStatus;

/** Who speaks for a proxied component. */
public final class Proxying {

    private final Component component;
    ProxyStatus status = ProxyStatus.UNPROXIED;
    private Optional<ComponentState> proxy = Optional.empty();
    private Optional<CommandId> incarnation = Optional.empty();
    private Optional<Command.Agent> agent = Optional.empty();
    private Optional<CommandId> adoption = Optional.empty();
    private boolean reachable;
    private boolean cleanupDue;
    private boolean retryDue;

    Proxying(Component component) {
        this.component = component;
    }

    /** The CSI whose active holder may be its proxy. */
    public Dn csi() {
        return component.config().proxyCsi();
    }

    /** Whether a proxy has registered it. */
    public ProxyStatus status() {
        return status;
    }

    /** Its proxy. */
    public Optional<ComponentState> proxy() {
        return proxy;
    }

    /** The agent of its proxy, which carries out what is ordered about it. */
    public Optional<Command.Agent> agent() {
        return agent;
    }

    /** This instance of the proxy speaks for it from now on. */
    public void enter(ComponentState holder, Command.Agent where) {
        proxy = Optional.of(holder);
        incarnation = holder.incarnation();
        agent = Optional.of(where);
    }

    /** Nobody speaks for it any more. */
    public void leave() {
        proxy = Optional.empty();
        incarnation = Optional.empty();
        agent = Optional.empty();
        adoption = Optional.empty();
        reachable = false;
    }

    /** Whether its proxy's agent knows what runs of it, so that it can be called back. */
    public boolean isReachable() {
        return reachable;
    }

    /** The agent of its proxy knows it: it has been instantiated there, or what is running has been told. */
    public void reached() {
        reachable = agent.isPresent();
        adoption = Optional.empty();
    }

    /** Nothing of it runs any more, or nothing is known of what runs. */
    public void gone() {
        reachable = false;
        adoption = Optional.empty();
        cleanupDue = false;
        retryDue = false;
    }

    /** Remembers the order that tells the agent what is running. */
    public void adoptedBy(CommandId order) {
        adoption = Optional.of(order);
    }

    /** Whether the answer to this order tells that it can be called back. */
    public boolean isAdoption(CommandId order) {
        return adoption.filter(order::equals).isPresent();
    }

    /** Whether it is to be cleaned up as soon as somebody can do it. */
    public boolean isCleanupDue() {
        return cleanupDue;
    }

    /** Remembers whether it is to be cleaned up as soon as somebody can do it. */
    public void cleanupDue(boolean yes) {
        cleanupDue = yes;
    }

    /** Whether the cleanup under way belongs to an attempt to instantiate it. */
    public boolean isRetryDue() {
        return retryDue;
    }

    /** Remembers whether the cleanup under way belongs to an attempt to instantiate it. */
    public void retryDue(boolean yes) {
        retryDue = yes;
    }

    /** Whether the proxy still is what it was when it registered the component. */
    public boolean isValid() {
        return proxy.filter(p -> incarnation.equals(p.incarnation()) && mayProxy(p))
                .isPresent();
    }

    /** Whether the component is active for the CSI, or about to be, so that it may speak for others. */
    public boolean mayProxy(ComponentState candidate) {
        return candidate.presence() == PresenceState.INSTANTIATED
                && !candidate.isCleaning()
                && candidate.csis().stream().anyMatch(p -> p.csi().dn().equals(csi()) && !p.isRefused() && serves(p));
    }

    private static boolean serves(CsiAssignment part) {
        return part.has(HaState.ACTIVE)
                || part.has(HaState.QUIESCING)
                || part.pendingHa().filter(h -> h == HaState.ACTIVE).isPresent();
    }
}
