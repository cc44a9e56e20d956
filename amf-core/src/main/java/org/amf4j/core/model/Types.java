package org.amf4j.core.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.core.model.LifeCycle.Healthcheck;

/** The entity types of a configuration, read once. */
final class Types {
    final Map<Dn, AppType> applications = new LinkedHashMap<>();
    final Map<Dn, GroupType> groups = new LinkedHashMap<>();
    final Map<Dn, UnitType> units = new LinkedHashMap<>();
    final Map<Dn, ServiceType> services = new LinkedHashMap<>();
    final Map<Dn, CsType> cs = new LinkedHashMap<>();
    final Map<Dn, ComponentType> components = new LinkedHashMap<>();

    /** What {@code SaAmfAppType} says. */
    record AppType(Dn dn, Set<Dn> groupTypes) {}

    /** What {@code SaAmfSGType} says; without redundancy model when the number given is wrong. */
    record GroupType(Dn dn, Optional<RedundancyKind> redundancy, Set<Dn> unitTypes, Attributes attributes) {}

    /** What {@code SaAmfSUType} and its members say. */
    record UnitType(Dn dn, boolean external, boolean failover, Set<Dn> serviceTypes, Map<Dn, MemberLimits> members) {}

    /** How many components of a type a service unit may have. */
    record MemberLimits(int min, int max) {}

    /** What {@code SaAmfSvcType} and its members say: most CSIs by CS type. */
    record ServiceType(Dn dn, Map<Dn, Integer> csisMax) {}

    /** What {@code SaAmfCSType} says; no names means that any attribute is allowed. */
    record CsType(Dn dn, Set<String> attributeNames) {}

    /** What {@code SaAmfCompType} and its children say; without category when the bits given are wrong. */
    record ComponentType(
            Dn dn,
            Optional<ComponentCategory> category,
            Map<Dn, Component.Capability> capabilities,
            Map<String, Healthcheck> healthchecks,
            Attributes attributes) {}
}
