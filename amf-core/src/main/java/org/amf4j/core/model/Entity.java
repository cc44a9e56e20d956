package org.amf4j.core.model;

import org.amf4j.api.Dn;

/** Something of the availability model that has a name; compared by identity, ordered by DN. */
public abstract sealed class Entity
        permits Cluster,
                Node,
                NodeGroup,
                Application,
                ServiceGroup,
                ServiceUnit,
                Component,
                ServiceInstance,
                ComponentServiceInstance {

    private final Dn dn;
    private int handle;

    Entity(Dn dn, int handle) {
        this.dn = dn;
        this.handle = handle;
    }

    /** The name. */
    public final Dn dn() {
        return dn;
    }

    /** The value of the first relative name: what people call it. */
    public final String name() {
        return dn.rdnValue();
    }

    /** Position among the entities of its kind in the model, from 0 without gaps. */
    public final int handle() {
        return handle;
    }

    /** Gives it another position, because others of its kind have come or gone. */
    final void handle(int position) {
        handle = position;
    }

    /** Whether another binding of it says the same of the entity itself. */
    abstract boolean isConfiguredAs(Entity next);

    /** Takes over what another binding of it says, with those who stay in the place of their other bindings. */
    abstract void take(Entity next, Staying staying);

    @Override
    public final String toString() {
        return dn.toString();
    }
}
