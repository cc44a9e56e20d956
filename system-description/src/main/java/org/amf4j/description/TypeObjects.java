package org.amf4j.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.amf4j.api.Dn;

/** The entity types of one service group; their names begin with those of application and group. */
final class TypeObjects {

    private static final String VERSION = "1";
    private static final long LOCAL = 8;
    private static final long SA_AWARE = 1;

    /** What escalates when: 10 restarts of a component, or of a unit, within 10 seconds. */
    private static final java.time.Duration RESTART_PERIOD = java.time.Duration.ofSeconds(10);

    private static final long RESTARTS = 10;

    private final ObjectList objects;
    private final String prefix;
    private final GroupDescription group;
    private final Dn software;
    private final Dn wrappers;

    TypeObjects(ObjectList objects, String prefix, GroupDescription group, Dn software, Dn wrappers) {
        this.objects = objects;
        this.prefix = prefix;
        this.group = group;
        this.software = software;
        this.wrappers = wrappers;
    }

    static Dn version(String attribute, String name) {
        return Dn.ROOT.child(attribute, name).child("safVersion", VERSION);
    }

    Dn groupType() {
        return version("safSgType", prefix);
    }

    Dn unitType() {
        return version("safSuType", prefix);
    }

    Dn componentType(String component) {
        return version("safCompType", prefix + "." + component);
    }

    Dn csType(String component) {
        return version("safCSType", prefix + "." + component);
    }

    Dn serviceType(String service) {
        return version("safSvcType", prefix + "." + service);
    }

    /** Makes all; returns the type of the group. */
    Dn make() {
        group.components().forEach(this::component);
        List<Dn> serviceTypes = new ArrayList<>();
        for (ServiceDescription service : group.services()) {
            objects.add("SaAmfSvcBaseType", Dn.ROOT.child("safSvcType", prefix + "." + service.name()));
            Dn type = objects.add("SaAmfSvcType", serviceType(service.name()));
            serviceTypes.add(type);
            for (String component : service.csis().keySet()) {
                objects.add(
                        "SaAmfSvcTypeCSTypes",
                        type.association("safMemberCSType", csType(component)),
                        "saAmfSvctMaxNumCSIs",
                        1L);
            }
        }
        unit(serviceTypes);
        objects.add("SaAmfSGBaseType", Dn.ROOT.child("safSgType", prefix));
        return objects.add(
                "SaAmfSGType",
                groupType(),
                "saAmfSgtRedundancyModel",
                group.model().number(),
                "saAmfSgtValidSuTypes",
                unitType(),
                "saAmfSgtDefAutoRepair",
                true,
                "saAmfSgtDefAutoAdjust",
                false,
                "saAmfSgtDefAutoAdjustProb",
                RESTART_PERIOD,
                "saAmfSgtDefCompRestartProb",
                RESTART_PERIOD,
                "saAmfSgtDefCompRestartMax",
                RESTARTS,
                "saAmfSgtDefSuRestartProb",
                RESTART_PERIOD,
                "saAmfSgtDefSuRestartMax",
                RESTARTS);
    }

    private void unit(List<Dn> serviceTypes) {
        objects.add("SaAmfSUBaseType", Dn.ROOT.child("safSuType", prefix));
        Dn type = objects.add(
                "SaAmfSUType",
                unitType(),
                "saAmfSutIsExternal",
                false,
                "saAmfSutDefSUFailover",
                group.unitFailOver(),
                "saAmfSutProvidesSvcTypes",
                serviceTypes);
        for (ComponentDescription component : group.components()) {
            objects.add(
                    "SaAmfSutCompType",
                    type.association("safMemberCompType", componentType(component.name())),
                    "saAmfSutMinNumComponents",
                    1L,
                    "saAmfSutMaxNumComponents",
                    1L);
        }
    }

    private void component(ComponentDescription component) {
        Set<String> attributes = new TreeSet<>();
        for (ServiceDescription service : group.services()) {
            attributes.addAll(
                    service.csis().getOrDefault(component.name(), Map.of()).keySet());
        }
        objects.add("SaAmfCSBaseType", Dn.ROOT.child("safCSType", prefix + "." + component.name()));
        objects.add("SaAmfCSType", csType(component.name()), "saAmfCSAttrName", List.copyOf(attributes));
        objects.add("SaAmfCompBaseType", Dn.ROOT.child("safCompType", prefix + "." + component.name()));
        Dn type = objects.add("SaAmfCompType", componentType(component.name()), componentAttributes(component));
        objects.add(
                "SaAmfCtCsType",
                type.association("safSupportedCsType", csType(component.name())),
                "saAmfCtCompCapability",
                component.capability());
        component
                .healthcheck()
                .ifPresent(check -> objects.add(
                        "SaAmfHealthcheckType",
                        type.child("safHealthcheckKey", check.key()),
                        "saAmfHctDefPeriod",
                        check.period(),
                        "saAmfHctDefMaxDuration",
                        check.maxDuration()));
    }

    private Object[] componentAttributes(ComponentDescription component) {
        boolean aware = component.kind() == ComponentDescription.Kind.SA_AWARE;
        boolean wrapped = component.kind() == ComponentDescription.Kind.PROGRAM;
        List<Object> attributes = new ArrayList<>(List.of(
                "saAmfCtCompCategory",
                aware ? SA_AWARE : LOCAL,
                "saAmfCtSwBundle",
                wrapped ? wrappers : software,
                "saAmfCtDefCmdEnv",
                component.environment(),
                "saAmfCtDefClcCliTimeout",
                component.commandTimeout()));
        if (aware) {
            attributes.addAll(List.of(
                    "saAmfCtDefCallbackTimeout",
                    component.callbackTimeout(),
                    "saAmfCtDefQuiescingCompleteTimeout",
                    component.callbackTimeout()));
        }
        for (String command : List.of("Instantiate", "Terminate", "Cleanup", "AmStart", "AmStop")) {
            List<String> words = component.commands().getOrDefault(command, List.of());
            if (!words.isEmpty()) {
                attributes.addAll(List.of(
                        "saAmfCtRelPath" + command + "Cmd",
                        words.get(0),
                        "saAmfCtDef" + command + "CmdArgv",
                        words.subList(1, words.size())));
            }
        }
        attributes.addAll(List.of(
                "saAmfCtDefInstantiationLevel",
                component.level(),
                "saAmfCtDefRecoveryOnError",
                component.recovery(),
                "saAmfCtDefDisableRestart",
                false));
        return attributes.toArray();
    }
}
