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
    private final List<Placed> all;
    private final NameMap<Placed> byDn;
    private final Map<AmfClass, List<Placed>> byClass = new EnumMap<>(AmfClass.class);
    private final Problems problems;

    ObjectIndex(List<ImmObject> objects, Problems problems) {
        this.problems = problems;
        this.all = new ArrayList<>(objects.size());
        this.byDn = new NameMap<>(objects.size());
        List<ImmObject> sorted = new ArrayList<>(objects);
        sorted.sort((a, b) -> a.dn().compareTo(b.dn()));
        for (ImmObject object : sorted) {
            Placed placed = new Placed(object);
            if (byDn.add(object.dn(), placed)) {
                all.add(placed);
            } else {
                problems.error(
                        object.dn(),
                        "",
                        "MODEL-DUPLICATE",
                        "there are two objects of this name; give one of them another");
            }
        }
        all.forEach(object -> object.kind().ifPresent(kind -> place(object, kind)));
    }

    private void place(Placed object, AmfClass kind) {
        if (object.dn().isRoot() || !isWellNamed(object, kind) || !hasRightParent(object, kind)) {
            object.misplace();
        } else {
            byClass.computeIfAbsent(kind, k -> new ArrayList<>()).add(object);
        }
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

    private boolean hasRightParent(Placed object, AmfClass kind) {
        Dn parent = object.dn().parent();
        if (kind.parent().isEmpty()) {
            if (!parent.isRoot()) {
                problems.error(
                        object.dn(), "", "AMF-003", kind.className() + " is a root object; remove '," + parent + "'");
            }
            return parent.isRoot();
        }
        Optional<Placed> above = find(parent);
        if (above.isEmpty()) {
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
                    kind.className() + " must stand below a " + kind.parent() + ", but " + parent + " is a " + found);
            return false;
        }
        object.below(above.get());
        return true;
    }

    /** All objects by DN, those of unknown classes included. */
    Map<Dn, ImmObject> objects() {
        NameMap<ImmObject> objects = new NameMap<>(all.size());
        all.forEach(placed -> objects.add(placed.dn(), placed.object()));
        return Collections.unmodifiableMap(objects);
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
