package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.state.AdminState;

/** Typed access to the attributes of one object; a value of the wrong type or range becomes a problem. */
final class Attributes {
    private static final long UNSIGNED_32_MAX = 0xFFFF_FFFFL;

    private final ImmObject object;
    private final Problems problems;

    Attributes(ImmObject object, Problems problems) {
        this.object = object;
        this.problems = problems;
    }

    Dn dn() {
        return object.dn();
    }

    boolean has(String attribute) {
        return !object.values(attribute).isEmpty();
    }

    private <T> Optional<T> single(String attribute, Class<T> type) {
        List<Object> values = object.values(attribute);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            wrong(attribute, "has " + values.size() + " values, give only one");
            return Optional.empty();
        }
        return typed(attribute, values.get(0), type);
    }

    private <T> List<T> many(String attribute, Class<T> type) {
        List<Object> values = object.values(attribute);
        if (values.isEmpty()) {
            return List.of();
        }
        List<T> result = new ArrayList<>(values.size());
        for (Object value : values) {
            typed(attribute, value, type).ifPresent(result::add);
        }
        return List.copyOf(result);
    }

    private <T> Optional<T> typed(String attribute, Object value, Class<T> type) {
        if (type.isInstance(value)) {
            return Optional.of(type.cast(value));
        }
        wrong(attribute, "must be a " + describe(type) + ", not '" + value + "'");
        return Optional.empty();
    }

    private static String describe(Class<?> type) {
        return type == Long.class ? "whole number" : type == Dn.class ? "name (DN)" : "text";
    }

    private void wrong(String attribute, String what) {
        problems.error(object.dn(), attribute, "MODEL-VALUE", attribute + " " + what);
    }

    /** An unsigned 32 bit number. */
    Optional<Long> number(String attribute) {
        Optional<Long> value = single(attribute, Long.class);
        if (value.isPresent() && (value.get() < 0 || value.get() > UNSIGNED_32_MAX)) {
            wrong(attribute, "must lie between 0 and " + UNSIGNED_32_MAX + ", not " + value.get());
            return Optional.empty();
        }
        return value;
    }

    /** A count; values above {@link Integer#MAX_VALUE} become that. */
    Optional<Integer> count(String attribute) {
        return number(attribute).map(Attributes::clamp);
    }

    /** A limit where 0 or no value means none, which is {@link Integer#MAX_VALUE}. */
    int limit(String attribute) {
        return unlimited(count(attribute));
    }

    static int unlimited(Optional<Integer> count) {
        return count.filter(c -> c > 0).orElse(Integer.MAX_VALUE);
    }

    private static int clamp(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    /** A time in nanoseconds, not negative. */
    Optional<Long> time(String attribute) {
        Optional<Long> value = single(attribute, Long.class);
        if (value.isPresent() && value.get() < 0) {
            wrong(attribute, "is a time in nanoseconds and cannot be negative: " + value.get());
            return Optional.empty();
        }
        return value;
    }

    /** 0 or 1 as a boolean. */
    Optional<Boolean> flag(String attribute) {
        Optional<Long> value = single(attribute, Long.class);
        if (value.isPresent() && value.get() != 0 && value.get() != 1) {
            wrong(attribute, "is 0 for no or 1 for yes, not " + value.get());
            return Optional.empty();
        }
        return value.map(v -> v == 1);
    }

    /** A text; an empty one counts as none. */
    Optional<String> text(String attribute) {
        return single(attribute, String.class).filter(t -> !t.isEmpty());
    }

    List<String> texts(String attribute) {
        return many(attribute, String.class);
    }

    /** A name; an empty one counts as none. */
    Optional<Dn> name(String attribute) {
        return single(attribute, Dn.class).filter(dn -> !dn.isRoot());
    }

    List<Dn> names(String attribute) {
        return many(attribute, Dn.class).stream().filter(dn -> !dn.isRoot()).toList();
    }

    /** An administrative state given at creation, else UNLOCKED. */
    AdminState adminState(String attribute) {
        Optional<Long> value = single(attribute, Long.class);
        if (value.isPresent()) {
            try {
                return AdminState.of(value.get());
            } catch (IllegalArgumentException e) {
                problems.error(
                        object.dn(),
                        attribute,
                        "MODEL-ADMIN-STATE",
                        attribute + " is 1 UNLOCKED, 2 LOCKED, 3 LOCKED_INSTANTIATION or 4 SHUTTING_DOWN, not "
                                + value.get());
            }
        }
        return AdminState.UNLOCKED;
    }

    /** A count that must be given. */
    int requiredCount(String attribute) {
        Optional<Integer> value = count(attribute);
        if (value.isEmpty() && !has(attribute)) {
            missing(attribute);
        }
        return value.orElse(0);
    }

    /** A time that must be given; 0 is accepted. */
    long requiredTime(String attribute) {
        Optional<Long> value = time(attribute);
        if (value.isEmpty() && !has(attribute)) {
            missing(attribute);
        }
        return value.orElse(0L);
    }

    private void missing(String attribute) {
        problems.error(
                object.dn(), attribute, "MODEL-MISSING", attribute + " is mandatory and has no value; give it one");
    }

    /** A reference to an object of a class that must be given and must exist. */
    Optional<Dn> requiredReference(String attribute, AmfClass kind, ObjectIndex index) {
        Optional<Dn> value = name(attribute);
        if (value.isEmpty() && !has(attribute)) {
            missing(attribute);
        }
        return value.filter(dn -> refersTo(attribute, dn, kind, index));
    }

    /** A reference that must exist if it is given. */
    Optional<Dn> reference(String attribute, AmfClass kind, ObjectIndex index) {
        return name(attribute).filter(dn -> refersTo(attribute, dn, kind, index));
    }

    private boolean refersTo(String attribute, Dn dn, AmfClass kind, ObjectIndex index) {
        if (index.has(dn, kind)) {
            return true;
        }
        if (index.exists(dn, kind)) {
            return false;
        }
        String text = index.find(dn)
                .map(o -> attribute + " must name a " + kind.className() + ", but " + dn + " is a "
                        + o.object().className())
                .orElse(attribute + " names " + dn + ", which does not exist; create that " + kind.className()
                        + " or correct the name");
        problems.error(object.dn(), attribute, "MODEL-REFERENCE", text);
        return false;
    }
}
