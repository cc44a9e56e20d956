package org.amf4j.director;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ChangeFlag;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.core.configuration.ChangeDraft;
import org.amf4j.core.event.Event;
import org.amf4j.core.imm.SessionId;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.protocol.admin.AdminReply;

/** A change of the configuration that is being put together, or is on its way into the log. */
final class Bundle {

    private final String name;
    private final Optional<SessionId> session;
    private final List<ImmClass> classes;
    private final Event.Maker maker;
    private final int flags;
    private final ChangeDraft draft;
    private final List<AddedStep> steps = new ArrayList<>();
    private final Map<String, SessionId> implementers = new LinkedHashMap<>();
    private final Map<String, SessionId> appliers = new LinkedHashMap<>();
    private final TreeSet<Dn> locks = new TreeSet<>();
    Phase phase = Phase.OPEN;
    Optional<Consumer<AdminReply>> waiting = Optional.empty();
    int bytes;
    long usedNanos;
    long notAfterNanos;

    /** How far it has come. */
    enum Phase {
        /** It takes operations. */
        OPEN,
        /** Implementers are being asked. */
        ASKING,
        /** Everybody has agreed to it as a whole. */
        VALIDATED,
        /** It is on its way into the log. */
        COMMITTING,
        /** It is over. */
        ENDED
    }

    /**
     * An operation that is part of it.
     *
     * @param step what it does
     * @param locks objects that it was the first to touch
     * @param bytes its size
     */
    record AddedStep(ChangeDraft.Step step, List<Dn> locks, int bytes) {}

    /**
     * An empty one.
     *
     * @param session who holds it open
     */
    Bundle(String name, SessionId session, String owner, int flags, ClusterState state) {
        this.name = name;
        this.session = Optional.of(session);
        this.classes = List.of();
        this.maker = new Event.Maker(owner, false);
        this.flags = flags;
        this.draft = new ChangeDraft(state, classes, maker);
    }

    /** One that is given at once; without operations yet, but with the new classes. */
    Bundle(Event.ConfigurationChanged given, ClusterState state) {
        this.name = given.requestId();
        this.session = Optional.empty();
        this.classes = given.classes();
        this.maker = given.maker();
        this.flags = 0;
        this.draft = new ChangeDraft(state, classes, maker);
    }

    String name() {
        return name;
    }

    Optional<SessionId> session() {
        return session;
    }

    ChangeDraft draft() {
        return draft;
    }

    /** Operations that are part of it, in order. */
    List<AddedStep> steps() {
        return steps;
    }

    /** What the log is asked for. */
    Event.ConfigurationChanged event() {
        List<ObjectChange> operations =
                steps.stream().map(s -> s.step().operation()).toList();
        return new Event.ConfigurationChanged(name, classes, operations, maker, notAfterNanos);
    }

    /** Implementers that have heard of operations, by name. */
    Map<String, SessionId> implementers() {
        return implementers;
    }

    /** Appliers that have heard of operations, by name. */
    Map<String, SessionId> appliers() {
        return appliers;
    }

    /** Objects that it touches. */
    TreeSet<Dn> locks() {
        return locks;
    }

    /** Whether it deletes an object that it touches. */
    boolean deletes(Dn dn) {
        return steps.reversed().stream()
                .map(s -> s.step().touched().get(dn))
                .filter(Objects::nonNull)
                .findFirst()
                .filter(edit -> edit.after().isEmpty())
                .isPresent();
    }

    boolean needsImplementers() {
        return (flags & ChangeFlag.REGISTERED_IMPLEMENTERS.value()) != 0;
    }

    boolean allowsNone() {
        return (flags & ChangeFlag.ALLOW_NONE.value()) != 0;
    }

    /** Answers who waits for something about it, if anybody does. */
    void answer(AdminReply reply) {
        Optional<Consumer<AdminReply>> asker = waiting;
        waiting = Optional.empty();
        asker.ifPresent(a -> a.accept(reply));
    }

    /** Takes the last operations back, so that so many stay. */
    void keepFirst(int count) {
        while (steps.size() > count) {
            AddedStep last = steps.removeLast();
            draft.undo(last.step());
            locks.removeAll(last.locks());
            bytes -= last.bytes();
        }
    }
}
