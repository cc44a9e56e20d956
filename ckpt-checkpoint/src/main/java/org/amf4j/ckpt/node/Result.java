package org.amf4j.ckpt.node;

import org.amf4j.api.ckpt.CheckpointStatus;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.ckpt.message.Question;

/** What an answer holds beside its status. */
public sealed interface Result {

    /** Nothing. */
    record Nothing() implements Result {}

    /** An opening, by its handle. */
    record Opened(long handle) implements Result {}

    /** The id of a section that was made. */
    record Made(SectionId section) implements Result {}

    /** What was asked for. */
    record Told(Question.Answer answer) implements Result {}

    /** How the checkpoint is. */
    record Stands(CheckpointStatus status) implements Result {}

    /** Following begins after this change. */
    record Following(long sequence) implements Result {}
}
