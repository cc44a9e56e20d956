package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/**
 * An object in its place: what stands above and below it, and the entity that was bound from it.
 *
 * <p>Names are looked up once, when the {@link ObjectIndex} is made; whoever binds goes from object to object.
 */
final class Placed {
    private final ImmObject object;
    private final Optional<AmfClass> kind;
    private List<Placed> children = List.of(); // most have none, many have one
    private Optional<Placed> asParent = Optional.empty(); // this, as its children have it
    private Optional<Placed> parent = Optional.empty();
    private Dn target = Dn.ROOT;
    private int position;
    private boolean misplaced;
    private Optional<Entity> entity = Optional.empty();

    Placed(ImmObject object) {
        this.object = object;
        this.kind = AmfClass.of(object.className());
    }

    Dn dn() {
        return object.dn();
    }

    ImmObject object() {
        return object;
    }

    /** Its class, unless the binder does not read that. */
    Optional<AmfClass> kind() {
        return kind;
    }

    boolean is(AmfClass wanted) {
        return kind.isPresent() && kind.get() == wanted;
    }

    /** How many objects of its class come before it by name. */
    int position() {
        return position;
    }

    void position(int number) {
        position = number;
    }

    /** Puts it where it belongs. */
    void below(Placed above) {
        if (above.children.isEmpty()) {
            above.asParent = Optional.of(above);
            above.children = List.of(this);
        } else {
            if (above.children.size() == 1) {
                above.children = new ArrayList<>(above.children);
            }
            above.children.add(this);
        }
        parent = above.asParent;
    }

    /** Notes that it is in a wrong place or has a wrong name, which has been reported. */
    void misplace() {
        misplaced = true;
    }

    boolean isMisplaced() {
        return misplaced;
    }

    /** The name that an association object carries in its own; the root name for others. */
    Dn target() {
        return target;
    }

    void target(Dn name) {
        target = name;
    }

    /** The well-placed objects of a class directly below it, by DN. */
    List<Placed> children(AmfClass wanted) {
        if (children.isEmpty()) {
            return List.of();
        }
        List<Placed> found = new ArrayList<>(children.size());
        for (Placed child : children) {
            if (child.is(wanted)) {
                found.add(child);
            }
        }
        return found;
    }

    /** What was bound from it, if it is of this kind. */
    <T extends Entity> Optional<T> entity(Class<T> wanted) {
        return entity.filter(wanted::isInstance).map(wanted::cast);
    }

    void entity(Entity bound) {
        entity = Optional.of(bound);
    }

    /** What was bound from the object above it, if it is of this kind. */
    <T extends Entity> Optional<T> parent(Class<T> wanted) {
        return parent.flatMap(above -> above.entity(wanted));
    }
}
