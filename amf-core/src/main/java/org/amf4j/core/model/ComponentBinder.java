package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.Component.Capability;
import org.amf4j.core.model.Types.ComponentType;

/** Binds components: what they are and what they can carry. */
final class ComponentBinder {
    private final Draft draft;
    private final LifeCycleReader lifeCycles;

    ComponentBinder(Draft draft) {
        this.draft = draft;
        this.lifeCycles = new LifeCycleReader(draft);
    }

    void bind() {
        for (ImmObject object : draft.index.all(AmfClass.COMPONENT)) {
            Attributes in = draft.attributes(object);
            Optional<ComponentType> type = in.requiredReference("saAmfCompType", AmfClass.COMPONENT_TYPE, draft.index)
                    .flatMap(dn -> Optional.ofNullable(draft.types.components.get(dn)));
            Optional<ServiceUnit> unit = draft.find(object.dn().parent(), ServiceUnit.class);
            if (type.isPresent() && unit.isPresent() && type.get().category().isPresent()) {
                ComponentCategory category = type.get().category().get();
                Component component = new Component(
                        object.dn(),
                        draft.components.size(),
                        unit.get(),
                        config(in, type.get(), category),
                        lifeCycles.read(in, type.get(), category));
                draft.add(draft.components, component);
                unit.get().add(component);
            }
        }
    }

    private Component.Config config(Attributes in, ComponentType type, ComponentCategory category) {
        RecommendedRecovery recovery = RecoveryReader.read(in, "saAmfCompRecoveryOnError", category, draft.problems)
                .or(() -> RecoveryReader.read(type.attributes(), "saAmfCtDefRecoveryOnError", category, draft.problems))
                .orElse(RecommendedRecovery.COMPONENT_FAILOVER);
        boolean disableRestart = in.flag("saAmfCompDisableRestart")
                .or(() -> type.attributes().flag("saAmfCtDefDisableRestart"))
                .orElse(false);
        return new Component.Config(
                type.dn(),
                category,
                capabilities(in.dn(), type),
                recovery,
                disableRestart,
                in.reference("saAmfCompProxyCsi", AmfClass.CSI, draft.index).orElse(Dn.ROOT),
                in.reference("saAmfCompContainerCsi", AmfClass.CSI, draft.index).orElse(Dn.ROOT));
    }

    /** The capabilities of the type; an object below the component narrows the limits of one. */
    private List<Capability> capabilities(Dn component, ComponentType type) {
        List<ImmObject> own = draft.index.children(component, AmfClass.COMPONENT_CS_TYPE);
        if (own.isEmpty()) {
            return List.copyOf(type.capabilities().values());
        }
        Map<Dn, Capability> result = new TreeMap<>(type.capabilities());
        for (ImmObject object : own) {
            Dn csType = object.dn().associated();
            Capability typical = type.capabilities().get(csType);
            if (typical == null) {
                draft.problems.error(
                        object.dn(),
                        "safSupportedCsType",
                        "MODEL-COMP-CSTYPE",
                        "component type " + type.dn() + " does not support CS type " + csType
                                + "; add a SaAmfCtCsType below the type or remove this object");
            } else {
                result.put(csType, narrowed(draft.attributes(object), typical));
            }
        }
        return List.copyOf(new ArrayList<>(result.values()));
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
