package org.amf4j.recorder.snapshot;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Model;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.codec.MalformedMessageException;
import org.amf4j.recorder.snapshot.GraphReader.RecordedShape;

/** Reads values; who asks for an object gets it from the graph. */
final class ValueReader {

    private final List<String> texts;
    private final List<RecordedShape> shapes;
    private final Optional<Model> model;
    private final Objects objects;
    private final Map<String, Dn> dns = new HashMap<>();

    /** Where objects come from. */
    @FunctionalInterface
    interface Objects {
        Object get(int number) throws SnapshotException;
    }

    ValueReader(List<String> texts, List<RecordedShape> shapes, Optional<Model> model, Objects objects) {
        this.texts = texts;
        this.shapes = shapes;
        this.model = model;
        this.objects = objects;
    }

    /** Reads a value. */
    Object read(ByteSource source) throws SnapshotException {
        int tag = source.get();
        return switch (tag) {
            case Tag.NULL -> null;
            case Tag.FALSE -> false;
            case Tag.TRUE -> true;
            case Tag.INT -> (int) source.number();
            case Tag.LONG -> source.number();
            case Tag.DOUBLE -> Double.longBitsToDouble(source.number());
            case Tag.TEXT -> text(source);
            case Tag.DN -> dn(text(source));
            case Tag.ENUM -> constant(source);
            case Tag.EMPTY -> Optional.empty();
            case Tag.PRESENT -> Optional.of(read(source));
            case Tag.LIST -> fill(new ArrayList<>(), source);
            case Tag.SET -> fill(new LinkedHashSet<>(), source);
            case Tag.SORTED_SET -> fill(new TreeSet<>(), source);
            case Tag.DEQUE -> fill(new ArrayDeque<>(), source);
            case Tag.MAP -> fill(new LinkedHashMap<>(), source);
            case Tag.SORTED_MAP -> fill(new TreeMap<>(), source);
            case Tag.BIT_SET -> BitSet.valueOf(longs(source));
            case Tag.ENTITY -> entity(source);
            case Tag.RECORD -> record(source);
            case Tag.OBJECT -> objects.get((int) Math.min(source.count(), Integer.MAX_VALUE));
            case Tag.IMM_OBJECT -> immObject(source.bytes());
            case Tag.BYTES -> source.bytes();
            case Tag.INTS -> ints(source);
            case Tag.LONGS -> longs(source);
            default -> throw unknown(tag, source);
        };
    }

    private static SnapshotException unknown(int tag, ByteSource source) {
        return new SnapshotException("the snapshot has a value of the unknown kind " + tag + " at byte "
                + source.position() + "; it is damaged, or was written by a newer version");
    }

    /** Leaves out a value. */
    void skip(ByteSource source) throws SnapshotException {
        int tag = source.get();
        switch (tag) {
            case Tag.NULL, Tag.FALSE, Tag.TRUE, Tag.EMPTY -> {}
            case Tag.INT, Tag.LONG, Tag.DOUBLE, Tag.TEXT, Tag.DN, Tag.ENTITY, Tag.OBJECT -> source.count();
            case Tag.ENUM -> {
                source.count();
                source.count();
            }
            case Tag.PRESENT -> skip(source);
            case Tag.LIST, Tag.SET, Tag.SORTED_SET, Tag.DEQUE -> skip(source, source.size());
            case Tag.MAP, Tag.SORTED_MAP -> skip(source, 2L * source.size());
            case Tag.BIT_SET, Tag.INTS, Tag.LONGS -> {
                for (int left = source.size(); left > 0; left--) {
                    source.count();
                }
            }
            case Tag.RECORD ->
                skip(source, shapes.get(shapeNumber(source)).fields().size());
            case Tag.IMM_OBJECT, Tag.BYTES -> source.skip();
            default -> throw unknown(tag, source);
        }
    }

    private void skip(ByteSource source, long values) throws SnapshotException {
        for (long left = values; left > 0; left--) {
            skip(source);
        }
    }

    /** Reads a value that must be an object, without asking for the object. */
    int objectNumber(ByteSource source, int count) throws SnapshotException {
        int tag = source.get();
        long number = tag == Tag.OBJECT ? source.count() : -1;
        if (number < 0 || number >= count) {
            throw new SnapshotException(
                    "the snapshot has no object where one is expected, at byte " + source.position());
        }
        return (int) number;
    }

    int shapeNumber(ByteSource source) throws SnapshotException {
        long number = source.count();
        if (number < 0 || number >= shapes.size()) {
            throw new SnapshotException("the snapshot has no class " + number);
        }
        return (int) number;
    }

    private String text(ByteSource source) throws SnapshotException {
        long number = source.count();
        if (number < 0 || number >= texts.size()) {
            throw new SnapshotException("the snapshot has no text " + number);
        }
        return texts.get((int) number);
    }

    private Dn dn(String text) throws SnapshotException {
        try {
            return dns.computeIfAbsent(text, Dn::of);
        } catch (IllegalArgumentException e) {
            throw new SnapshotException("the snapshot has a wrong name: " + e.getMessage(), e);
        }
    }

    private Object constant(ByteSource source) throws SnapshotException {
        Class<?> type = shapes.get(shapeNumber(source)).type();
        String name = text(source);
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(name)) {
                    return constant;
                }
            }
        }
        throw new SnapshotException("this version has no " + name + " in " + type.getName());
    }

    private Object entity(ByteSource source) throws SnapshotException {
        Dn dn = dn(text(source));
        Optional<Entity> entity = model.flatMap(m -> m.find(dn));
        return entity.orElseThrow(
                () -> new SnapshotException("the snapshot names " + dn + ", which is not in its configuration"));
    }

    private Object record(ByteSource source) throws SnapshotException {
        RecordedShape shape = shapes.get(shapeNumber(source));
        Map<String, Object> parts = new LinkedHashMap<>();
        for (var field : shape.fields()) {
            if (field.isPresent()) {
                parts.put(field.get().getName(), read(source));
            } else {
                skip(source);
            }
        }
        return Maker.makeRecord(shape.type(), parts);
    }

    private <C extends Collection<Object>> C fill(C collection, ByteSource source) throws SnapshotException {
        for (int left = source.size(); left > 0; left--) {
            collection.add(read(source));
        }
        return collection;
    }

    private <M extends Map<Object, Object>> M fill(M map, ByteSource source) throws SnapshotException {
        for (int left = source.size(); left > 0; left--) {
            Object key = read(source);
            map.put(key, read(source));
        }
        return map;
    }

    private static ImmObject immObject(byte[] bytes) throws SnapshotException {
        try {
            return ClusterCodec.fromMessage(org.amf4j.protocol.cluster.ImmObject.parseFrom(bytes));
        } catch (InvalidProtocolBufferException | MalformedMessageException e) {
            throw new SnapshotException("the snapshot has a damaged object: " + e.getMessage(), e);
        }
    }

    private static int[] ints(ByteSource source) throws SnapshotException {
        int[] numbers = new int[source.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (int) source.number();
        }
        return numbers;
    }

    private static long[] longs(ByteSource source) throws SnapshotException {
        long[] numbers = new long[source.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = source.number();
        }
        return numbers;
    }
}
