package org.amf4j.protocol.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;

/** Builds records of any type with contents drawn from a seeded source, so that no kind of record can be forgotten. */
final class Samples {

    private static final int ELEMENTS_MAX = 4;
    private static final int TEXT_LENGTH_MAX = 12;
    private static final List<Long> LONGS = List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE);
    private static final List<String> LETTERS = List.of("a", "Z", "9", " ", "\"", "\n", "ä", "€", "😀", ",", "=", "\0");

    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    /** All record types that a sealed type permits, at any depth. */
    static Stream<Class<?>> kinds(Class<?> sealed) {
        return sealed.isSealed()
                ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(Samples::kinds)
                : Stream.of(sealed);
    }

    /** A record of the type. */
    <T> T record(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        Object[] values =
                Arrays.stream(components).map(c -> value(c.getGenericType())).toArray();
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot build a " + type, e);
        }
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            return container(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return text();
        } else if (plain == int.class) {
            return random.nextInt();
        } else if (plain == long.class || plain == Long.class) {
            return number();
        } else if (plain == boolean.class) {
            return random.nextBoolean();
        } else if (plain == Dn.class) {
            return dn();
        } else if (plain == ImmObject.class) {
            return object();
        } else if (plain == ImmClass.class) {
            return new ImmClass(text(), record(Categorized.class).category(), list(() -> record(ImmAttribute.class)));
        } else if (plain == Object.class) {
            return immValue();
        } else if (plain == byte[].class) {
            return bytes();
        } else if (plain.isEnum()) {
            Object[] constants = plain.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        } else if (plain.isSealed()) {
            List<Class<?>> kinds = kinds(plain).toList();
            return record(kinds.get(random.nextInt(kinds.size())));
        } else if (plain.isRecord()) {
            return record(plain);
        }
        throw new AssertionError("no sample for " + type);
    }

    private Object container(ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            return list(() -> value(arguments[0]));
        } else if (type.getRawType() == Set.class) {
            return new LinkedHashSet<>(list(() -> value(arguments[0])));
        } else if (type.getRawType() == Optional.class) {
            return random.nextBoolean() ? Optional.of(value(arguments[0])) : Optional.empty();
        } else if (type.getRawType() == Map.class || type.getRawType() == SortedMap.class) {
            Map<Object, Object> map = type.getRawType() == Map.class ? new LinkedHashMap<>() : new TreeMap<>();
            for (int i = random.nextInt(ELEMENTS_MAX); i > 0; i--) {
                map.put(value(arguments[0]), value(arguments[1]));
            }
            return map;
        }
        throw new AssertionError("no sample for " + type);
    }

    private record Categorized(ImmClass.Category category) {}

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(ELEMENTS_MAX); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private long number() {
        return random.nextBoolean() ? LONGS.get(random.nextInt(LONGS.size())) : random.nextLong();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(TEXT_LENGTH_MAX); i > 0; i--) {
            text.append(LETTERS.get(random.nextInt(LETTERS.size())));
        }
        return text.toString();
    }

    private Dn dn() {
        Dn dn = Dn.ROOT;
        for (int i = random.nextInt(ELEMENTS_MAX); i > 0; i--) {
            dn = random.nextInt(ELEMENTS_MAX) == 0
                    ? dn.association("safAssoc", Dn.of("safComp=c,safSu=s" + random.nextInt(100)))
                    : dn.child("safName", "v" + random.nextInt(100));
        }
        return dn;
    }

    ImmObject object() {
        Map<String, List<Object>> attributes = new LinkedHashMap<>();
        for (int i = random.nextInt(ELEMENTS_MAX); i > 0; i--) {
            attributes.put("attribute" + text(), list(this::immValue));
        }
        return new ImmObject(dn(), "SaAmf" + text(), attributes);
    }

    private Object immValue() {
        return switch (random.nextInt(5)) {
            case 0 -> number();
            case 1 -> random.nextDouble();
            case 2 -> dn();
            case 3 -> text();
            default -> bytes();
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(TEXT_LENGTH_MAX)];
        random.nextBytes(bytes);
        return bytes;
    }
}
