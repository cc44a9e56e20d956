package org.amf4j.core.model;

import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;

/** Workload of one component ({@code SaAmfCSI}). */
public final class ComponentServiceInstance extends Entity {
    private ServiceInstance instance;
    private Dn type;
    private int dependencyRank;
    private List<Dn> sponsors;
    private Map<String, List<String>> attributes;
    private boolean communicatesChanges;

    ComponentServiceInstance(
            Dn dn,
            int handle,
            ServiceInstance instance,
            Dn type,
            int dependencyRank,
            List<Dn> sponsors,
            Map<String, List<String>> attributes,
            boolean communicatesChanges) {
        super(dn, handle);
        this.instance = instance;
        this.type = type;
        this.dependencyRank = dependencyRank;
        this.sponsors = sponsors;
        this.attributes = attributes;
        this.communicatesChanges = communicatesChanges;
    }

    /** The service instance it belongs to. */
    public ServiceInstance instance() {
        return instance;
    }

    /** Its CS type version object. */
    public Dn type() {
        return type;
    }

    /** 1 without sponsors, else one more than its highest sponsor. */
    public int dependencyRank() {
        return dependencyRank;
    }

    /** CSIs of the same instance that must be assigned before, by DN. */
    public List<Dn> sponsors() {
        return sponsors;
    }

    @Override
    boolean isConfiguredAs(Entity next) {
        return next instanceof ComponentServiceInstance c
                && c.type.equals(type)
                && c.dependencyRank == dependencyRank
                && c.sponsors.equals(sponsors)
                && c.attributes.equals(attributes)
                && c.communicatesChanges == communicatesChanges;
    }

    @Override
    void take(Entity next, Staying staying) {
        ComponentServiceInstance c = (ComponentServiceInstance) next;
        type = c.type;
        dependencyRank = c.dependencyRank;
        sponsors = c.sponsors;
        attributes = c.attributes;
        communicatesChanges = c.communicatesChanges;
        instance = staying.of(c.instance);
    }

    /** Whether components that have it are told of changes of its attributes at once. */
    public boolean communicatesChanges() {
        return communicatesChanges;
    }

    /** Values by attribute name, names sorted. */
    public Map<String, List<String>> attributes() {
        return attributes;
    }
}
