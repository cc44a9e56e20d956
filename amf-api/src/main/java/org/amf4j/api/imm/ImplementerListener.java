package org.amf4j.api.imm;

import java.util.List;
import java.util.Map;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;

/**
 * What an implementer of objects is asked, and told. Calls come one at a time; one that takes longer than
 * {@link ObjectImplementer#CALL_TIMEOUT} counts as refused. What a method throws refuses what it was called for, with the words
 * of the exception; {@link #apply}, {@link #abort} and {@link #lost} refuse nothing.
 *
 * <p>Of each change it hears operations, then {@link #completed} once, then {@link #apply} or {@link #abort} once; a change may be
 * aborted at any time before. An applier hears the same, and nobody listens to what it throws.
 */
public interface ImplementerListener {

    /**
     * An object is to be created, modified or deleted by a change. What is not there yet may come later in the same change.
     *
     * @param change names the change
     * @param operation what is to be done; of a modification the values after it, each with the kind REPLACE; of a deletion
     *     of several objects there is one call for each
     * @throws AisException when it is refused; after ERR_FAILED_OPERATION the whole change is aborted
     */
    default void operation(String change, ObjectChange operation) {}

    /**
     * The change is complete; now it can be looked at as a whole.
     *
     * @throws AisException when the whole change is refused
     */
    default void completed(String change) {}

    /** The change has been made. */
    default void apply(String change) {}

    /** The change will not be made. */
    default void abort(String change) {}

    /** An administrative operation is asked for; it must be answered. Unless overridden none is known. */
    default void invoked(OperationInvocation invocation) {
        invocation.answer(OperationResult.refused(
                org.amf4j.api.AisStatus.ERR_NOT_SUPPORTED, "there is no operation " + invocation.operation()));
    }

    /**
     * Somebody reads runtime attributes that are not kept.
     *
     * @param dn the object
     * @param names the attributes
     * @return their values now; one that is missing has none
     */
    default Map<String, List<Object>> attributes(Dn dn, List<String> names) {
        return Map.of();
    }

    /**
     * The agent was restarted with what runs kept, and this bears its name again and implements what it did. Changes that were made
     * meanwhile have not been told: who keeps a copy of the configuration reads it again. Changes that had been heard of have been
     * aborted, and told so before; operations that were asked for and not answered are not open any more.
     */
    default void resumed() {}

    /**
     * The agent is gone, or has ended the session because the node has left the cluster: nothing more will be heard, and the name
     * is free for others. Also when the agent was restarted with what runs kept and it is not known how a change ended that was heard
     * of, or somebody else bears the name. Open anew to go on.
     *
     * @param reason a sentence
     */
    default void lost(String reason) {}
}
