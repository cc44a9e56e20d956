package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.core.state.AdminState;

/** A unit of service delivery ({@code SaAmfApplication}). */
public final class Application extends Entity {
    private Dn type;
    private AdminState adminState;
    private final List<ServiceGroup> groups = new ArrayList<>();
    private final List<ServiceInstance> instances = new ArrayList<>();

    Application(Dn dn, int handle, Dn type, AdminState adminState) {
        super(dn, handle);
        this.type = type;
        this.adminState = adminState;
    }

    /** Its type version object. */
    public Dn type() {
        return type;
    }

    /** Administrative state at first start. */
    public AdminState adminState() {
        return adminState;
    }

    /** The service groups, by DN. */
    public List<ServiceGroup> groups() {
        return Collections.unmodifiableList(groups);
    }

    void add(ServiceGroup group) {
        groups.add(group);
    }

    /** The service instances, by DN. */
    public List<ServiceInstance> instances() {
        return Collections.unmodifiableList(instances);
    }

    void add(ServiceInstance instance) {
        instances.add(instance);
    }

    @Override
    boolean isConfiguredAs(Entity next) {
        return next instanceof Application a && a.type.equals(type) && a.adminState == adminState;
    }

    @Override
    void take(Entity next, Staying staying) {
        Application a = (Application) next;
        type = a.type;
        adminState = a.adminState;
        staying.replaceInScope(groups, a.groups);
        staying.replaceInScope(instances, a.instances);
    }
}
