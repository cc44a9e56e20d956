package org.amf4j.description;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads service groups of a system whose nodes are known. */
final class GroupReader {

    private static final int UNITS_MAX = 10_000;
    private static final int INSTANCES_MAX = 100_000;
    private static final int NUMBER_MAX = 100_000;

    /** Keys with a number, and the attributes of the service group that they stand for. */
    private static final Map<String, String> GROUP_NUMBERS = ordered(
            "active-units", "saAmfSGNumPrefActiveSUs",
            "standby-units", "saAmfSGNumPrefStandbySUs",
            "inservice-units", "saAmfSGNumPrefInserviceSUs",
            "assigned-units", "saAmfSGNumPrefAssignedSUs",
            "max-active-per-unit", "saAmfSGMaxActiveSIsperSU",
            "max-standby-per-unit", "saAmfSGMaxStandbySIsperSU");

    private static final Map<String, String> SERVICE_NUMBERS = ordered(
            "rank", "saAmfSIRank",
            "active", "saAmfSIPrefActiveAssignments",
            "standby", "saAmfSIPrefStandbyAssignments");

    private static final List<String> GROUP_KEYS = with(
            GROUP_NUMBERS,
            "name",
            "model",
            "custom-model",
            "units",
            "components",
            "services",
            "auto-repair",
            "auto-adjust",
            "placement",
            "unit-failover",
            "component-restarts",
            "unit-restarts");

    private static final List<String> SERVICE_KEYS = with(SERVICE_NUMBERS, "name", "count", "csi");

    private final List<String> nodes;

    GroupReader(List<String> nodes) {
        this.nodes = nodes;
    }

    /** Reads one; the result is of use only when no problem was found. */
    GroupDescription read(YamlValue value, boolean hasSoftware) {
        Map<String, YamlValue> keys = value.map(GROUP_KEYS);
        for (String needed : List.of("name", "model", "components", "services")) {
            if (!keys.containsKey(needed)) {
                value.problem("'" + needed + "' is missing");
            }
        }
        RedundancyName model = model(keys);
        List<ComponentDescription> components = keys.containsKey("components")
                ? new ComponentReader(model, hasSoftware).readAll(keys.get("components"))
                : List.of();
        List<String> names = components.stream().map(ComponentDescription::name).toList();
        List<ServiceDescription> services = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlValue service :
                keys.containsKey("services") ? keys.get("services").list() : List.<YamlValue>of()) {
            ServiceDescription read = service(service, names);
            if (!read.instances().stream().allMatch(seen::add)) {
                service.problem("there is a service of this name already");
            }
            services.add(read);
        }
        return new GroupDescription(
                keys.containsKey("name") ? keys.get("name").name() : "x",
                model,
                hosts(keys),
                components,
                services,
                settings(keys),
                !keys.containsKey("unit-failover") || keys.get("unit-failover").flag());
    }

    private static RedundancyName model(Map<String, YamlValue> keys) {
        if (!keys.containsKey("model")) {
            return RedundancyName.TWO_N;
        }
        List<String> names = Arrays.stream(RedundancyName.values())
                .map(RedundancyName::toString)
                .toList();
        return RedundancyName.of(keys.get("model").oneOf(names)).orElseThrow();
    }

    /** The units go round the nodes. */
    private List<String> hosts(Map<String, YamlValue> keys) {
        List<String> on = nodes;
        int count = 0;
        if (keys.containsKey("units")) {
            Map<String, YamlValue> units = keys.get("units").map(List.of("count", "on"));
            if (units.containsKey("on")) {
                on = DescriptionReader.distinct(units.get("on").list(), "node");
                List<String> unknown = new ArrayList<>(on);
                unknown.removeAll(nodes);
                if (!unknown.isEmpty()) {
                    units.get("on").problem("there are no nodes " + unknown + " among " + nodes);
                }
            }
            count = units.containsKey("count") ? units.get("count").integer(1, UNITS_MAX) : 0;
        }
        List<String> available = on;
        return IntStream.range(0, count == 0 ? on.size() : count)
                .mapToObj(i -> available.get(i % available.size()))
                .toList();
    }

    private static Map<String, Object> settings(Map<String, YamlValue> keys) {
        Map<String, Object> settings = numbers(keys, GROUP_NUMBERS);
        boolean repairs =
                !keys.containsKey("auto-repair") || keys.get("auto-repair").flag();
        settings.put("saAmfSGAutoRepair", repairs ? 1L : 0L);
        boolean adjusts =
                keys.containsKey("auto-adjust") && keys.get("auto-adjust").flag();
        settings.put("saAmfSGAutoAdjust", adjusts ? 1L : 0L);
        if (keys.containsKey("placement")) {
            settings.put("amfSGPlacement", keys.get("placement").oneOf(List.of("spread", "pack")));
        }
        restarts(keys, "component-restarts", "saAmfSGCompRestart", settings);
        restarts(keys, "unit-restarts", "saAmfSGSuRestart", settings);
        if (keys.containsKey("custom-model")) {
            settings.put("amfSGRedundancyModelName", keys.get("custom-model").name());
        }
        return settings;
    }

    /** How many restarts in which time are borne before the next step of the escalation. */
    private static void restarts(
            Map<String, YamlValue> keys, String key, String attributes, Map<String, Object> settings) {
        if (!keys.containsKey(key)) {
            return;
        }
        YamlValue value = keys.get(key);
        Map<String, YamlValue> given = value.map(List.of("max", "within"));
        for (String needed : List.of("max", "within")) {
            if (!given.containsKey(needed)) {
                value.problem("'" + needed + "' is missing");
            }
        }
        if (given.containsKey("max")) {
            settings.put(attributes + "Max", (long) given.get("max").integer(0, NUMBER_MAX));
        }
        if (given.containsKey("within")) {
            settings.put(attributes + "Prob", given.get("within").duration());
        }
    }

    private static Map<String, Object> numbers(Map<String, YamlValue> keys, Map<String, String> attributes) {
        Map<String, Object> numbers = new HashMap<>();
        attributes.forEach((key, attribute) -> {
            if (keys.containsKey(key)) {
                numbers.put(attribute, (long) keys.get(key).integer(0, NUMBER_MAX));
            }
        });
        return numbers;
    }

    private static ServiceDescription service(YamlValue value, List<String> components) {
        Map<String, YamlValue> keys = value.isMap() ? value.map(SERVICE_KEYS) : Map.of("name", value);
        if (!keys.containsKey("name")) {
            value.problem("'name' is missing");
        }
        Map<String, Map<String, List<String>>> csis = new LinkedHashMap<>();
        if (keys.containsKey("csi")) {
            keys.get("csi").map(components).forEach((component, attributes) -> {
                Map<String, List<String>> values = new LinkedHashMap<>();
                attributes
                        .map()
                        .forEach((name, given) -> values.put(
                                name, given.list().stream().map(YamlValue::text).toList()));
                csis.put(component, values);
            });
        } else {
            components.forEach(component -> csis.put(component, Map.of()));
        }
        return new ServiceDescription(
                keys.containsKey("name") ? keys.get("name").name() : "x",
                Optional.ofNullable(keys.get("count"))
                        .map(count -> count.integer(1, INSTANCES_MAX))
                        .orElse(0),
                csis,
                numbers(keys, SERVICE_NUMBERS));
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static List<String> with(Map<String, String> numbers, String... others) {
        List<String> keys = new ArrayList<>(List.of(others));
        keys.addAll(numbers.keySet());
        return List.copyOf(keys);
    }
}
