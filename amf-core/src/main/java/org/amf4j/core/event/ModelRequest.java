package org.amf4j.core.event;

import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectSearch;

/** What a process asks of the information model that the whole cluster must know; all of it is done, or nothing. */
public sealed interface ModelRequest {

    /**
     * Objects get an owner.
     *
     * @param owner its name
     * @param handle a handle whose end releases them; 0 when they stay owned
     * @param roots where they begin
     * @param scope how far below
     */
    record Own(String owner, long handle, List<Dn> roots, ObjectSearch.Scope scope) implements ModelRequest {
        public Own {
            roots = List.copyOf(roots);
        }
    }

    /**
     * An owner gives objects up.
     *
     * @param owner its name; empty when they are taken from whoever owns them
     * @param roots where they begin
     * @param scope how far below
     */
    record Disown(String owner, List<Dn> roots, ObjectSearch.Scope scope) implements ModelRequest {
        public Disown {
            roots = List.copyOf(roots);
        }
    }

    /**
     * A handle of an owner ends; what it has set is released, if it was so wished.
     *
     * @param handle its number in the session
     */
    record EndOwner(long handle) implements ModelRequest {}

    /**
     * The process bears the name of an implementer.
     *
     * @param name the name; that of an applier begins with {@code @}
     */
    record Implement(String name) implements ModelRequest {}

    /** The process bears its name no more. */
    record Cease() implements ModelRequest {}

    /**
     * The implementer implements a class, or does no more.
     *
     * @param className the class
     * @param release whether it does no more
     */
    record ImplementClass(String className, boolean release) implements ModelRequest {}

    /**
     * The implementer implements objects, or does no more.
     *
     * @param root where they begin
     * @param scope how far below
     * @param release whether it does no more
     */
    record ImplementObjects(Dn root, ObjectSearch.Scope scope, boolean release) implements ModelRequest {}

    /**
     * An implementer writes runtime attributes, or creates or deletes runtime objects.
     *
     * @param changes the operations, in order
     */
    record Publish(List<ObjectChange> changes) implements ModelRequest {
        public Publish {
            changes = List.copyOf(changes);
        }
    }

    /** The session has ended. */
    record EndSession() implements ModelRequest {}
}
