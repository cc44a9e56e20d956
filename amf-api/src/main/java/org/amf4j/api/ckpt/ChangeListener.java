package org.amf4j.api.ckpt;

import java.util.List;

/** Hears of changes that others make to a checkpoint. */
@FunctionalInterface
public interface ChangeListener {

    /**
     * One call of somebody else has changed the checkpoint. Comes on a thread of the library, one call at a time and in
     * the order of the changes; may read and write the checkpoint.
     *
     * @param changes everything that the call did
     */
    void changed(List<Change> changes);

    /**
     * The node's process was restarted, and changes are told again from now on. What others have changed meanwhile has not been told: who
     * keeps a copy reads it again. Comes on the same thread as {@link #changed}.
     */
    default void missed() {}
}
