package org.amf4j.api.imm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;
import org.amf4j.api.Providers;
import org.amf4j.api.amf.Availability;

/**
 * The service behind objects of the information model: is asked about changes of them, carries out administrative operations
 * on them, and says how they are, by runtime attributes and runtime objects.
 *
 * <p>A handle bears one name, which no other process of the cluster bears at the same time. A name that begins with {@code @} is
 * that of an applier: it hears of changes and cannot object, and may not write. When the process ends, its name is free, and
 * the classes and objects that it implemented wait for who takes the name next; changes are made without asking meanwhile,
 * unless they want {@link ChangeFlag#REGISTERED_IMPLEMENTERS}. Thread-safe. Throws as {@link ObjectManagement} does;
 * ERR_UNAVAILABLE means that the node is no member of the cluster.
 */
public interface ObjectImplementer extends AutoCloseable {

    /** How long a request may take. */
    Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** How long a call of the listener may take. */
    Duration CALL_TIMEOUT = Duration.ofSeconds(6);

    /**
     * Opens with the agent that started this component, or that {@link Availability#AGENT_SOCKET_VARIABLE} names, and bears a
     * name.
     *
     * @throws AisException ERR_EXIST when another process bears it; else as {@link ObjectManagement#open()}
     */
    static ObjectImplementer open(String name, ImplementerListener listener) {
        return open(Availability.agentSocket(), name, listener);
    }

    /** The same with the agent that serves this socket. */
    static ObjectImplementer open(Path agentSocket, String name, ImplementerListener listener) {
        ObjectImplementer opened = open(agentSocket, listener);
        try {
            opened.setName(name);
            return opened;
        } catch (AisException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Opens without a name, with the agent that serves this socket.
     *
     * @throws AisException as {@link ObjectManagement#open(Path)}
     */
    static ObjectImplementer open(Path agentSocket, ImplementerListener listener) {
        return Providers.find(ObjectImplementerProvider.class).open(agentSocket, listener);
    }

    /**
     * Bears a name from now on.
     *
     * @param name 1 to 255 printable characters without blanks
     * @throws AisException ERR_EXIST when another process bears it; ERR_INVALID_PARAM when this handle has one already, or the name
     *     is none
     */
    void setName(String name);

    /**
     * Bears no name any more; what it implements waits for who takes the name next.
     *
     * @throws AisException ERR_BAD_HANDLE when it bears none
     */
    void clearName();

    /**
     * Implements all objects of a class, present and future ones.
     *
     * @throws AisException ERR_EXIST when another implements the class or an object of it; ERR_BAD_OPERATION for a class of runtime
     *     objects, whose creators implement them; ERR_BAD_HANDLE without a name
     */
    void implementClass(String className);

    /** Implements a class no more; ERR_NOT_EXIST when it does not. */
    void releaseClass(String className);

    /**
     * Implements objects that there are; all of them or none.
     *
     * @throws AisException ERR_EXIST when another implements one; ERR_BAD_HANDLE without a name
     */
    void implementObjects(Dn root, ObjectSearch.Scope scope);

    /** Implements objects no more; ERR_NOT_EXIST when it does not. */
    void releaseObjects(Dn root, ObjectSearch.Scope scope);

    /**
     * Writes runtime attributes that are kept, and creates and deletes runtime objects; all of it or nothing.
     *
     * @throws AisException ERR_BAD_OPERATION without a name, or for an object that it does not implement; ERR_INVALID_PARAM for an
     *     attribute that operators set, or that is asked for when it is read
     */
    void publish(List<ObjectChange> changes);

    /** Writes runtime attributes of one object; throws as {@link #publish}. */
    default void update(Dn dn, Map<String, List<Object>> values) {
        List<ObjectChange.Modification> modifications = new ArrayList<>();
        values.forEach((name, each) ->
                modifications.add(new ObjectChange.Modification(ObjectChange.Kind.REPLACE, name, each)));
        publish(List.of(new ObjectChange.Modify(dn, modifications)));
    }

    /** Creates a runtime object, which this implements; throws as {@link #publish}. */
    default void create(ImmObject object) {
        publish(List.of(new ObjectChange.Create(object)));
    }

    /** Deletes a runtime object with all runtime objects below it; throws as {@link #publish}. */
    default void delete(Dn dn) {
        publish(List.of(new ObjectChange.Delete(dn)));
    }

    /** Ends it; its name is free. Repeating it has no effect. */
    @Override
    void close();
}
