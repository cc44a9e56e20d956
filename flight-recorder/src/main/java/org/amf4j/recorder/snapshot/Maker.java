package org.amf4j.recorder.snapshot;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Makes objects and records of what a snapshot says of them, and sets their fields. */
final class Maker {

    private static final Map<Class<?>, Optional<Constructor<?>>> CONSTRUCTORS = new ConcurrentHashMap<>();
    private static final Map<Class<?>, Set<String>> PARAMETERS = new ConcurrentHashMap<>();

    private Maker() {}

    /** Names of the constructor's parameters; none for a class that a snapshot cannot make. */
    static Set<String> parameters(Class<?> type) {
        return PARAMETERS.computeIfAbsent(
                type,
                t -> constructor(t)
                        .map(c -> Arrays.stream(c.getParameters())
                                .map(Parameter::getName)
                                .collect(Collectors.toUnmodifiableSet()))
                        .orElse(Set.of()));
    }

    /** The constructor whose parameters are all named like fields. */
    static Optional<Constructor<?>> constructor(Class<?> type) {
        return CONSTRUCTORS.computeIfAbsent(type, Maker::find);
    }

    private static Optional<Constructor<?>> find(Class<?> type) {
        List<String> fields = Shapes.fields(type).stream().map(Field::getName).toList();
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(c -> Arrays.stream(c.getParameters())
                        .allMatch(p -> p.isNamePresent() && fields.contains(p.getName())))
                .findFirst();
    }

    /** Makes an object; its fields are set later. */
    static Object make(Class<?> type, Map<String, Object> fields) throws SnapshotException {
        Constructor<?> constructor = constructor(type)
                .orElseThrow(() -> new SnapshotException(
                        type.getName() + " has no constructor whose parameters are named like its fields"));
        Parameter[] parameters = constructor.getParameters();
        Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(parameters[i], fields);
        }
        return call(constructor, arguments);
    }

    private static Object argument(Parameter parameter, Map<String, Object> fields) {
        Object value = fields.get(parameter.getName());
        if (value instanceof Optional<?> optional && parameter.getType() != Optional.class) {
            // What the field says is set later; the constructor wants any value.
            value = optional.map(Object.class::cast).orElse(initial(parameter.getType()));
        }
        return value == null ? initial(parameter.getType()) : fit(value, parameter.getType());
    }

    /** Makes a record; components that the snapshot does not know are empty, zero or false. */
    static Object makeRecord(Class<?> type, Map<String, Object> parts) throws SnapshotException {
        if (!type.isRecord()) {
            throw new SnapshotException(type.getName() + " is not a record in this version");
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            Object part = parts.get(components[i].getName());
            arguments[i] = part == null ? initial(types[i]) : fit(part, types[i]);
        }
        try {
            return call(type.getDeclaredConstructor(types), arguments);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record has its constructor: " + type, e);
        }
    }

    private static Object call(Constructor<?> constructor, Object[] arguments) throws SnapshotException {
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            throw new SnapshotException(
                    constructor.getDeclaringClass().getName() + " cannot be made of what the snapshot says: " + cause,
                    e);
        }
    }

    /** What a value is before anything is known. */
    private static Object initial(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        } else if (type == List.class || type == Collection.class) {
            return List.of();
        } else if (type == Map.class) {
            return Map.of();
        } else if (type == Set.class) {
            return Set.of();
        } else if (type == boolean.class) {
            return false;
        } else if (type == int.class) {
            return 0;
        } else if (type == long.class) {
            return 0L;
        } else if (type == double.class) {
            return 0.0;
        } else if (type == String.class) {
            return "";
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return null;
    }

    /** A number that has become longer meanwhile. */
    private static Object fit(Object value, Class<?> type) {
        if (value instanceof Integer number && (type == long.class || type == Long.class)) {
            return number.longValue();
        }
        return value;
    }

    /** Sets a field; a final one keeps its object, which is given the content. */
    @SuppressWarnings("unchecked")
    static void set(Field field, Object owner, Object value) throws SnapshotException {
        try {
            if (!Modifier.isFinal(field.getModifiers())) {
                field.set(owner, fit(value, field.getType()));
                return;
            }
            Object present = field.get(owner);
            switch (present) {
                case Collection<?> collection
                when value instanceof Collection<?> wanted -> replace((Collection<Object>) collection, wanted);
                case Map<?, ?> map when value instanceof Map<?, ?> wanted -> replace((Map<Object, Object>) map, wanted);
                case BitSet bits
                when value instanceof BitSet wanted -> {
                    bits.clear();
                    bits.or(wanted);
                }
                case null, default -> requireSame(field, present, value);
            }
        } catch (IllegalAccessException
                | IllegalArgumentException
                | ClassCastException
                | UnsupportedOperationException
                | IndexOutOfBoundsException e) {
            throw new SnapshotException(Shapes.name(field) + " cannot take what the snapshot says: " + e, e);
        }
    }

    private static void replace(Collection<Object> present, Collection<?> wanted) {
        if (!present.equals(wanted)) {
            present.clear();
            present.addAll(wanted);
        }
    }

    private static void replace(Map<Object, Object> present, Map<?, ?> wanted) {
        boolean same = present.equals(wanted) && List.copyOf(present.keySet()).equals(List.copyOf(wanted.keySet()));
        if (!same) {
            present.clear();
            present.putAll(wanted);
        }
    }

    private static void requireSame(Field field, Object present, Object wanted) throws SnapshotException {
        boolean array = present instanceof long[] || present instanceof int[] || present instanceof byte[];
        if (array) {
            System.arraycopy(wanted, 0, present, 0, Array.getLength(present));
        } else if (!Objects.equals(present, wanted)) {
            throw new SnapshotException(
                    Shapes.name(field) + " is final and " + present + ", the snapshot says " + wanted);
        }
    }
}
