package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.core.state.AdminState;

/** Components that provide service together on one node ({@code SaAmfSU}). */
public final class ServiceUnit extends Entity {
    private ServiceGroup group;
    private Config config;
    private final List<Component> components = new ArrayList<>(1); // most have one
    private boolean preInstantiable;

    ServiceUnit(Dn dn, int handle, ServiceGroup group, Config config) {
        super(dn, handle);
        this.group = group;
        this.config = config;
    }

    /** The service group it belongs to. */
    public ServiceGroup group() {
        return group;
    }

    /** Whether a maintenance campaign holds it, so that nothing is repaired automatically because of it. */
    public boolean isInMaintenance() {
        return !config.maintenanceCampaign().isRoot();
    }

    /** The configuration. */
    public Config config() {
        return config;
    }

    /** The components, by DN. */
    public List<Component> components() {
        return Collections.unmodifiableList(components);
    }

    void add(Component component) {
        components.add(component);
        preInstantiable |= component.isPreInstantiable();
    }

    @Override
    boolean isConfiguredAs(Entity next) {
        return next instanceof ServiceUnit u
                && u.preInstantiable == preInstantiable
                && Staying.areAlike(config.hosts(), u.config.hosts())
                && config.equals(u.config.on(config.hosts()));
    }

    @Override
    void take(Entity next, Staying staying) {
        ServiceUnit u = (ServiceUnit) next;
        config = u.config.on(staying.of(u.config.hosts()));
        group = staying.of(u.group);
        preInstantiable = u.preInstantiable;
        staying.replace(components, u.components);
    }

    /** Whether at least one component is pre-instantiable (AMF-012). */
    public boolean isPreInstantiable() {
        return preInstantiable;
    }

    /** Its rank in the group as something to sort by: no rank comes last. */
    public int rankKey() {
        return UnitBinder.rankKey(config.rank());
    }

    /**
     * What the configuration says, defaults of types and global attributes applied.
     *
     * @param type its type version object
     * @param rank rank in the group, 1 is best, 0 is none
     * @param hosts nodes that may host it, by DN; empty for an external unit
     * @param failover whether the failure of a component is that of the unit
     * @param external whether it lies outside all nodes
     * @param maintenanceCampaign campaign that has it in maintenance, or the root name
     * @param adminState administrative state at first start
     */
    public record Config(
            Dn type,
            int rank,
            List<Node> hosts,
            boolean failover,
            boolean external,
            Dn maintenanceCampaign,
            AdminState adminState) {

        private Config on(List<Node> nodes) {
            return new Config(type, rank, nodes, failover, external, maintenanceCampaign, adminState);
        }
    }
}
