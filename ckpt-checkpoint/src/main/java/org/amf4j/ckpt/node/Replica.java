package org.amf4j.ckpt.node;

import java.util.Optional;
import org.amf4j.api.ckpt.WriteMode;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.registry.Config;
import org.amf4j.ckpt.section.Entry;

/** A checkpoint's replica on this node: active, or following the active one. */
final class Replica {

    private final String self;
    private final Moment moment;
    private final Outlet outlet;
    private final ReplicaState state;
    private Config config;
    private Optional<ActiveRole> role = Optional.empty();
    private Optional<Incoming> incoming = Optional.empty();
    private long saidNanos;
    private boolean isFollowed;

    /** A replica without content of its own, or with what was kept. */
    Replica(String self, Config config, ReplicaState state, Moment moment, Outlet outlet) {
        this.self = self;
        this.config = config;
        this.state = state;
        this.moment = moment;
        this.outlet = outlet;
        begin();
    }

    private void begin() {
        incoming = Optional.empty();
        if (config.isActive(self)) {
            role = Optional.of(new ActiveRole(self, config, state, moment, outlet));
        } else {
            role = Optional.empty();
            sayPosition();
        }
    }

    /** The controllers have decided again. */
    void reconfigure(Config decided) {
        if (decided.epoch() <= config.epoch()) {
            return;
        }
        boolean isSameTerm = decided.term() == config.term();
        config = decided;
        if (isSameTerm) {
            role.ifPresent(r -> r.reconfigure(decided));
        } else {
            begin();
        }
    }

    /** What it does as the active one. */
    Optional<ActiveRole> role() {
        return role;
    }

    ReplicaState state() {
        return state;
    }

    /** Whether what is here may be shown: it is whole, acknowledged, and the controllers count on it. */
    boolean isReadable() {
        return moment.isServing
                && config.attributes().mode() == WriteMode.ALL_REPLICAS
                && config.replicas().contains(self)
                && state.streamTerm() == config.term()
                && state.isClean();
    }

    /** Whether somebody on this node follows the changes. */
    void follow(boolean wanted) {
        isFollowed = wanted;
    }

    // ---- messages

    void received(String from, PeerMessage message) {
        switch (message) {
            case PeerMessage.Position m ->
                role.filter(r -> m.term() == config.term()).ifPresent(r -> r.position(from, m));
            case PeerMessage.Stored m ->
                role.filter(r -> m.term() == config.term()).ifPresent(r -> r.stored(from, m.sequence(), m.isEager()));
            case PeerMessage.PartTaken m ->
                role.filter(r -> m.term() == config.term()).ifPresent(r -> r.partTaken(from, m));
            case PeerMessage.Submitted m -> role.ifPresent(r -> r.submit(m));
            case PeerMessage.Probe m -> {
                if (isOfActive(from, m.term())) {
                    sayPosition();
                }
            }
            case PeerMessage.Adopt m -> {
                if (isOfActive(from, m.term())) {
                    adopt(m);
                }
            }
            case PeerMessage.Replicated m -> {
                if (isOfActive(from, m.term())) {
                    replicated(m);
                }
            }
            case PeerMessage.Filling m -> {
                if (isOfActive(from, m.term())) {
                    filling(m);
                }
            }
            default -> {} // not for replicas
        }
    }

    /** Nothing is taken from anybody but the active replica of the latest term that is known here. */
    private boolean isOfActive(String from, long term) {
        return role.isEmpty() && config.term() == term && config.isActive(from);
    }

    private void adopt(PeerMessage.Adopt adopt) {
        if (state.streamTerm() == adopt.fromTerm() && state.sequence() == adopt.sequence()) {
            state.adopt(adopt.term());
        }
        if (state.streamTerm() == adopt.term()) {
            stored();
        }
    }

    private void replicated(PeerMessage.Replicated message) {
        if (state.streamTerm() != config.term()) {
            return; // the order cannot be continued from here; the position was said
        }
        for (Entry entry : message.entries()) {
            if (entry.sequence() == state.sequence() + 1) {
                state.apply(entry);
            } else if (entry.sequence() > state.sequence()) {
                sayPosition();
                break;
            }
        }
        state.commit(message.committed(), outlet);
        if (!message.entries().isEmpty()) {
            stored();
        }
    }

    private void filling(PeerMessage.Filling part) {
        if (state.streamTerm() == config.term() && state.sequence() >= part.sequence()) {
            stored(); // a part of a transfer that is over
            return;
        }
        if (part.part() == 0) {
            incoming = Optional.of(new Incoming(part));
        }
        if (incoming.isEmpty() || !incoming.get().add(part)) {
            return;
        }
        saidNanos = moment.monotonicNanos;
        outlet.send(
                config.active().orElseThrow(),
                new PeerMessage.PartTaken(config.id(), config.term(), part.sequence(), part.part()));
        if (part.isLast()) {
            state.install(
                    part.term(),
                    part.sequence(),
                    incoming.get().origins(),
                    incoming.get().sections());
            incoming = Optional.empty();
            state.commit(
                    config.attributes().mode() == WriteMode.ALL_REPLICAS ? part.committed() : part.sequence(), outlet);
            stored();
        }
    }

    private void stored() {
        outlet.send(
                config.active().orElseThrow(),
                new PeerMessage.Stored(config.id(), config.epoch(), config.term(), state.sequence(), isFollowed));
    }

    private void sayPosition() {
        saidNanos = moment.monotonicNanos;
        config.active()
                .filter(a -> !a.equals(self))
                .ifPresent(active -> outlet.send(
                        active,
                        new PeerMessage.Position(
                                config.id(), config.epoch(), config.term(), state.streamTerm(), state.sequence())));
    }

    // ---- time

    void tick() {
        role.ifPresent(ActiveRole::tick);
        boolean isLost = role.isEmpty() && state.streamTerm() != config.term();
        if (isLost && moment.isPast(saidNanos + ActiveRole.AGAIN_NANOS)) {
            sayPosition();
        }
    }
}
