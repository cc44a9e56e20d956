package org.amf4j.core.model;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Component.Capability;
import org.amf4j.core.model.LifeCycle.Healthcheck;
import org.amf4j.core.model.Types.ComponentType;

/** Reads and checks component types with the CS types they support and their healthchecks. */
final class ComponentTypeReader {
    /** Longest healthcheck key, in bytes. */
    static final int HEALTHCHECK_KEY_BYTES_MAX = 32;

    private final ObjectIndex index;
    private final Problems problems;

    ComponentTypeReader(ObjectIndex index, Problems problems) {
        this.index = index;
        this.problems = problems;
    }

    ComponentType read(Placed object) {
        Attributes in = new Attributes(object.object(), problems);
        Optional<ComponentCategory> category = category(in);
        Map<Dn, Capability> capabilities = new TreeMap<>();
        for (Placed child : object.children(AmfClass.SUPPORTED_CS_TYPE)) {
            if (TypeReader.associated(index, problems, child, AmfClass.CS_TYPE)) {
                capability(child, category).ifPresent(c -> capabilities.put(c.csType(), c));
            }
        }
        Map<String, Healthcheck> healthchecks = new TreeMap<>();
        for (Placed child : object.children(AmfClass.HEALTHCHECK_TYPE)) {
            Healthcheck healthcheck = healthcheck(child);
            healthchecks.put(healthcheck.key(), healthcheck);
        }
        ComponentType type = new ComponentType(object.dn(), category, capabilities, healthchecks, in);
        category.ifPresent(c -> new ComponentTypeRules(index, problems).check(type, c));
        return type;
    }

    private Optional<ComponentCategory> category(Attributes in) {
        int bits = in.requiredCount("saAmfCtCompCategory");
        if (!in.has("saAmfCtCompCategory")) {
            return Optional.empty();
        }
        try {
            ComponentCategory category = new ComponentCategory(bits);
            if (category.isConsistent()) {
                return Optional.of(category);
            }
        } catch (IllegalArgumentException e) {
            // Unknown bits are as wrong as an impossible combination and get the same answer.
        }
        problems.error(
                in.dn(),
                "saAmfCtCompCategory",
                "MODEL-COMPTYPE-CATEGORY",
                "saAmfCtCompCategory " + bits + " is no valid combination; use 1 for SA-aware, 3 for a proxy, 17 for a"
                        + " container, 33 for a contained, 4 or 12 for a proxied (external or local), 64 or 72 for a"
                        + " proxied non-pre-instantiable and 8 for a non-SA-aware component");
        return Optional.empty();
    }

    private Optional<Capability> capability(Placed object, Optional<ComponentCategory> category) {
        Attributes in = new Attributes(object.object(), problems);
        int number = in.requiredCount("saAmfCtCompCapability");
        CapabilityModel model;
        try {
            model = CapabilityModel.of(number);
        } catch (IllegalArgumentException e) {
            problems.error(
                    object.dn(),
                    "saAmfCtCompCapability",
                    "MODEL-COMPTYPE-CAPABILITY",
                    "saAmfCtCompCapability is a number from 1 (x_active_and_y_standby) to 7 (non_pre_instantiable),"
                            + " not "
                            + number);
            return Optional.empty();
        }
        model = fitting(object, model, category);
        return Optional.of(limited(
                object.target(),
                model,
                in.limit("saAmfCtDefNumMaxActiveCSIs"),
                in.limit("saAmfCtDefNumMaxStandbyCSIs")));
    }

    /** A non-pre-instantiable component has one capability only, whatever is written. */
    private CapabilityModel fitting(Placed object, CapabilityModel model, Optional<ComponentCategory> category) {
        if (category.isEmpty()
                || category.get().isPreInstantiable() != (model == CapabilityModel.NON_PRE_INSTANTIABLE)) {
            return model;
        }
        if (category.get().isPreInstantiable()) {
            problems.error(
                    object.dn(),
                    "saAmfCtCompCapability",
                    "MODEL-COMPTYPE-CAPABILITY",
                    "capability 7 is for non-pre-instantiable components, but the category of the type is a"
                            + " pre-instantiable one; choose 1 to 6");
            return model;
        }
        problems.warning(
                object.dn(),
                "saAmfCtCompCapability",
                "MODEL-COMPTYPE-CAPABILITY",
                "the type is non-pre-instantiable, so capability " + model.value() + " is treated as 7; write 7");
        return CapabilityModel.NON_PRE_INSTANTIABLE;
    }

    /** The limits given, cut down to what the capability model allows at all. */
    static Capability limited(Dn csType, CapabilityModel model, int maxActive, int maxStandby) {
        return switch (model) {
            case X_ACTIVE_AND_Y_STANDBY, X_ACTIVE_OR_Y_STANDBY -> new Capability(csType, model, maxActive, maxStandby);
            case ONE_ACTIVE_OR_Y_STANDBY -> new Capability(csType, model, 1, maxStandby);
            case ONE_ACTIVE_OR_ONE_STANDBY -> new Capability(csType, model, 1, 1);
            case X_ACTIVE -> new Capability(csType, model, maxActive, 0);
            case ONE_ACTIVE, NON_PRE_INSTANTIABLE -> new Capability(csType, model, 1, 0);
        };
    }

    private Healthcheck healthcheck(Placed object) {
        Attributes in = new Attributes(object.object(), problems);
        Healthcheck healthcheck = new Healthcheck(
                object.dn().rdnValue(),
                in.requiredTime("saAmfHctDefPeriod"),
                in.requiredTime("saAmfHctDefMaxDuration"));
        if (in.has("saAmfHctDefPeriod") && in.has("saAmfHctDefMaxDuration")) {
            Timeouts timeouts = new Timeouts(problems, object.dn());
            timeouts.check("saAmfHctDefPeriod", healthcheck.periodNanos());
            timeouts.check("saAmfHctDefMaxDuration", healthcheck.maxDurationNanos());
        }
        checkKey(problems, object.dn());
        return healthcheck;
    }

    static void checkKey(Problems problems, Dn healthcheck) {
        // Names are ASCII, so characters are bytes.
        int length = healthcheck.rdnValue().length();
        if (length > HEALTHCHECK_KEY_BYTES_MAX) {
            problems.error(
                    healthcheck,
                    "safHealthcheckKey",
                    "MODEL-HEALTHCHECK-KEY",
                    "the healthcheck key has " + length + " bytes; shorten it to " + HEALTHCHECK_KEY_BYTES_MAX);
        }
    }
}
