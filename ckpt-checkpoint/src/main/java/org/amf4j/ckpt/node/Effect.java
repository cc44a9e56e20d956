package org.amf4j.ckpt.node;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.Change;
import org.amf4j.ckpt.message.PeerMessage;

/** What a node's checkpoints want done outside. */
public sealed interface Effect {

    /** A message to a node. */
    record Send(String node, PeerMessage message) implements Effect {}

    /** A request's answer. */
    record Reply(Caller caller, AisStatus status, String text, Result result) implements Effect {}

    /** Others have changed a checkpoint that a process follows. */
    record Changed(long session, long handle, List<Change> changes) implements Effect {
        public Changed {
            changes = List.copyOf(changes);
        }
    }

    /** The space of a checkpoint is exhausted, or is not any more. */
    record Space(String checkpoint, boolean isExhausted) implements Effect {}
}
