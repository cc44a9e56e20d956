package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.director.Director;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Model;
import org.amf4j.core.redundancy.RedundancyModel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every field that a director's memory can be made of is of a kind that a snapshot holds. */
class SnapshotFieldsTest {

    private static final Set<Class<?>> VALUES = Set.of(
            boolean.class,
            int.class,
            long.class,
            double.class,
            Boolean.class,
            Integer.class,
            Long.class,
            Double.class,
            String.class,
            Dn.class,
            ImmObject.class,
            ImmClass.class,
            BitSet.class,
            byte[].class,
            int[].class,
            long[].class);

    /** Not part of the memory: what the director knows anyway. */
    private static final List<Class<?>> GIVEN = List.of(RedundancyModel.class, Model.class);

    private static final List<String> OURS = List.of("org.amf4j.core.", "org.amf4j.clm.");

    private final Set<Class<?>> seen = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    @Test
    @DisplayName("a field of a kind that a snapshot cannot hold is found before any run comes across it")
    void everyFieldCanBeHeld() {
        walk(Director.class, "the director");

        assertThat(seen).hasSizeGreaterThan(20);
        assertThat(problems)
                .as("fields of the run-time state that a snapshot cannot hold; docs/adr/0010-flight-recorder.md"
                        + " says what it can")
                .isEmpty();
    }

    private void walk(Type type, String where) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            boolean container =
                    raw == Optional.class || Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw);
            if (!container) {
                problems.add(where + " is a " + type.getTypeName());
            }
            for (Type argument : generic.getActualTypeArguments()) {
                walk(argument, where);
            }
        } else if (type instanceof Class<?> plain) {
            walkClass(plain, where);
        } else {
            problems.add(where + " is a " + type.getTypeName());
        }
    }

    private void walkClass(Class<?> type, String where) {
        boolean known = VALUES.contains(type)
                || type.isEnum()
                || Entity.class.isAssignableFrom(type)
                || GIVEN.contains(type)
                || !seen.add(type);
        if (known) {
            return;
        }
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(s -> walk(s, where));
        } else if (type.isInterface() || OURS.stream().noneMatch(type.getName()::startsWith)) {
            problems.add(where + " is a " + type.getName());
        } else {
            for (Field field : fields(type)) {
                walk(field.getGenericType(), type.getName() + "." + field.getName());
            }
            if (type != Director.class && !type.isRecord() && !isMakeable(type)) {
                problems.add(type.getName() + " has no constructor whose parameters are all named like its fields");
            }
        }
    }

    private static List<Field> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(f -> !Modifier.isStatic(f.getModifiers()))
                .toList();
    }

    private static boolean isMakeable(Class<?> type) {
        List<String> names = fields(type).stream().map(Field::getName).toList();
        return Arrays.stream(type.getDeclaredConstructors())
                .anyMatch(c -> Arrays.stream(c.getParameters()).allMatch(p -> names.contains(p.getName())));
    }
}
