package org.amf4j.api.amf;

import java.time.Duration;

/**
 * Something the framework wants; answered once, from any thread.
 *
 * <p>Answering a second time throws {@link IllegalStateException}. Answering after the time limit, when the framework
 * has already begun to recover the component, throws {@link org.amf4j.api.AisException} with ERR_TIMEOUT; after the
 * loss of the agent, or while it is restarted and not back within the time for requests, with ERR_TRY_AGAIN; after the session
 * was closed, with ERR_BAD_HANDLE.
 */
public interface Request {

    /** The callback in words, for logs, for instance {@code active(safCsi=stream,safSi=stream,safApp=stream)}. */
    String callback();

    /** How long the framework waits for the answer, counted from when it asked; zero if it waits without limit. */
    Duration timeLimit();

    /** Whether it has been answered. */
    boolean isAnswered();

    /** Answers: it is done. */
    void done();

    /**
     * Answers: it cannot be done. The framework treats this as a failure of the component.
     *
     * @param text why, for logs and notifications
     */
    void fail(String text);
}
