package org.amf4j.core.model;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;

/** The smallest unit of error detection and recovery ({@code SaAmfComp}). */
public final class Component extends Entity {
    private ServiceUnit unit;
    private Config config;
    private LifeCycle lifeCycle;
    private int ampleCsis;

    Component(Dn dn, int handle, ServiceUnit unit, Config config, LifeCycle lifeCycle) {
        super(dn, handle);
        this.unit = unit;
        this.config = config;
        this.lifeCycle = lifeCycle;
        this.ampleCsis = ampleCsis(config.capabilities());
    }

    private static int ampleCsis(List<Capability> capabilities) {
        int ample = Integer.MAX_VALUE;
        for (Capability capability : capabilities) { // every component of the model: no stream
            ample = Math.min(ample, capability.maxActive());
            if (capability.model().hasStandby()) {
                ample = Math.min(ample, capability.maxStandby());
            }
        }
        return ample;
    }

    /** The service unit it belongs to. */
    public ServiceUnit unit() {
        return unit;
    }

    /** The configuration. */
    public Config config() {
        return config;
    }

    /** Its commands and time limits. */
    public LifeCycle lifeCycle() {
        return lifeCycle;
    }

    /** Whether it can exist without an assignment. */
    public boolean isPreInstantiable() {
        return config.category().isPreInstantiable();
    }

    /** With as many CSIs, or fewer, of whatever types and in whatever states, it has room for each of them. */
    public int ampleCsis() {
        return ampleCsis;
    }

    @Override
    boolean isConfiguredAs(Entity next) {
        return next instanceof Component c && c.config.equals(config) && c.lifeCycle.equals(lifeCycle);
    }

    @Override
    void take(Entity next, Staying staying) {
        Component c = (Component) next;
        config = c.config;
        lifeCycle = c.lifeCycle;
        ampleCsis = c.ampleCsis;
        unit = staying.of(c.unit);
    }

    /** What it can carry of a CS type; empty when it does not support the type. */
    public Optional<Capability> capability(Dn csType) {
        for (Capability capability : config.capabilities()) { // asked for very often: no stream
            if (capability.csType().equals(csType)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }

    /**
     * What a component can carry of one CS type.
     *
     * @param csType the CS type version object
     * @param model the capability model
     * @param maxActive most CSIs of the type in ACTIVE, {@link Integer#MAX_VALUE} for no limit
     * @param maxStandby most CSIs of the type in STANDBY, {@link Integer#MAX_VALUE} for no limit
     */
    public record Capability(Dn csType, CapabilityModel model, int maxActive, int maxStandby) {}

    /**
     * What the configuration says, defaults of types and global attributes applied.
     *
     * @param type its type version object
     * @param category what kind of component it is
     * @param capabilities what it can carry, by CS type
     * @param recoveryOnError recovery when an error comes without a recommendation
     * @param disableRestart whether restart as a recovery is forbidden
     * @param proxyCsi the CSI whose active holder is its proxy, or the root name
     * @param containerCsi the CSI whose active holder is its container, or the root name
     */
    public record Config(
            Dn type,
            ComponentCategory category,
            List<Capability> capabilities,
            RecommendedRecovery recoveryOnError,
            boolean disableRestart,
            Dn proxyCsi,
            Dn containerCsi) {}
}
