package org.amf4j.core.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.Component.Capability;
import org.amf4j.core.model.Types.ComponentType;

/** Binds components: what they are and what they can carry. */
final class ComponentBinder {
    private final Draft draft;
    private final LifeCycleReader lifeCycles;
    private final Map<Dn, List<Capability>> typical = new LinkedHashMap<>(); // one list for all of a type
    private final Map<Dn, Component.Config> latest = new LinkedHashMap<>(); // most of a type are configured alike

    ComponentBinder(Draft draft) {
        this.draft = draft;
        this.lifeCycles = new LifeCycleReader(draft);
    }

    void bind() {
        for (Placed object : draft.index.all(AmfClass.COMPONENT)) {
            Attributes in = draft.attributes(object);
            Optional<ComponentType> type = in.requiredReference("saAmfCompType", AmfClass.COMPONENT_TYPE, draft.index)
                    .flatMap(dn -> Optional.ofNullable(draft.types.components.get(dn)));
            Optional<ServiceUnit> unit = object.parent(ServiceUnit.class);
            if (type.isPresent() && unit.isPresent() && type.get().category().isPresent()) {
                ComponentCategory category = type.get().category().get();
                Component component = new Component(
                        object.dn(),
                        draft.components.size(),
                        unit.get(),
                        config(object, type.get(), category),
                        lifeCycles.read(object, type.get(), category));
                draft.add(draft.components, object, component);
                unit.get().add(component);
            }
        }
    }

    private Component.Config config(Placed object, ComponentType type, ComponentCategory category) {
        Attributes in = draft.attributes(object);
        RecommendedRecovery recovery = RecoveryReader.read(in, "saAmfCompRecoveryOnError", category, draft.problems)
                .or(() -> RecoveryReader.read(type.attributes(), "saAmfCtDefRecoveryOnError", category, draft.problems))
                .orElse(RecommendedRecovery.COMPONENT_FAILOVER);
        boolean disableRestart = in.flag("saAmfCompDisableRestart")
                .or(() -> type.attributes().flag("saAmfCtDefDisableRestart"))
                .orElse(false);
        Component.Config config = new Component.Config(
                type.dn(),
                category,
                capabilities(object, type),
                recovery,
                disableRestart,
                in.reference("saAmfCompProxyCsi", AmfClass.CSI, draft.index).orElse(Dn.ROOT),
                in.reference("saAmfCompContainerCsi", AmfClass.CSI, draft.index).orElse(Dn.ROOT));
        Component.Config before = latest.get(type.dn());
        if (config.equals(before)) {
            return before;
        }
        latest.put(type.dn(), config);
        return config;
    }

    /** The capabilities of the type; an object below the component narrows the limits of one. */
    private List<Capability> capabilities(Placed component, ComponentType type) {
        List<Placed> own = component.children(AmfClass.COMPONENT_CS_TYPE);
        Map<Dn, Capability> narrowed = new TreeMap<>();
        for (Placed object : own) {
            Dn csType = object.target();
            Capability typical = type.capabilities().get(csType);
            if (typical == null) {
                draft.problems.error(
                        object.dn(),
                        "safSupportedCsType",
                        "MODEL-COMP-CSTYPE",
                        "component type " + type.dn() + " does not support CS type " + csType
                                + "; add a SaAmfCtCsType below the type or remove this object");
            } else {
                Capability capability = narrowed(draft.attributes(object), typical);
                if (!capability.equals(typical)) {
                    narrowed.put(csType, capability);
                }
            }
        }
        List<Capability> all = typical(type);
        return narrowed.isEmpty()
                ? all
                : all.stream().map(c -> narrowed.getOrDefault(c.csType(), c)).toList();
    }

    private List<Capability> typical(ComponentType type) {
        return typical.computeIfAbsent(
                type.dn(), t -> List.copyOf(type.capabilities().values()));
    }

    private Capability narrowed(Attributes in, Capability typical) {
        return ComponentTypeReader.limited(
                typical.csType(),
                typical.model(),
                narrowed(in, "saAmfCompNumMaxActiveCSIs", typical.maxActive()),
                narrowed(in, "saAmfCompNumMaxStandbyCSIs", typical.maxStandby()));
    }

    private int narrowed(Attributes in, String attribute, int limit) {
        Optional<Integer> own = in.count(attribute).filter(c -> c > 0);
        if (own.isPresent() && own.get() > limit) {
            draft.problems.error(
                    in.dn(),
                    attribute,
                    "MODEL-COMP-CSTYPE",
                    attribute + " " + own.get() + " exceeds the " + limit
                            + " that the component type allows; lower it");
        }
        return own.orElse(limit);
    }
}
