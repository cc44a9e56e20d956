package org.amf4j.core.model;

import java.util.Set;
import org.amf4j.api.Dn;

/** Which service groups an entity concerns. */
final class Concern {

    private Concern() {}

    /** Adds the names of the groups that are to be looked at again when the entity comes, goes or is configured otherwise. */
    static void of(Entity entity, Set<Dn> groups) {
        switch (entity) {
            case Cluster c -> {}
            case Node n -> {} // whose units name it as host, they have changed, too
            case NodeGroup g -> {}
            case Application a -> a.groups().forEach(g -> groups.add(g.dn()));
            case ServiceGroup g -> groups.add(g.dn());
            case ServiceUnit u -> groups.add(u.group().dn());
            case Component c -> groups.add(c.unit().group().dn());
            case ServiceInstance i -> groups.add(i.group().dn());
            case ComponentServiceInstance c -> groups.add(c.instance().group().dn());
        }
    }
}
