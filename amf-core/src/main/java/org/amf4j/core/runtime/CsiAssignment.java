package org.amf4j.core.runtime;

import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.model.ComponentServiceInstance;

/** A component service instance that a component holds, is getting, or is losing. */
public final class CsiAssignment {

    private final UnitAssignment unitAssignment;
    private final ComponentServiceInstance csi;
    private final ComponentState component;
    private Optional<HaState> confirmed = Optional.empty();
    private Optional<CommandId> pending = Optional.empty();
    private Optional<HaState> pendingHa = Optional.empty();
    private Optional<CommandId> quiescingOrder = Optional.empty();
    private boolean refused;
    private boolean uncertain;
    private boolean unclear;
    private int standbyRank;
    private long epoch;
    private boolean attributesDue;

    CsiAssignment(UnitAssignment unitAssignment, ComponentServiceInstance csi, ComponentState component) {
        this.unitAssignment = unitAssignment;
        this.csi = csi;
        this.component = component;
    }

    /** Has its instance looked at again, and all that may wait for room on its component. */
    void changed() {
        unitAssignment.instance().changed();
        if (component.csis().size() > component.component().ampleCsis()) {
            component.changed();
        }
    }

    /** The assignment of the whole service instance that this is a part of. */
    public UnitAssignment unitAssignment() {
        return unitAssignment;
    }

    /** What is assigned. */
    public ComponentServiceInstance csi() {
        return csi;
    }

    /** Who holds it. */
    public ComponentState component() {
        return component;
    }

    /** The HA state that the component has confirmed; empty before the first. */
    public Optional<HaState> confirmed() {
        return confirmed;
    }

    /** Whether the component has confirmed this HA state last. */
    public boolean has(HaState state) {
        return is(confirmed, state);
    }

    /** Remembers what the component has, or empty when its instance is gone. */
    public void confirmed(Optional<HaState> state) {
        confirmed = state;
        uncertain = false;
        unclear = false;
        changed();
    }

    /** The rank among the standbys that the component has been told last; 0 before the first. */
    public int standbyRank() {
        return standbyRank;
    }

    /** Remembers the rank that the component has been told. */
    public void standbyRank(int rank) {
        standbyRank = rank;
    }

    /** The epoch in which the component was last told to be active, 0 when it never was: its token for shared storage. */
    public long epoch() {
        return epoch;
    }

    /** The component is told to be active by this log entry: a new epoch begins. */
    public void activatedBy(long entry) {
        epoch = entry;
        unitAssignment.instance().epoch(entry);
    }

    /** Whether the attributes have changed since the component was told them, and it is to be told. */
    public boolean isAttributesDue() {
        return attributesDue;
    }

    /** Remembers whether the component is to be told the attributes again. */
    public void attributesDue(boolean yes) {
        attributesDue = yes;
        changed();
    }

    /** The order under way for it. */
    public Optional<CommandId> pending() {
        return pending;
    }

    /** The HA state that the order under way asks for; empty for a removal. */
    public Optional<HaState> pendingHa() {
        return pendingHa;
    }

    /** Remembers an order under way. */
    public void ordered(CommandId order, Optional<HaState> ha) {
        pending = Optional.of(order);
        pendingHa = ha;
        if (ha.filter(h -> h == HaState.QUIESCING).isPresent()) {
            quiescingOrder = pending;
        }
        changed();
    }

    /** The latest order that asked for QUIESCING. */
    public Optional<CommandId> quiescingOrder() {
        return quiescingOrder;
    }

    /** Forgets the order under way. */
    public void answered() {
        pending = Optional.empty();
        pendingHa = Optional.empty();
        changed();
    }

    /** Gives up waiting for the order under way; nobody knows whether the component has followed it. */
    public void abandoned() {
        uncertain |= serves(pendingHa);
        unclear |= component.proxying().isPresent() && pending.isPresent();
        answered();
    }

    /** Its component may have something else than what is confirmed: it is told again. */
    public void doubted() {
        unclear = true;
        changed();
    }

    /** The order given up has never been sent. */
    void neverSent() {
        uncertain = false;
        changed();
    }

    /** Whether an order was given up that may have been followed: it is asked again until it says what it has. */
    public boolean isUncertain() {
        return uncertain || unclear;
    }

    /** Whether this instance of the component has refused it; nothing more is asked of it. */
    public boolean isRefused() {
        return refused;
    }

    /** Remembers whether the component has refused. */
    public void refused(boolean yes) {
        refused = yes;
        changed();
    }

    /** Whether the component may be providing the service at this moment, as far as anyone can know. */
    public boolean mayBeActive() {
        if (!component.component().isPreInstantiable()) {
            return component.presence().mayRun(); // it serves by running
        }
        return serves(confirmed) || serves(pendingHa) || uncertain;
    }

    /** Whether the component may be standby at this moment, as far as anyone can know. */
    public boolean mayBeStandby() {
        return is(confirmed, HaState.STANDBY) || is(pendingHa, HaState.STANDBY);
    }

    private static boolean serves(Optional<HaState> state) {
        return is(state, HaState.ACTIVE) || is(state, HaState.QUIESCING);
    }

    private static boolean is(Optional<HaState> state, HaState wanted) {
        return state.isPresent() && state.get() == wanted;
    }
}
