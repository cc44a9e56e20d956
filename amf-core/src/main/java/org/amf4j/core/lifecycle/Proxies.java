package org.amf4j.core.lifecycle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event.ProxiedRegistered;
import org.amf4j.core.outcome.AlarmCondition;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.Proxying;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ProxyStatus;

/**
 * Who speaks for proxied components (AMF-030, AMF-031): whoever is active for the proxy CSI and has registered them. The loss
 * of a proxy is not a failure of those it spoke for; what was under way with them is begun again with the next proxy, or
 * by their own CLEANUP where only that is left.
 */
public final class Proxies {

    private final Turn turn;
    private final ClusterState state;
    private final ComponentLife life;

    public Proxies(Turn turn, ComponentLife life) {
        this.turn = turn;
        this.state = turn.state();
        this.life = life;
    }

    /** Before a group is settled: its proxied components follow what has become of their proxies. */
    public void follow(GroupState group) {
        for (ComponentState c : group.proxied()) {
            Proxying proxying = c.proxying().orElseThrow();
            if (proxying.status() == ProxyStatus.PROXIED && !proxying.isValid()) {
                lose(c, proxying);
            }
            life.cleanUpIfDue(c);
        }
    }

    /** After a group has been settled: those whose proxies are proxies no more are looked at. */
    public void publish(GroupState group) {
        for (ComponentState c : group.served()) {
            Proxying proxying = c.proxying().orElseThrow();
            if (proxying.status() == ProxyStatus.PROXIED && !proxying.isValid()) {
                state.touch(state.unitOf(c));
            }
        }
    }

    private void lose(ComponentState c, Proxying proxying) {
        String proxy = proxying.proxy().map(p -> p.component().dn().toString()).orElse("");
        boolean byItself = isOwnCleanup(c);
        proxying.leave();
        turn.gate().proxyStatus(c, ProxyStatus.UNPROXIED);
        String text = "its proxy " + proxy + " is proxy no more; it goes on as it is until another one registers it";
        turn.raise(c.component(), AlarmCondition.COMPONENT_UNPROXIED, text);
        turn.because(c.component(), "AMF-031", text);
        if (byItself) {
            return;
        }
        boolean busy = c.lifeOrder().isPresent() || c.isCleaning();
        if (c.presence() == PresenceState.INSTANTIATED && !busy) {
            turn.forgetOrders(c);
            c.csis().forEach(this::askAgain);
        } else if (c.presence() != PresenceState.UNINSTANTIATED && !c.presence().isFailed()) {
            life.giveUpWhatIsUnderWay(c);
        }
    }

    /** Whether its own CLEANUP runs, for which nobody need speak. */
    private boolean isOwnCleanup(ComponentState c) {
        return state.lifeAction(c)
                .filter(Action.Cleanup.class::isInstance)
                .map(Action.Cleanup.class::cast)
                .filter(a -> a.spec().proxied().isEmpty())
                .isPresent();
    }

    /** Who was asked to finish its work is asked again: the end of it cannot be told any more. */
    private void askAgain(CsiAssignment part) {
        if (part.has(HaState.QUIESCING)) {
            turn.gate().ha(part, HaState.ACTIVE);
            part.doubted(); // it goes on finishing its work, unless somebody tells it to be active
        }
    }

    /** A proxy is ready to speak for a component. */
    public void registered(ProxiedRegistered event) {
        Optional<ComponentState> component = state.component(event.component());
        Optional<ComponentState> proxy = state.component(event.proxy());
        if (component.isEmpty() || proxy.isEmpty()) {
            Dn missing = component.isEmpty() ? event.component() : event.proxy();
            turn.reply(event.requestId(), AisStatus.ERR_NOT_EXIST, "there is no component " + missing);
            return;
        }
        ComponentState c = component.get();
        if (c.proxying().isEmpty()) {
            turn.reply(
                    event.requestId(),
                    AisStatus.ERR_INVALID_PARAM,
                    c.component().name() + " is not a proxied component by its category");
            return;
        }
        follow(state.of(c.component().unit().group())); // whoever spoke for it may be gone by now
        register(event, c, proxy.get());
    }

    private void register(ProxiedRegistered event, ComponentState c, ComponentState proxy) {
        Proxying proxying = c.proxying().orElseThrow();
        boolean current =
                proxy.incarnation().filter(event.incarnation()::equals).isPresent();
        Optional<Command.Agent> agent = state.unitOf(proxy).host().map(NodeState::agent);
        if (proxying.status() == ProxyStatus.PROXIED) {
            turn.reply(
                    event.requestId(),
                    AisStatus.ERR_EXIST,
                    c.component().name() + " has the proxy "
                            + proxying.proxy().orElseThrow().component().dn());
        } else if (!current || agent.isEmpty() || !proxying.mayProxy(proxy)) {
            turn.reply(
                    event.requestId(),
                    AisStatus.ERR_BAD_OPERATION,
                    proxy.component().name() + " is not active for the proxy CSI " + proxying.csi());
        } else {
            proxying.enter(proxy, agent.get());
            turn.gate().proxyStatus(c, ProxyStatus.PROXIED);
            turn.clear(c.component(), AlarmCondition.COMPONENT_UNPROXIED, "registered by " + event.proxy());
            turn.because(c.component(), "AMF-031", event.proxy() + " is its proxy");
            if (c.presence() == PresenceState.INSTANTIATED && !c.isCleaning()) {
                adopt(c, proxying);
            }
            state.touch(state.unitOf(c));
            turn.reply(event.requestId(), AisStatus.OK, "registered");
        }
    }

    private void adopt(ComponentState c, Proxying proxying) {
        Map<Dn, HaState> states = new LinkedHashMap<>();
        c.csis().forEach(p -> p.confirmed().ifPresent(ha -> states.put(p.csi().dn(), ha)));
        CommandId id = turn.order(c, new Action.Adopt(Specs.of(state, c), states), List.of());
        proxying.adoptedBy(id);
        c.incarnation(id); // what the agent reports of it names this order
        life.guard(c);
    }

    /** The components that this one speaks for. */
    public static List<Dn> proxiedBy(ClusterState state, ComponentState proxy) {
        return proxy.csis().stream()
                .flatMap(p -> state.of(p.csi().instance().group()).served().stream())
                .filter(c -> c.proxying()
                        .flatMap(Proxying::proxy)
                        .filter(p -> p == proxy)
                        .isPresent())
                .map(c -> c.component().dn())
                .distinct()
                .toList();
    }
}
