package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/**
 * The objects of a configuration, found by name, by class and by parent without searching.
 *
 * <p>Objects in a wrong place (AMF-003) or with an association name that does not parse (AMF-001) are reported and left
 * out of the lists by class and parent.
 */
final class ObjectIndex {
    private final Map<Dn, ImmObject> byDn;
    private final Set<Dn> misplaced = new LinkedHashSet<>();
    private final Map<AmfClass, List<ImmObject>> byClass = new EnumMap<>(AmfClass.class);
    private final Map<AmfClass, Map<Dn, List<ImmObject>>> byParent = new EnumMap<>(AmfClass.class);
    private final Problems problems;

    ObjectIndex(List<ImmObject> objects, Problems problems) {
        this.problems = problems;
        this.byDn = LinkedHashMap.newLinkedHashMap(objects.size());
        List<ImmObject> sorted = new ArrayList<>(objects);
        sorted.sort((a, b) -> a.dn().compareTo(b.dn()));
        for (ImmObject object : sorted) {
            if (byDn.putIfAbsent(object.dn(), object) != null) {
                problems.error(
                        object.dn(),
                        "",
                        "MODEL-DUPLICATE",
                        "there are two objects of this name; give one of them another");
            }
        }
        byDn.values().forEach(object -> AmfClass.of(object.className()).ifPresent(kind -> place(object, kind)));
    }

    private void place(ImmObject object, AmfClass kind) {
        Dn parent = object.dn().parent();
        if (object.dn().isRoot() || !isWellNamed(object, kind) || !hasRightParent(object, kind, parent)) {
            misplaced.add(object.dn());
            return;
        }
        byClass.computeIfAbsent(kind, k -> new ArrayList<>()).add(object);
        byParent.computeIfAbsent(kind, k -> new LinkedHashMap<>())
                .computeIfAbsent(parent, p -> new ArrayList<>(1))
                .add(object);
    }

    private boolean isWellNamed(ImmObject object, AmfClass kind) {
        Dn dn = object.dn();
        if (!dn.rdnAttribute().equals(kind.rdn())) {
            problems.error(
                    dn, kind.rdn(), "AMF-003", kind.className() + " is named " + kind.rdn() + "=..., not " + dn.rdn());
            return false;
        }
        if (kind.isAssociation()) {
            try {
                dn.associated();
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

    private boolean hasRightParent(ImmObject object, AmfClass kind, Dn parent) {
        if (kind.parent().isEmpty()) {
            if (!parent.isRoot()) {
                problems.error(
                        object.dn(), "", "AMF-003", kind.className() + " is a root object; remove '," + parent + "'");
            }
            return parent.isRoot();
        }
        Optional<ImmObject> above = find(parent);
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
        if (!above.get().className().equals(kind.parent())) {
            problems.error(
                    object.dn(),
                    "",
                    "AMF-003",
                    kind.className() + " must stand below a " + kind.parent() + ", but " + parent + " is a "
                            + above.get().className());
            return false;
        }
        return true;
    }

    /** All objects by DN, those of unknown classes included. */
    Map<Dn, ImmObject> objects() {
        return Collections.unmodifiableMap(byDn);
    }

    Optional<ImmObject> find(Dn dn) {
        return Optional.ofNullable(byDn.get(dn));
    }

    /** Whether there is an object of this name and class in its right place. */
    boolean has(Dn dn, AmfClass kind) {
        return exists(dn, kind) && !misplaced.contains(dn);
    }

    /** Whether there is an object of this name and class, though perhaps in a wrong place, which is reported there. */
    boolean exists(Dn dn, AmfClass kind) {
        ImmObject object = byDn.get(dn);
        return object != null && object.className().equals(kind.className());
    }

    /** The well-placed objects of a class, by DN. */
    List<ImmObject> all(AmfClass kind) {
        return byClass.getOrDefault(kind, List.of());
    }

    /** The well-placed objects of a class directly below an object, by DN. */
    List<ImmObject> children(Dn parent, AmfClass kind) {
        return byParent.getOrDefault(kind, Map.of()).getOrDefault(parent, List.of());
    }
}
