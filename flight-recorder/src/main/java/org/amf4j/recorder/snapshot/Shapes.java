package org.amf4j.recorder.snapshot;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Entity;

/** What there is to write of each class: its fields, by name. May be used by any thread. */
final class Shapes {

    /** Packages whose classes a snapshot may hold. */
    private static final List<String> KNOWN = List.of("org.amf4j.core.", "org.amf4j.clm.", "org.amf4j.api.");

    /** What a snapshot leaves out, because a director gets it otherwise. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "org.amf4j.core.director.Director.models", "given to the constructor",
            "org.amf4j.core.director.Director.rulesKnown", "given to the constructor",
            "org.amf4j.core.runtime.ClusterState.model", "bound anew from the configuration's objects");

    private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

    private Shapes() {}

    /** The fields of a class, its own and inherited ones, by name. */
    static List<Field> fields(Class<?> type) {
        return FIELDS.computeIfAbsent(type, Shapes::find);
    }

    private static List<Field> find(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = type; c != Object.class && c != Record.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !LEFT_OUT.containsKey(name(field))) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        fields.sort(Comparator.comparing(Field::getName));
        return List.copyOf(fields);
    }

    static String name(Field field) {
        return field.getDeclaringClass().getName() + "." + field.getName();
    }

    /** Whether objects of the class have an identity of their own, and may be part of a director's memory. */
    static boolean isObject(Class<?> type) {
        return KNOWN.stream().anyMatch(type.getName()::startsWith)
                && type != Dn.class
                && !type.isRecord()
                && !type.isEnum()
                && !type.isInterface()
                && !type.isSynthetic()
                && !type.isHidden()
                && !Entity.class.isAssignableFrom(type);
    }

    static Object get(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(name(field) + " cannot be read", e);
        }
    }

    /** The class that a snapshot names. */
    static Class<?> named(String name) throws SnapshotException {
        if (KNOWN.stream().noneMatch(name::startsWith)) {
            throw new SnapshotException("a snapshot holds no " + name);
        }
        try {
            return Class.forName(name, false, Shapes.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new SnapshotException(
                    "this version has no class " + name + "; read the snapshot with the version that wrote it", e);
        }
    }
}
