package org.amf4j.api.imm;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;

/**
 * A name under which objects are owned: who owns an object may change it, and nobody else. Several handles may have the same
 * name. Thread-safe. After the end of the session or of this, everything fails with ERR_BAD_HANDLE. So it does when the agent of this
 * node is restarted with what runs kept and this releases with its end what it has set: that has been released then.
 *
 * <p>Obtained by {@link ObjectManagement#adminOwner}.
 */
public interface AdminOwner extends AutoCloseable {

    /** The name. */
    String name();

    /**
     * Owns objects from now on; all of them or none. Those that it owns already stay.
     *
     * @param roots where they begin
     * @param scope how far below
     * @throws AisException ERR_EXIST when another owns one, ERR_BUSY when a change is under way on one, ERR_NOT_EXIST when there
     *     is no such object
     */
    void set(Collection<Dn> roots, ObjectSearch.Scope scope);

    /**
     * Owns objects no more; all of them or none.
     *
     * @throws AisException ERR_NOT_EXIST when it does not own one, ERR_BUSY when a change is under way on one
     */
    void release(Collection<Dn> roots, ObjectSearch.Scope scope);

    /** Begins a change of objects that this owns; with no operations in it. */
    ConfigurationChange beginChange(Set<ChangeFlag> flags);

    /** Begins a change of objects that this owns, whether they have implementers or not. */
    default ConfigurationChange beginChange() {
        return beginChange(Set.of());
    }

    /**
     * Has an administrative operation carried out on an object that this owns.
     *
     * @throws AisException as {@link ObjectManagement#invoke}; ERR_BAD_OPERATION when it does not own the object
     */
    OperationResult invoke(Dn dn, long operation, List<Parameter> parameters, Duration limit);

    /** Ends it, and its changes that have not been applied; releases what it has set, if so wished. May be repeated. */
    @Override
    void close();
}
