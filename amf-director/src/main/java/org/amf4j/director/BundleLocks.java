package org.amf4j.director;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.core.configuration.ChangeDraft;

/** The changes that are open, and the objects that they lock for each other. */
final class BundleLocks {

    private final Map<String, Bundle> bundles = new TreeMap<>();

    /** All that are open or on their way, by name. */
    Map<String, Bundle> bundles() {
        return bundles;
    }

    /** What keeps an operation out of a change: its status and a sentence. */
    record Conflict(AisStatus status, String text) {}

    /** What another change has against what an operation touches. */
    Optional<Conflict> conflict(Bundle own, Map<Dn, ChangeDraft.Edit> touched) {
        for (Bundle other : bundles.values()) {
            if (other == own || other.locks().isEmpty()) {
                continue;
            }
            for (Map.Entry<Dn, ChangeDraft.Edit> edit : touched.entrySet()) {
                Optional<Conflict> found = conflict(other, edit.getKey(), edit.getValue());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Conflict> conflict(Bundle other, Dn dn, ChangeDraft.Edit edit) {
        boolean creates = edit.before().isEmpty();
        if (other.locks().contains(dn)) {
            return Optional.of(
                    creates
                            ? new Conflict(AisStatus.ERR_EXIST, dn + " is being created by another change (IMM-018)")
                            : busy(dn));
        }
        boolean deletes = edit.after().isEmpty();
        Optional<Dn> below =
                deletes ? other.locks().stream().filter(d -> d.isBelow(dn)).findFirst() : Optional.empty();
        if (below.isPresent()) {
            return Optional.of(busy(below.get()));
        }
        return creates && other.locks().contains(dn.parent()) && other.deletes(dn.parent())
                ? Optional.of(busy(dn.parent()))
                : Optional.empty();
    }

    private static Conflict busy(Dn dn) {
        return new Conflict(
                AisStatus.ERR_BUSY,
                "another change is under way on " + dn + "; try again when it has been applied or aborted (IMM-018)");
    }

    /** Says that a change is under way on one of these objects; empty when none is. */
    Optional<Conflict> conflict(Collection<Dn> dns) {
        return dns.stream()
                .filter(dn -> bundles.values().stream().anyMatch(b -> b.locks().contains(dn)))
                .findFirst()
                .map(BundleLocks::busy);
    }

    /** The same for objects below others. */
    Optional<Conflict> conflict(Collection<Dn> roots, ObjectSearch.Scope scope) {
        return bundles.values().stream()
                .flatMap(b -> b.locks().stream())
                .filter(dn -> roots.stream().anyMatch(root -> isWithin(dn, root, scope)))
                .findFirst()
                .map(BundleLocks::busy);
    }

    private static boolean isWithin(Dn dn, Dn root, ObjectSearch.Scope scope) {
        return dn.equals(root)
                || switch (scope) {
                    case ONE -> false;
                    case SUBLEVEL -> dn.isChildOf(root);
                    case SUBTREE -> dn.isBelow(root);
                };
    }
}
