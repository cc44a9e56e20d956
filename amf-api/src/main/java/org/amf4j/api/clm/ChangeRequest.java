package org.amf4j.api.clm;

import java.time.Duration;

/**
 * A step that waits for its subscribers; answered once, from any thread.
 *
 * <p>Answering a second time throws {@link IllegalStateException}. An answer that comes too late, or after the change was
 * given up or the agent restarted, throws {@link org.amf4j.api.AisException} with ERR_INVALID_PARAM; after the loss of the agent with
 * ERR_TRY_AGAIN, and after the node has left with ERR_UNAVAILABLE.
 */
public interface ChangeRequest {

    /** What is about to happen. */
    ClusterUpdate update();

    /** How long the answer may take; zero when there is no limit. Silence counts as {@link #fail}. */
    Duration timeLimit();

    /** Whether it has been answered. */
    boolean isAnswered();

    /** Answers: agreed, or done. */
    void complete();

    /** Answers: the change must not be made. When it has begun already, this counts as {@link #fail}. */
    void reject();

    /** Answers: it could not be done. A change that has begun goes on, and its node needs a repair. */
    void fail();
}
