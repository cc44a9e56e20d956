package org.amf4j.ckpt.node;

import java.util.Optional;

/** What the active replica knows of another one. */
final class Peer {

    static final long NOTHING = -1;

    final String node;
    /** Whether no write is acknowledged without it. */
    boolean isRequired;
    /** Whether it follows this term's order, from {@link #acked} on. */
    boolean isFollowing;
    /** Whether it hears at once what is acknowledged. */
    boolean isEager;
    /** It has everything up to here. */
    long acked = NOTHING;
    /** It was sent everything up to here. */
    long sent = NOTHING;
    /** It was told that everything up to here is acknowledged. */
    long toldCommitted = NOTHING;

    Optional<Transfer> transfer = Optional.empty();
    long progressNanos;
    /** Names the attempt to fill it, if it is being filled. */
    Optional<Long> token = Optional.empty();

    long proposedNanos = Long.MIN_VALUE;

    Peer(String node, long nowNanos) {
        this.node = node;
        this.progressNanos = nowNanos;
    }

    /** Entries up to here it will not need again; everything, while nothing is held for it. */
    long releases() {
        if (transfer.isPresent()) {
            return transfer.get().sequence();
        }
        return isFollowing || isRequired ? acked : Long.MAX_VALUE;
    }
}
