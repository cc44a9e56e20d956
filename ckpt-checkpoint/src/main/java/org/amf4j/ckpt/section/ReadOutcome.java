package org.amf4j.ckpt.section;

import java.util.List;
import java.util.Optional;

/**
 * What a read has found.
 *
 * @param found the bytes of each element; not to be changed
 * @param refusal why there are none
 */
public record ReadOutcome(List<byte[]> found, Optional<Refusal> refusal) {

    static ReadOutcome refused(Refusal why) {
        return new ReadOutcome(List.of(), Optional.of(why));
    }
}
