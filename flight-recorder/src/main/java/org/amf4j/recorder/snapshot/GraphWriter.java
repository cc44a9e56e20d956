package org.amf4j.recorder.snapshot;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.Entity;
import org.amf4j.protocol.codec.ClusterCodec;

/**
 * Writes all objects that can be reached from a root, level by level, each once. The same memory gives the same bytes.
 * Values (records, names, collections) are written where they stand; a collection that two fields share is written twice.
 */
final class GraphWriter {

    private final Map<Class<?>, Integer> shapes = new LinkedHashMap<>();
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final Map<Object, Integer> names = new IdentityHashMap<>();
    private final Map<Dn, Integer> dns = new HashMap<>();
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();
    private final List<Object> objects = new ArrayList<>();
    private final ByteSink graph = new ByteSink();
    private final ByteSink body = new ByteSink();
    private final BooleanSupplier abandoned;

    GraphWriter() {
        this(() -> false);
    }

    /** A writer that ends with a {@link CancellationException} as soon as it is abandoned. */
    GraphWriter(BooleanSupplier abandoned) {
        this.abandoned = abandoned;
    }

    /** Writes the root and what it leads to. */
    void write(Object root) {
        number(root);
        for (int next = 0; next < objects.size(); next++) { // grows meanwhile
            Object object = objects.get(next);
            graph.count(shape(object.getClass()));
            fields(object);
            body.drainTo(graph);
        }
    }

    /** What was found, in the order in which it is written. */
    List<Object> objects() {
        return objects;
    }

    byte[] graph() {
        return graph.toByteArray();
    }

    List<Class<?>> shapes() {
        return List.copyOf(shapes.keySet());
    }

    List<String> texts() {
        return List.copyOf(texts.keySet());
    }

    private void fields(Object owner) {
        for (Field field : Shapes.fields(owner.getClass())) {
            try {
                value(Shapes.get(field, owner));
            } catch (UnrecordableException e) {
                throw e.in(Shapes.name(field));
            }
        }
    }

    private void value(Object value) {
        if (abandoned.getAsBoolean()) {
            throw new CancellationException("the director goes on");
        }
        switch (value) {
            case null -> body.put(Tag.NULL);
            case Boolean yes -> body.put(yes ? Tag.TRUE : Tag.FALSE);
            case Integer number -> tagged(Tag.INT, number);
            case Long number -> tagged(Tag.LONG, number);
            case Double number -> tagged(Tag.DOUBLE, Double.doubleToRawLongBits(number));
            case String text -> counted(Tag.TEXT, text(text));
            case Dn dn -> counted(Tag.DN, dn(dn));
            case Enum<?> constant -> {
                counted(Tag.ENUM, shape(constant.getDeclaringClass()));
                body.count(names.computeIfAbsent(constant, c -> text(constant.name())));
            }
            case Optional<?> optional -> {
                body.put(optional.isPresent() ? Tag.PRESENT : Tag.EMPTY);
                optional.ifPresent(this::value);
            }
            case Entity entity -> counted(Tag.ENTITY, names.computeIfAbsent(entity, e -> dn(entity.dn())));
            case ImmObject object ->
                bytes(Tag.IMM_OBJECT, ClusterCodec.toMessage(object).toByteArray());
            case byte[] bytes -> bytes(Tag.BYTES, bytes);
            case int[] numbers -> {
                counted(Tag.INTS, numbers.length);
                for (int number : numbers) {
                    body.number(number);
                }
            }
            case long[] numbers -> longs(Tag.LONGS, numbers);
            case BitSet bits -> longs(Tag.BIT_SET, bits.toLongArray());
            case Map<?, ?> map -> map(map);
            case Collection<?> collection -> collection(collection);
            case Record parts -> {
                counted(Tag.RECORD, shape(parts.getClass()));
                fields(parts);
            }
            default -> object(value);
        }
    }

    private void object(Object object) {
        if (!Shapes.isObject(object.getClass())) {
            throw new UnrecordableException(object.getClass().getName());
        }
        counted(Tag.OBJECT, number(object));
    }

    private void map(Map<?, ?> map) {
        if (map instanceof SortedMap<?, ?> sorted && sorted.comparator() != null) {
            throw new UnrecordableException("a map with an order of its own");
        }
        counted(map instanceof SortedMap ? Tag.SORTED_MAP : Tag.MAP, map.size());
        ordered(map).forEach((key, value) -> {
            value(key);
            value(value);
        });
    }

    /** Immutable maps have another order in each run: that of their keys takes its place. */
    private static Map<?, ?> ordered(Map<?, ?> map) {
        boolean inOrder = map instanceof LinkedHashMap || map instanceof SortedMap || map instanceof EnumMap;
        return inOrder || map.size() < 2 || isWrapper(map) ? map : new TreeMap<Object, Object>(map);
    }

    private static boolean isWrapper(Object collection) {
        return collection.getClass().getName().startsWith("java.util.Collections$");
    }

    private void collection(Collection<?> collection) {
        Collection<?> ordered = collection;
        int tag = switch (collection) {
            case SortedSet<?> sorted -> {
                if (sorted.comparator() != null) {
                    throw new UnrecordableException("a set with an order of its own");
                }
                yield Tag.SORTED_SET;
            }
            case Set<?> set -> {
                boolean inOrder = set instanceof LinkedHashSet || isWrapper(set) || set.size() < 2;
                ordered = inOrder ? set : new TreeSet<Object>(set);
                yield Tag.SET;
            }
            case List<?> list -> Tag.LIST;
            case Deque<?> deque -> Tag.DEQUE;
            default -> throw new UnrecordableException(collection.getClass().getName());
        };
        counted(tag, ordered.size());
        ordered.forEach(this::value);
    }

    private void longs(int tag, long[] numbers) {
        counted(tag, numbers.length);
        for (long number : numbers) {
            body.number(number);
        }
    }

    private void bytes(int tag, byte[] bytes) {
        counted(tag, bytes.length);
        body.put(bytes, bytes.length);
    }

    private void tagged(int tag, long number) {
        body.put(tag);
        body.number(number);
    }

    private void counted(int tag, int count) {
        body.put(tag);
        body.count(count);
    }

    private int number(Object object) {
        Integer known = numbers.get(object);
        if (known != null) {
            return known;
        }
        numbers.put(object, objects.size());
        objects.add(object);
        return objects.size() - 1;
    }

    private int shape(Class<?> type) {
        return shapes.computeIfAbsent(type, t -> shapes.size());
    }

    private int text(String text) {
        return texts.computeIfAbsent(text, t -> texts.size());
    }

    private int dn(Dn dn) {
        return dns.computeIfAbsent(dn, d -> text(d.toString()));
    }

    /** The memory holds something that a snapshot cannot hold; the message names the field and what it holds. */
    private static final class UnrecordableException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        UnrecordableException(String what) {
            super(what);
        }

        IllegalStateException in(String field) {
            return new IllegalStateException(
                    field + " holds " + getMessage()
                            + ", which a snapshot cannot hold: use a record, a class of amf-core or a collection with an order");
        }
    }
}
