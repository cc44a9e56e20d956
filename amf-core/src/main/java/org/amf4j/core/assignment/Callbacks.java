package org.amf4j.core.assignment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Action.Csi;
import org.amf4j.core.command.Action.CsiFlag;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.model.LifeCycle;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState.Former;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitAssignment;

/**
 * Collects the callbacks of one log entry and orders them at its end: one callback for all CSIs of a component when all
 * of them go the same way (TARGET_ALL), one for each otherwise (AMF-036 to AMF-038).
 */
public final class Callbacks {

    private final Turn turn;
    private final Map<Key, List<CsiAssignment>> wanted = new LinkedHashMap<>();

    /** What must be equal for CSIs to share a callback; no HA state for a removal. */
    private record Key(
            ComponentState component,
            Optional<HaState> ha,
            boolean isNew,
            TransitionDescriptor transition,
            Dn active,
            int standbyRank,
            Optional<Command.Cleanup> after) {

        @Override
        public boolean equals(Object other) { // asked for every CSI that moves: faster than what the language makes
            return other instanceof Key k
                    && k.component == component
                    && k.ha.equals(ha)
                    && k.isNew == isNew
                    && k.transition == transition
                    && k.active.equals(active)
                    && k.standbyRank == standbyRank
                    && k.after.equals(after);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * component.hashCode() + standbyRank) + active.hashCode();
        }
    }

    public Callbacks(Turn turn) {
        this.turn = turn;
    }

    /** Asks for an HA state. */
    void set(CsiAssignment part, HaState ha) {
        boolean leaves = ha == HaState.QUIESCED || ha == HaState.QUIESCING;
        boolean isNew = part.confirmed().isEmpty() && !leaves;
        TransitionDescriptor transition = TransitionDescriptor.NEW_ASSIGN;
        Dn active = Dn.ROOT;
        int rank = 0;
        Optional<Command.Cleanup> after = Optional.empty();
        if (ha == HaState.ACTIVE) {
            Optional<Dn> other = otherActive(part);
            Optional<Former> former = part.unitAssignment().instance().formerActive(part.csi());
            transition = other.isPresent() ? TransitionDescriptor.STILL_ACTIVE : transition(former);
            active = other.or(() -> former.map(Former::component)).orElse(Dn.ROOT);
            after = part.unitAssignment().after();
        } else if (ha == HaState.STANDBY) {
            active = otherActive(part).orElse(Dn.ROOT);
            rank = standbyRank(part);
        }
        ask(part, new Key(part.component(), Optional.of(ha), isNew, transition, active, rank, after));
    }

    /** Tells a standby its rank again if that has changed (AMF-054). */
    void renewRank(CsiAssignment part) {
        boolean standby = part.confirmed().filter(h -> h == HaState.STANDBY).isPresent();
        if (standby && part.pending().isEmpty() && part.standbyRank() != standbyRank(part)) {
            set(part, HaState.STANDBY);
        }
    }

    /** Tells a component of attributes that have changed since it was told them. */
    void renewAttributes(CsiAssignment part) {
        boolean rests = part.pending().isEmpty() && (part.has(HaState.ACTIVE) || part.has(HaState.STANDBY));
        if (part.isAttributesDue() && rests) {
            Csi csi = new Csi(
                    part.csi().dn(),
                    part.csi().attributes(),
                    part.unitAssignment().instance().epoch());
            long timeoutNanos = part.component().component().lifeCycle().csiSetTimeoutNanos();
            part.attributesDue(false);
            part.ordered(
                    turn.order(part.component(), new Action.ChangeCsi(csi, timeoutNanos), List.of(part)),
                    part.confirmed());
        }
    }

    /** Asks for the removal. */
    void remove(CsiAssignment part) {
        ask(
                part,
                new Key(
                        part.component(),
                        Optional.empty(),
                        false,
                        TransitionDescriptor.NEW_ASSIGN,
                        Dn.ROOT,
                        0,
                        Optional.empty()));
    }

    private void ask(CsiAssignment part, Key key) {
        wanted.computeIfAbsent(key, k -> new ArrayList<>()).add(part);
        part.ordered(new CommandId(0, 0), key.ha()); // the real name comes with the order, at the end of the entry
    }

    private static TransitionDescriptor transition(Optional<Former> former) {
        return former.map(f -> f.quiesced() ? TransitionDescriptor.QUIESCED : TransitionDescriptor.NOT_QUIESCED)
                .orElse(TransitionDescriptor.NEW_ASSIGN);
    }

    private static Optional<Dn> otherActive(CsiAssignment part) {
        for (UnitAssignment assignment : part.unitAssignment().instance().assignments()) {
            for (CsiAssignment other : assignment.csis()) { // once for each CSI that moves: no stream
                boolean same = other != part && other.csi() == part.csi();
                if (same && other.component().isUsable() && other.has(HaState.ACTIVE)) {
                    return Optional.of(other.component().component().dn());
                }
            }
        }
        return Optional.empty();
    }

    private int standbyRank(CsiAssignment part) {
        GroupState group = turn.state().of(part.unitAssignment().unit().unit().group());
        int position = group.target()
                .of(part.unitAssignment().instance().instance())
                .standbys()
                .indexOf(part.unitAssignment().unit().unit());
        return Math.max(position, 0) + 1;
    }

    /** The component has confirmed that it does not hold the CSI any more. */
    public static void removed(CsiAssignment part) {
        AssignmentDriver.drop(part.unitAssignment(), part);
    }

    /** Orders what was asked for. */
    public void flush() {
        wanted.forEach((key, parts) -> {
            boolean all = !key.isNew()
                    && parts.size() > 1
                    && parts.size() == key.component().csis().size();
            if (all) {
                order(key, CsiFlag.TARGET_ALL, parts);
            } else {
                parts.forEach(p -> order(key, key.isNew() ? CsiFlag.ADD_ONE : CsiFlag.TARGET_ONE, List.of(p)));
            }
        });
        wanted.clear();
    }

    private void order(Key key, CsiFlag flag, List<CsiAssignment> parts) {
        LifeCycle life = key.component().component().lifeCycle();
        if (key.ha().filter(ha -> ha == HaState.ACTIVE).isPresent()) {
            parts.forEach(p -> p.activatedBy(turn.index()));
        }
        Action action = key.ha()
                .<Action>map(ha -> new Action.SetCsi(
                        ha,
                        flag,
                        parts.stream().map(p -> csi(p, flag)).toList(),
                        key.transition(),
                        key.active(),
                        key.standbyRank(),
                        life.csiSetTimeoutNanos(),
                        life.quiescingCompleteTimeoutNanos()))
                .orElseGet(() -> new Action.RemoveCsi(
                        flag, parts.stream().map(p -> p.csi().dn()).toList(), life.csiRemoveTimeoutNanos()));
        CommandId id = turn.order(key.component(), action, parts, key.after());
        parts.forEach(p -> p.ordered(id, key.ha()));
        if (key.isNew()) {
            parts.stream().filter(CsiAssignment::isAttributesDue).forEach(p -> p.attributesDue(false)); // told now
        }
    }

    private static Csi csi(CsiAssignment part, CsiFlag flag) {
        return new Csi(
                part.csi().dn(),
                flag == CsiFlag.ADD_ONE ? part.csi().attributes() : Map.of(),
                part.unitAssignment().instance().epoch());
    }
}
