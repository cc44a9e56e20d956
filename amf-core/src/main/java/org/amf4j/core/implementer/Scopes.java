package org.amf4j.core.implementer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.core.runtime.ClusterState;

/** The objects that a request means. */
final class Scopes {

    private final ClusterState state;

    Scopes(ClusterState state) {
        this.state = state;
    }

    /** The object of this name, of the configuration or of an application. */
    Optional<ImmObject> find(Dn dn) {
        return Optional.ofNullable(state.model().objects().get(dn))
                .or(() -> state.imm().object(dn));
    }

    ImmObject require(Dn dn) {
        return find(dn).orElseThrow(() -> new AisException(AisStatus.ERR_NOT_EXIST, "there is no object " + dn));
    }

    /** The objects, ordered by name; all roots must exist. */
    List<ImmObject> objects(List<Dn> roots, ObjectSearch.Scope scope) {
        TreeSet<Dn> found = new TreeSet<>();
        for (Dn root : roots) {
            found.add(require(root).dn());
        }
        if (scope != ObjectSearch.Scope.ONE) {
            state.model().objects().keySet().forEach(dn -> addWithin(dn, roots, scope, found));
            state.imm().objects().forEach(o -> addWithin(o.dn(), roots, scope, found));
        }
        List<ImmObject> objects = new ArrayList<>(found.size());
        found.forEach(dn -> objects.add(require(dn)));
        return objects;
    }

    private static void addWithin(Dn dn, List<Dn> roots, ObjectSearch.Scope scope, TreeSet<Dn> found) {
        for (Dn root : roots) {
            if (scope == ObjectSearch.Scope.SUBTREE ? dn.isBelow(root) : dn.isChildOf(root)) {
                found.add(dn);
                return;
            }
        }
    }
}
