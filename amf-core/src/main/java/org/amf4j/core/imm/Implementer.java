package org.amf4j.core.imm;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.amf4j.api.Dn;

/** A name under which classes and objects are implemented. It stays when the process that bore it is gone. */
public final class Implementer {

    /** How the names of appliers begin: they hear of changes and cannot object. */
    private static final String APPLIER = "@";

    private final String name;
    private Optional<SessionId> session = Optional.empty();
    private final TreeSet<String> classes = new TreeSet<>();
    private final TreeSet<Dn> objects = new TreeSet<>();

    Implementer(String name) {
        this.name = name;
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** Whether it hears of changes only. */
    public boolean isApplier() {
        return isApplier(name);
    }

    /** Whether this is the name of one that hears of changes only. */
    public static boolean isApplier(String name) {
        return name.startsWith(APPLIER);
    }

    /** The process that bears the name now. */
    public Optional<SessionId> session() {
        return session;
    }

    /** Classes that it implements with all their objects. */
    public SortedSet<String> classes() {
        return Collections.unmodifiableSortedSet(classes);
    }

    /** Objects that it implements by themselves. */
    public SortedSet<Dn> objects() {
        return Collections.unmodifiableSortedSet(objects);
    }

    // ---- changes

    /** Another process bears the name from now on, or none. */
    public void session(Optional<SessionId> bearer) {
        session = bearer;
    }

    /** It implements a class with all its objects. */
    public void implementClass(String className) {
        classes.add(className);
    }

    /** It implements a class no more; returns whether it did. */
    public boolean releaseClass(String className) {
        return classes.remove(className);
    }

    /** It implements an object. */
    public void implementObject(Dn dn) {
        objects.add(dn);
    }

    /** It implements an object by itself no more; returns whether it did. */
    public boolean releaseObject(Dn dn) {
        return objects.remove(dn);
    }
}
