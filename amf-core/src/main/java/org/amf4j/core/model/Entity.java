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
    private final int handle;

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

    @Override
    public final String toString() {
        return dn.toString();
    }
}
