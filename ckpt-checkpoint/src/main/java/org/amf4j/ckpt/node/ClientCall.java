package org.amf4j.ckpt.node;

import java.util.Optional;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.ckpt.message.Question;
import org.amf4j.ckpt.section.Operation;

/** What a process asks the service of its node. */
public sealed interface ClientCall {

    /** Opens a checkpoint. */
    record Open(String name, Optional<CreationAttributes> attributes, int flags) implements ClientCall {}

    /** Ends an opening. */
    record Close(long handle) implements ClientCall {}

    /** Takes a name away. */
    record Unlink(String name) implements ClientCall {}

    /** Changes the retention. */
    record SetRetention(long handle, long nanos) implements ClientCall {}

    /** Makes the replica of this node the active one. */
    record BecomeActive(long handle) implements ClientCall {}

    /** Changes sections; a creation with the empty id has an id chosen. */
    record Modify(long handle, Operation operation) implements ClientCall {}

    /** Asks something. */
    record Ask(long handle, Question question) implements ClientCall {}

    /** Wants to hear of changes, or not any more. */
    record Follow(long handle, boolean isWanted) implements ClientCall {}
}
