package org.amf4j.ckpt.node;

import java.util.Optional;
import org.amf4j.api.ckpt.OpenFlag;

/** A checkpoint that a process of this node has open, or is about to. */
final class Opening {

    /** How far it is. */
    enum Stage {
        /** The controllers have not decided. */
        ASKED,
        /** The replica of this node is being filled. */
        FILLING,
        OPEN,
        /** The checkpoint is gone. */
        LOST,
        /** This node has left the cluster since. */
        STALE
    }

    final long handle;
    final long session;
    final String name;
    final int flags;
    Stage stage = Stage.ASKED;
    long checkpoint;
    Optional<Caller> opener;
    boolean isFollowing;
    Optional<Caller> follower = Optional.empty();

    Opening(long handle, Caller opener, ClientCall.Open call) {
        this.handle = handle;
        this.session = opener.session();
        this.name = call.name();
        this.flags = call.flags();
        this.opener = Optional.of(opener);
    }

    boolean may(OpenFlag flag) {
        return flag.isIn(flags);
    }
}
