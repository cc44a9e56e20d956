package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/**
 * The objects of a configuration, found by name, by class and by parent without searching.
 *
 * <p>Objects in a wrong place (AMF-003) or with an association name that does not parse (AMF-001) are reported and left
 * out of the lists by class and parent.
 */
final class ObjectIndex {
    private final NameMap<Placed> byDn;
    private final Map<AmfClass, List<Placed>> byClass = new EnumMap<>(AmfClass.class);
    private final Problems problems;

    ObjectIndex(List<ImmObject> objects, Problems problems) {
        this.problems = problems;
        this.byDn = new NameMap<>(objects.size());
        List<ImmObject> sorted = new ArrayList<>(objects);
        sorted.sort((a, b) -> a.dn().compareTo(b.dn()));
        for (ImmObject object : sorted) {
            Placed placed = new Placed(object);
            if (byDn.add(object.dn(), placed)) {
                placed.kind().ifPresent(kind -> add(placed, kind));
            } else {
                problems.error(
                        object.dn(),
                        "",
                        "MODEL-DUPLICATE",
                        "there are two objects of this name; give one of them another");
            }
        }
        byClass.forEach(this::place);
        byClass.values().forEach(found -> found.removeIf(Placed::isMisplaced));
    }

    private void add(Placed object, AmfClass kind) {
        List<Placed> found = byClass.computeIfAbsent(kind, k -> new ArrayList<>());
        object.position(found.size());
        found.add(object);
    }

    private void place(AmfClass kind, List<Placed> found) {
        Optional<Placed> above = Optional.empty();
        for (Placed object : found) {
            if (object.dn().isRoot() || !isWellNamed(object, kind)) {
                object.misplace();
                continue;
            }
            above = above(object, above);
            if (!hasRightParent(object, above, kind)) {
                object.misplace();
            }
        }
    }

    /**
     * The object above. As objects come by name, it is mostly the one above the object before or the next of that class: then
     * no name is made and looked up.
     */
    private Optional<Placed> above(Placed object, Optional<Placed> before) {
        if (before.isPresent()) {
            if (object.dn().isChildOf(before.get().dn())) {
                return before;
            }
            Optional<Placed> next = next(before.get());
            if (next.isPresent() && object.dn().isChildOf(next.get().dn())) {
                return next;
            }
        }
        return find(object.dn().parent());
    }

    private Optional<Placed> next(Placed object) {
        List<Placed> alike = object.kind().map(byClass::get).orElse(List.of());
        return object.position() + 1 < alike.size() ? Optional.of(alike.get(object.position() + 1)) : Optional.empty();
    }

    private boolean isWellNamed(Placed object, AmfClass kind) {
        Dn dn = object.dn();
        if (!dn.isNamed(kind.rdn())) {
            problems.error(
                    dn, kind.rdn(), "AMF-003", kind.className() + " is named " + kind.rdn() + "=..., not " + dn.rdn());
            return false;
        }
        if (kind.isAssociation()) {
            try {
                object.target(dn.associated());
            } catch (IllegalArgumentException e) {
                problems.error(
                        dn,
                        kind.rdn(),
                        "AMF-001",
                        "the value of " + kind.rdn() + " must be the name of a " + kind.target()
                                + " with each of its commas written \\, but: " + e.getMessage());
                return false;
            }
        }
        return true;
    }

    private boolean hasRightParent(Placed object, Optional<Placed> above, AmfClass kind) {
        if (kind.parent().isEmpty()) {
            Dn parent = object.dn().parent();
            if (!parent.isRoot()) {
                problems.error(
                        object.dn(), "", "AMF-003", kind.className() + " is a root object; remove '," + parent + "'");
            }
            return parent.isRoot();
        }
        if (above.isEmpty()) {
            Dn parent = object.dn().parent();
            problems.error(
                    object.dn(),
                    "",
                    "AMF-003",
                    parent.isRoot()
                            ? kind.className() + " must stand below a " + kind.parent() + ", not at the root"
                            : "the parent " + parent + " does not exist; create a " + kind.parent() + " of that name");
            return false;
        }
        String found = above.get().object().className();
        if (!found.equals(kind.parent())) {
            problems.error(
                    object.dn(),
                    "",
                    "AMF-003",
                    kind.className() + " must stand below a " + kind.parent() + ", but "
                            + above.get().dn() + " is a " + found);
            return false;
        }
        object.below(above.get());
        return true;
    }

    /** All objects by DN, those of unknown classes included. */
    Map<Dn, ImmObject> objects() {
        return Collections.unmodifiableMap(byDn.with(Placed::object));
    }

    Optional<Placed> find(Dn dn) {
        return Optional.ofNullable(byDn.get(dn));
    }

    /** Whether there is an object of this name and class in its right place. */
    boolean has(Dn dn, AmfClass kind) {
        Placed object = byDn.get(dn);
        return object != null && object.is(kind) && !object.isMisplaced();
    }

    /** Whether there is an object of this name and class, though perhaps in a wrong place, which is reported there. */
    boolean exists(Dn dn, AmfClass kind) {
        Placed object = byDn.get(dn);
        return object != null && object.is(kind);
    }

    /** The well-placed objects of a class, by DN. */
    List<Placed> all(AmfClass kind) {
        return byClass.getOrDefault(kind, List.of());
    }

    /** The well-placed objects of a class directly below an object, by DN. */
    List<Placed> children(Dn parent, AmfClass kind) {
        return find(parent).map(object -> object.children(kind)).orElse(List.of());
    }
}
