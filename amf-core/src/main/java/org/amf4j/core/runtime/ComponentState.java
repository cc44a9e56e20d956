package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.model.Component;
import org.amf4j.core.state.LifeCycleState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;

/** What is known of a component at run time. */
public final class ComponentState {

    private final Component component;
    PresenceState presence = PresenceState.UNINSTANTIATED;
    OperationalState operational = OperationalState.ENABLED;
    LifeCycleState lifeCycle = LifeCycleState.UNKNOWN;
    private Optional<CommandId> incarnation = Optional.empty();
    private Optional<CommandId> lifeOrder = Optional.empty();
    private boolean cleaning;
    private boolean restartDue;
    private boolean monitored;
    private Optional<CommandId> monitorOrder = Optional.empty();
    private int attempts;
    private int restarts;
    private final List<CsiAssignment> csis = new ArrayList<>();
    private Set<CommandId> orders = Set.of();
    private final Optional<Proxying> proxying;
    private HaReadiness haReadiness = HaReadiness.READY_FOR_ASSIGNMENT;
    private final Map<Dn, HaReadiness> haReadinessByCsi = new TreeMap<>();

    ComponentState(Component component) {
        this.component = component;
        this.proxying =
                component.config().category().isProxied() ? Optional.of(new Proxying(component)) : Optional.empty();
    }

    /** The configuration. */
    public Component component() {
        return component;
    }

    /** Has the instances looked at again that it holds parts of. */
    void changed() {
        for (CsiAssignment part : csis) {
            part.unitAssignment().instance().changed();
        }
    }

    /** Where it is in its life cycle. */
    public PresenceState presence() {
        return presence;
    }

    /** Whether it is regarded as able to work. */
    public OperationalState operational() {
        return operational;
    }

    /** What its scripts have last said of the machine that it keeps. */
    public LifeCycleState lifeCycle() {
        return lifeCycle;
    }

    /** The Instantiate order that made the present instance; empty when there is none. */
    public Optional<CommandId> incarnation() {
        return incarnation;
    }

    /** Remembers the Instantiate order of a new instance. */
    public void incarnation(CommandId order) {
        incarnation = Optional.of(order);
        forgetHaReadiness();
    }

    /** Remembers that the instance is gone; what is still said about it is late. */
    public void forgetIncarnation() {
        incarnation = Optional.empty();
        forgetHaReadiness();
    }

    /** How ready it says it is for the CSI. */
    public HaReadiness haReadiness(Dn csi) {
        return haReadinessByCsi.getOrDefault(csi, haReadiness);
    }

    /** Remembers how ready it says it is: for one CSI, or with the root name for all. */
    public void haReadiness(Dn csi, HaReadiness readiness) {
        if (csi.isRoot()) {
            forgetHaReadiness();
            haReadiness = readiness;
        } else {
            haReadinessByCsi.put(csi, readiness);
        }
    }

    /** Whether it says of anything that it is not, or not quite, ready for it. */
    public boolean hasHaReserves() {
        return haReadiness != HaReadiness.READY_FOR_ASSIGNMENT || !haReadinessByCsi.isEmpty();
    }

    private void forgetHaReadiness() {
        haReadiness = HaReadiness.READY_FOR_ASSIGNMENT;
        haReadinessByCsi.clear();
    }

    /** The life-cycle order that is under way. */
    public Optional<CommandId> lifeOrder() {
        return lifeOrder;
    }

    /** Remembers the life-cycle order that is under way; an earlier one is void. */
    public void lifeOrder(Optional<CommandId> order) {
        lifeOrder = order;
    }

    /** Whether its external active monitor runs. */
    public boolean isMonitored() {
        return monitored;
    }

    /** The order to start or stop its external active monitor that is under way. */
    public Optional<CommandId> monitorOrder() {
        return monitorOrder;
    }

    /** Remembers that the external active monitor is being started or stopped. */
    public void monitorOrdered(CommandId order) {
        monitorOrder = Optional.of(order);
    }

    /** Remembers whether the external active monitor runs; nothing is under way any more. */
    public void monitored(boolean yes) {
        monitored = yes;
        monitorOrder = Optional.empty();
    }

    /** Whether the agent cleans it up by itself after a failure. */
    public boolean isCleaning() {
        return cleaning;
    }

    /** Remembers whether the agent cleans it up by itself. */
    public void cleaning(boolean yes) {
        cleaning = yes;
        changed();
    }

    /** Whether its turn to be terminated in the restart of its unit is still to come. */
    public boolean isRestartDue() {
        return restartDue && presence == PresenceState.INSTANTIATED;
    }

    /** Remembers whether its turn is still to come. */
    public void restartDue(boolean yes) {
        restartDue = yes;
    }

    /** Instantiation attempts made so far. */
    public int attempts() {
        return attempts;
    }

    /** Sets the number of instantiation attempts. */
    public void attempts(int count) {
        attempts = count;
    }

    /** Restarts counted in the running probation ({@code saAmfCompRestartCount}). */
    public int restarts() {
        return restarts;
    }

    /** Sets the number of restarts counted. */
    public void restarts(int count) {
        restarts = count;
    }

    /** What it holds or is getting. */
    public List<CsiAssignment> csis() {
        return csis;
    }

    /** Its orders that have not been answered, oldest first: so that they need not be looked for among all. */
    Set<CommandId> orders() {
        return Collections.unmodifiableSet(orders);
    }

    void ordered(CommandId order) {
        if (orders.isEmpty()) {
            orders = new LinkedHashSet<>();
        }
        orders.add(order);
    }

    void answered(CommandId order) {
        if (!orders.isEmpty()) {
            orders.remove(order);
        }
    }

    /** No answer to an order is awaited any more. */
    void forgetOrders() {
        orders = Set.of();
    }

    /** Who speaks for it, for a proxied component. */
    public Optional<Proxying> proxying() {
        return proxying;
    }

    /** Whether it can be instantiated: it needs no proxy, or has one. */
    public boolean hasSpeaker() {
        return proxying.isEmpty() || proxying.get().agent().isPresent();
    }

    /** Whether callbacks can be delivered to it. */
    public boolean isUsable() {
        return presence == PresenceState.INSTANTIATED
                && !cleaning
                && (proxying.isEmpty() || proxying.get().isReachable());
    }
}
