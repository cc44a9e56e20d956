package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.amf4j.api.Dn;
import org.amf4j.core.state.AdminState;

/** Workload of a whole service unit ({@code SaAmfSI}). */
public final class ServiceInstance extends Entity {
    private ServiceGroup group;
    private Config config;
    private final List<ComponentServiceInstance> csis = new ArrayList<>(1); // most have one
    private final List<ComponentServiceInstance> readable = Collections.unmodifiableList(csis);

    ServiceInstance(Dn dn, int handle, ServiceGroup group, Config config) {
        super(dn, handle);
        this.group = group;
        this.config = config;
    }

    /** The service group that protects it. */
    public ServiceGroup group() {
        return group;
    }

    /** The configuration. */
    public Config config() {
        return config;
    }

    /** The component service instances by dependency rank, then DN: sponsors come first. */
    public List<ComponentServiceInstance> csis() {
        return readable;
    }

    void add(ComponentServiceInstance csi) {
        csis.add(csi);
    }

    @Override
    boolean isConfiguredAs(Entity next) {
        return next instanceof ServiceInstance i
                && i.config.equals(config)
                && i.group.dn().equals(group.dn());
    }

    @Override
    void take(Entity next, Staying staying) {
        ServiceInstance i = (ServiceInstance) next;
        config = i.config;
        group = staying.of(i.group);
        staying.replace(csis, i.csis);
    }

    /** Rank of the unit for this instance by {@code SaAmfSIRankedSU}, 1 is best; empty when none is configured. */
    public OptionalInt rankOf(ServiceUnit unit) {
        Integer rank = config.rankedUnits().get(unit.dn());
        return rank == null ? OptionalInt.empty() : OptionalInt.of(rank);
    }

    /**
     * What the configuration says, defaults of types and global attributes applied.
     *
     * @param type its service type version object
     * @param rank importance, 1 is best, 0 is lowest
     * @param prefActiveAssignments N-way-active: units that should be active
     * @param prefStandbyAssignments N-way: units that should be standby
     * @param rankedUnits rank by service unit
     * @param sponsors tolerance time in nanoseconds by sponsor service instance
     * @param adminState administrative state at first start
     */
    public record Config(
            Dn type,
            int rank,
            int prefActiveAssignments,
            int prefStandbyAssignments,
            Map<Dn, Integer> rankedUnits,
            Map<Dn, Long> sponsors,
            AdminState adminState) {}
}
