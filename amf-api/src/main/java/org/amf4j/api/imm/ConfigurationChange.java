package org.amf4j.api.imm;

import java.util.List;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;

/**
 * A change of the configuration that is put together step by step and made as a whole, or not at all. An object that it
 * touches is locked for other changes until it is applied or aborted.
 *
 * <p>Each operation is checked when it is added, by the rules of the information model and by the implementer of its object.
 * One that is refused is not part of the change, which goes on; only after ERR_FAILED_OPERATION the change has been aborted:
 * an implementer is gone, the leader of the cluster has changed, or the agent of this node was restarted. After {@link #apply}, {@link #abort} and
 * ERR_FAILED_OPERATION it is empty and takes operations again. Thread-safe, one call at a time.
 */
public interface ConfigurationChange extends AutoCloseable {

    /**
     * Adds operations in order. When one is refused, those before it have been added, and it and those after it have not.
     *
     * @throws AisException ERR_BUSY when another change is under way on an object; ERR_BAD_OPERATION when the owner does not own
     *     an object, or its implementer refuses, with its words; ERR_FAILED_OPERATION when the change has been aborted;
     *     others as {@link ObjectManagement#change}
     */
    void add(List<ObjectChange> operations);

    /** Adds the creation of an object; throws as {@link #add}. */
    default void create(ImmObject object) {
        add(List.of(new ObjectChange.Create(object)));
    }

    /** Adds a modification of an object; throws as {@link #add}. */
    default void modify(Dn dn, ObjectChange.Modification... modifications) {
        add(List.of(new ObjectChange.Modify(dn, List.of(modifications))));
    }

    /** Adds the end of an object and all below it; throws as {@link #add}. */
    default void delete(Dn dn) {
        add(List.of(new ObjectChange.Delete(dn)));
    }

    /**
     * Has everybody say whether the change could be made as a whole. Afterwards it can only be applied or aborted.
     *
     * @throws AisException ERR_FAILED_OPERATION when it cannot; it has been aborted then
     */
    void validate();

    /**
     * Makes the change. Returns when a majority of the controllers has it.
     *
     * @throws AisException ERR_FAILED_OPERATION when it cannot be made, with the reason: nothing of it was. ERR_TIMEOUT when it is
     *     not known whether it was made: read
     */
    void apply();

    /** Gives everything up that was added; implementers are told. Nothing to give up is success. */
    void abort();

    /** Aborts what has not been applied, and takes no operations any more. May be repeated. */
    @Override
    void close();
}
