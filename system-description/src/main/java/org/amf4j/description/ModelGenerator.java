package org.amf4j.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.description.SystemDescription.Application;

/**
 * Makes the objects of the information model that a description stands for. A pure function: the same description gives the
 * same objects in the same order.
 */
public final class ModelGenerator {

    private static final String WRAPPERS = "${AMF_HOME}/clc-cli/scripts";
    private static final Dn WRAPPER_BUNDLE = Dn.ROOT.child("safSmfBundle", "amf4j-wrappers");

    private final SystemDescription system;
    private final ObjectList objects = new ObjectList();
    private final Dn amfCluster;

    private ModelGenerator(SystemDescription system) {
        this.system = system;
        this.amfCluster = Dn.ROOT.child("safAmfCluster", system.cluster());
    }

    /** All objects of the system: cluster, nodes, software, types and applications. */
    public static List<ImmObject> objects(SystemDescription system) {
        ModelGenerator generator = new ModelGenerator(system);
        generator.cluster();
        system.applications().forEach(generator::application);
        return generator.objects.made();
    }

    private void cluster() {
        Dn clmCluster = objects.add("SaClmCluster", Dn.ROOT.child("safCluster", system.cluster()));
        for (String node : system.nodes()) {
            objects.add("SaClmNode", clmCluster.child("safNode", node));
        }
        objects.add(
                "SaAmfCluster",
                amfCluster,
                "saAmfClusterClmCluster",
                clmCluster,
                "saAmfClusterStartupTimeout",
                system.startup());
        for (String node : system.nodes()) {
            objects.add(
                    "SaAmfNode",
                    node(node),
                    "saAmfNodeClmNode",
                    clmCluster.child("safNode", node),
                    "saAmfNodeSuFailOverProb",
                    system.failOverPeriod(),
                    "saAmfNodeSuFailoverMax",
                    system.failOvers());
        }
        if (system.applications().stream().anyMatch(ModelGenerator::usesWrappers)) {
            bundle(WRAPPER_BUNDLE, WRAPPERS);
        }
    }

    private Dn node(String name) {
        return amfCluster.child("safAmfNode", name);
    }

    private static boolean usesWrappers(Application application) {
        return application.groups().stream()
                .flatMap(group -> group.components().stream())
                .anyMatch(component -> component.kind() == ComponentDescription.Kind.PROGRAM);
    }

    private void bundle(Dn bundle, String folder) {
        objects.add("SaSmfSwBundle", bundle);
        for (String node : system.nodes()) {
            objects.add(
                    "SaAmfNodeSwBundle",
                    node(node).association("safInstalledSwBundle", bundle),
                    "saAmfNodeSwBundlePathPrefix",
                    folder);
        }
    }

    private void application(Application application) {
        Dn software = Dn.ROOT.child("safSmfBundle", application.name());
        if (!application.software().isEmpty()) {
            bundle(software, application.software());
        }
        List<Dn> groupTypes = new ArrayList<>();
        List<TypeObjects> types = new ArrayList<>();
        for (GroupDescription group : application.groups()) {
            TypeObjects made =
                    new TypeObjects(objects, application.name() + "." + group.name(), group, software, WRAPPER_BUNDLE);
            types.add(made);
            groupTypes.add(made.make());
        }
        objects.add("SaAmfAppBaseType", Dn.ROOT.child("safAppType", application.name()));
        Dn type = objects.add(
                "SaAmfAppType", TypeObjects.version("safAppType", application.name()), "saAmfApptSGTypes", groupTypes);
        Dn dn = objects.add("SaAmfApplication", Dn.ROOT.child("safApp", application.name()), "saAmfAppType", type);
        for (int i = 0; i < types.size(); i++) {
            group(dn, application.groups().get(i), types.get(i));
        }
    }

    private void group(Dn application, GroupDescription group, TypeObjects types) {
        Dn dn = application.child("safSg", group.name());
        objects.addWith(group.settings(), "SaAmfSG", dn, "saAmfSGType", types.groupType());
        for (int i = 0; i < group.hosts().size(); i++) {
            Dn unit = objects.add(
                    "SaAmfSU",
                    dn.child("safSu", "su" + (i + 1)),
                    "saAmfSUType",
                    types.unitType(),
                    "saAmfSURank",
                    i + 1,
                    "saAmfSUFailover",
                    group.unitFailOver(),
                    "saAmfSUHostNodeOrNodeGroup",
                    node(group.hosts().get(i)));
            for (ComponentDescription component : group.components()) {
                Dn made = objects.addWith(
                        component.settings(),
                        "SaAmfComp",
                        unit.child("safComp", component.name()),
                        "saAmfCompType",
                        types.componentType(component.name()));
                objects.add("SaAmfCompCsType", made.association("safSupportedCsType", types.csType(component.name())));
            }
        }
        for (ServiceDescription service : group.services()) {
            List<String> names = service.instances();
            for (int i = 0; i < names.size(); i++) {
                instance(application, dn, group, types, service, i);
            }
        }
    }

    private void instance(
            Dn application,
            Dn protectedBy,
            GroupDescription group,
            TypeObjects types,
            ServiceDescription service,
            int position) {
        Dn instance = application.child("safSi", service.instances().get(position));
        objects.addWith(
                service.settings(),
                "SaAmfSI",
                instance,
                "saAmfSvcType",
                types.serviceType(service.name()),
                "saAmfSIProtectedbySG",
                protectedBy);
        for (ComponentDescription component : group.components()) {
            Map<String, List<String>> attributes = service.csis().get(component.name());
            if (attributes == null) {
                continue;
            }
            List<Dn> sponsors = component
                    .needs()
                    .filter(service.csis()::containsKey)
                    .map(needed -> List.of(instance.child("safCsi", needed)))
                    .orElse(List.of());
            Dn csi = objects.add(
                    "SaAmfCSI",
                    instance.child("safCsi", component.name()),
                    "saAmfCSType",
                    types.csType(component.name()),
                    "saAmfCSIDependencies",
                    sponsors);
            attributes.forEach((name, values) -> objects.add(
                    "SaAmfCSIAttribute",
                    csi.child("safCsiAttr", name),
                    "saAmfCSIAttriValue",
                    values.stream()
                            .map(value -> ServiceDescription.valueFor(value, position))
                            .toList()));
        }
    }
}
