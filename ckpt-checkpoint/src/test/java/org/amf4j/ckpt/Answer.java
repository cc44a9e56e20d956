package org.amf4j.ckpt;

import java.util.Optional;
import org.amf4j.ckpt.node.Effect;

/** An answer that comes some time. */
final class Answer {
    Optional<Effect.Reply> reply = Optional.empty();
    long askedAt;
    long answeredAt;

    boolean isThere() {
        return reply.isPresent();
    }
}
