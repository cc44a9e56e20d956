package org.amf4j.api.imm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;
import org.amf4j.api.Providers;
import org.amf4j.api.amf.Availability;

/**
 * The information model of the cluster, as seen from any node: reading, searching, changing. For components and for any other
 * program on a node.
 *
 * <p>What is read is what the leader knows: the last change that was answered OK is in it, never a part of one. Thread-safe.
 * ERR_TRY_AGAIN means that the agent is gone or the configuration is being loaded, ERR_TIMEOUT that nobody leads; after ERR_TIMEOUT
 * of a change it is not known whether it was made. ERR_UNAVAILABLE means that the node is no member of the cluster, ERR_BAD_HANDLE
 * that this was closed.
 */
public interface ObjectManagement extends AutoCloseable {

    /** How long a request may take. */
    Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** Attribute that every object has: the name of its class. */
    String CLASS_NAME = "SaImmAttrClassName";

    /** Attribute that every object has: who looks after it; empty when nobody does. */
    String IMPLEMENTER_NAME = "SaImmAttrImplementerName";

    /** Attribute that every object has: who may change it; empty when nobody owns it, and then anybody may. */
    String ADMIN_OWNER_NAME = "SaImmAttrAdminOwnerName";

    /** Most objects that a search may find. */
    int FOUND_MAX = 20_000;

    /**
     * Opens with the agent that started this component, or that {@link Availability#AGENT_SOCKET_VARIABLE} names.
     *
     * @throws AisException ERR_NOT_EXIST when the variable is missing; else as {@link #open(Path)}
     */
    static ObjectManagement open() {
        return open(Availability.agentSocket());
    }

    /**
     * Opens with the agent that serves this socket.
     *
     * @throws AisException ERR_LIBRARY when no implementation is on the class path; ERR_TRY_AGAIN or ERR_TIMEOUT when the
     *     agent does not answer; ERR_ACCESS_DENIED when it serves other users
     */
    static ObjectManagement open(Path agentSocket) {
        return Providers.find(ObjectManagementProvider.class).open(agentSocket);
    }

    /**
     * An object with all its attributes, those of the present state included.
     *
     * @throws AisException ERR_NOT_EXIST when there is none of this name
     */
    ImmObject get(Dn dn);

    /**
     * An object with these attributes; one without a value has none in it. The naming attribute and those that every object has,
     * such as {@link #CLASS_NAME}, may be named, too.
     *
     * @throws AisException ERR_NOT_EXIST when there is no such object, or its class has not all of these attributes
     */
    ImmObject get(Dn dn, List<String> attributes);

    /**
     * Finds objects, ordered by name. Which there are is settled by this call; what they look like is read when the iterator
     * comes to them. One that is deleted meanwhile is left out. The iterator may throw what {@link #get} throws, but for
     * ERR_NOT_EXIST.
     *
     * @throws AisException ERR_INVALID_PARAM for the scope {@link ObjectSearch.Scope#ONE}, or a value that is not of the
     *     attribute's type; ERR_NOT_EXIST when the root does not exist; ERR_NO_RESOURCES when there are more than {@link #FOUND_MAX}
     */
    Iterator<ImmObject> search(ObjectSearch search);

    /** Finds the names of objects, in their order; throws as {@link #search}. */
    List<Dn> names(ObjectSearch search);

    /**
     * Changes the configuration; all of it or nothing. Returns when a majority of the controllers has it. Implementers of the
     * objects are asked first. Objects that have an owner can only be changed by {@link AdminOwner#beginChange}.
     *
     * @throws AisException with the reason when it is refused; the text names objects, rules and remedies
     */
    void change(List<ObjectChange> changes);

    /**
     * Says whether a change could be made now; nothing changes.
     *
     * @throws AisException as {@link #change}
     */
    void validate(List<ObjectChange> changes);

    /**
     * A name under which objects can be owned, and changed by nobody else.
     *
     * @param name 1 to 255 printable characters without blanks
     * @param releaseOnClose whether what it sets is released when it is closed, or the process ends
     */
    AdminOwner adminOwner(String name, boolean releaseOnClose);

    /**
     * Takes objects from whoever owns them; all of them or none.
     *
     * @throws AisException ERR_BUSY when a change is under way on one, ERR_NOT_EXIST when there is no such object
     */
    void clearOwners(Collection<Dn> roots, ObjectSearch.Scope scope);

    /**
     * Has an administrative operation carried out by the implementer of an object that has no owner.
     *
     * @param dn the object
     * @param operation its number; what it means is the implementer's business
     * @param parameters what is given to it
     * @param limit how long it may take, 10 minutes at most
     * @return what the implementer answers; look at its status
     * @throws AisException ERR_NOT_EXIST when there is no such object, or nobody implements it at the moment; ERR_BAD_OPERATION when it
     *     has an owner; ERR_BUSY when a change is under way on it; ERR_TIMEOUT when the implementer has not answered, and may
     *     have carried it out
     */
    OperationResult invoke(Dn dn, long operation, List<Parameter> parameters, Duration limit);

    /**
     * The definition of a class.
     *
     * @throws AisException ERR_NOT_EXIST when there is none of this name
     */
    ImmClass classDescription(String name);

    /**
     * Creates classes; all of them or none.
     *
     * @throws AisException ERR_INVALID_PARAM when one breaks a rule for classes, ERR_EXIST when there is one of its name
     */
    void createClasses(List<ImmClass> classes);

    /**
     * Deletes a class that was created or loaded.
     *
     * @throws AisException ERR_BUSY while it has objects; ERR_NOT_EXIST when there is none of this name; ERR_BAD_OPERATION when
     *     the framework needs it
     */
    void deleteClass(String name);

    /** Ends it; repeating it has no effect. */
    @Override
    void close();
}
