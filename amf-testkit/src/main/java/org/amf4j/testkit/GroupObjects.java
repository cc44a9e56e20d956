package org.amf4j.testkit;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.api.Dn;

/** Writes the objects of a service group: types, units with components, service instances with CSIs. */
final class GroupObjects {
    private static final long TIMEOUT_NANOS = 10_000_000_000L;
    private static final long RESTART_PROBATION_NANOS = 4_000_000_000L;
    private static final int RESTART_MAX = 10;

    private final GroupText text;
    private final Dn appType;
    private final Dn groupType;
    private final Dn unitType;
    private final Dn serviceType;
    private final List<ObjectText> objects = new ArrayList<>();

    GroupObjects(GroupText text) {
        this.text = text;
        String name = text.dn.rdnValue();
        this.appType = version("safAppType", text.application.rdnValue());
        this.groupType = version("safSgType", name);
        this.unitType = version("safSuType", name);
        this.serviceType = version("safSvcType", name);
    }

    private static Dn version(String baseRdn, String name) {
        return Dn.ROOT.child(baseRdn, name).child("safVersion", "1");
    }

    List<ObjectText> write() {
        application();
        types();
        text.components.forEach(this::componentTypes);
        group();
        for (int i = 1; i <= text.units; i++) {
            unit(i);
        }
        for (int i = 0; i < text.instances.size(); i++) {
            instance(text.instances.get(i), text.rankedInstances ? i + 1 : 0);
        }
        return objects;
    }

    private ObjectText object(String className, Dn dn) {
        ObjectText object = new ObjectText(className, dn);
        objects.add(object);
        return object;
    }

    private void application() {
        object("SaAmfAppBaseType", appType.parent());
        // All groups of an application share its type; an empty application type accepts none, so it lists them all.
        List<Object> groupTypes = new ArrayList<>();
        text.cluster.groupsOf(text.application).forEach(g -> groupTypes.add(version("safSgType", g.dn.rdnValue())));
        object("SaAmfAppType", appType).with("saAmfApptSGTypes", groupTypes.toArray());
        object("SaAmfApplication", text.application).with("saAmfAppType", appType);
    }

    private void types() {
        object("SaAmfSGBaseType", groupType.parent());
        object("SaAmfSGType", groupType)
                .with("saAmfSgtRedundancyModel", text.redundancy.value())
                .with("saAmfSgtValidSuTypes", unitType)
                .with("saAmfSgtDefAutoAdjustProb", TIMEOUT_NANOS)
                .with("saAmfSgtDefCompRestartProb", RESTART_PROBATION_NANOS)
                .with("saAmfSgtDefCompRestartMax", RESTART_MAX)
                .with("saAmfSgtDefSuRestartProb", RESTART_PROBATION_NANOS)
                .with("saAmfSgtDefSuRestartMax", RESTART_MAX);
        object("SaAmfSUBaseType", unitType.parent());
        object("SaAmfSUType", unitType)
                .with("saAmfSutIsExternal", text.external)
                .with("saAmfSutDefSUFailover", true)
                .with("saAmfSutProvidesSvcTypes", serviceType);
        object("SaAmfSvcBaseType", serviceType.parent());
        object("SaAmfSvcType", serviceType);
    }

    private void componentTypes(String component) {
        Dn type = text.componentType(component);
        Dn csType = text.csType(component);
        object("SaAmfCSBaseType", csType.parent());
        object("SaAmfCSType", csType);
        object("SaAmfSvcTypeCSTypes", serviceType.association("safMemberCSType", csType));
        object("SaAmfCompBaseType", type.parent());
        ObjectText written = object("SaAmfCompType", type)
                .with("saAmfCtCompCategory", text.category)
                .with("saAmfCtSwBundle", ModelText.BUNDLE)
                .with("saAmfCtDefClcCliTimeout", TIMEOUT_NANOS)
                .with("saAmfCtDefCallbackTimeout", TIMEOUT_NANOS)
                .with("saAmfCtDefQuiescingCompleteTimeout", TIMEOUT_NANOS)
                .with("saAmfCtDefRecoveryOnError", 2)
                .with("saAmfCtDefDisableRestart", false);
        if (text.proxyCsi.isPresent() && !text.external) {
            written.with("saAmfCtRelPathCleanupCmd", "ctl").with("saAmfCtDefCleanupCmdArgv", "cleanup");
        }
        if (text.container.isEmpty() && text.proxyCsi.isEmpty()) {
            written.with("saAmfCtRelPathInstantiateCmd", "ctl")
                    .with("saAmfCtDefInstantiateCmdArgv", "instantiate")
                    .with("saAmfCtRelPathCleanupCmd", "ctl")
                    .with("saAmfCtDefCleanupCmdArgv", "cleanup");
        }
        if (text.category == GroupText.CATEGORY_LOCAL) {
            written.with("saAmfCtRelPathTerminateCmd", "ctl").with("saAmfCtDefTerminateCmdArgv", "terminate");
        }
        written.with(text.componentTypeAttributes);
        object("SaAmfCtCsType", type.association("safSupportedCsType", csType))
                .with("saAmfCtCompCapability", text.capability.value());
        object("SaAmfSutCompType", unitType.association("safMemberCompType", type));
    }

    private void group() {
        object("SaAmfSG", text.dn)
                .with("saAmfSGType", groupType)
                .with("saAmfSGSuHostNodeGroup", ModelText.ALL_NODES)
                .with(text.attributes);
    }

    private void unit(int number) {
        Dn unit = text.unit("SU" + number);
        ObjectText written =
                object("SaAmfSU", unit).with("saAmfSUType", unitType).with("saAmfSURank", number);
        if (!text.hostedByGroup && !text.external) {
            written.with("saAmfSUHostNodeOrNodeGroup", ModelText.node((number - 1) % text.cluster.nodeCount() + 1));
        }
        written.with(text.unitAttributes);
        for (String name : text.components) {
            Dn component = unit.child("safComp", name);
            ObjectText member = object("SaAmfComp", component).with("saAmfCompType", text.componentType(name));
            text.container.ifPresent(csi -> member.with("saAmfCompContainerCsi", csi));
            text.proxyCsi.ifPresent(csi -> member.with("saAmfCompProxyCsi", csi));
            object("SaAmfCompCsType", component.association("safSupportedCsType", text.csType(name)));
        }
    }

    private void instance(String name, int rank) {
        Dn instance = text.instance(name);
        object("SaAmfSI", instance)
                .with("saAmfSvcType", serviceType)
                .with("saAmfSIProtectedbySG", text.dn)
                .with("saAmfSIRank", rank);
        for (String component : text.components) {
            for (int i = 1; i <= text.csisPerComponent; i++) {
                csi(instance, text.csisPerComponent == 1 ? component : component + i, text.csType(component));
            }
        }
    }

    private void csi(Dn instance, String name, Dn type) {
        Object[] sponsors = text.csiSponsors.getOrDefault(name, List.of()).stream()
                .map(sponsor -> instance.child("safCsi", sponsor))
                .toArray();
        object("SaAmfCSI", instance.child("safCsi", name))
                .with("saAmfCSType", type)
                .with("saAmfCSIDependencies", sponsors);
    }
}
