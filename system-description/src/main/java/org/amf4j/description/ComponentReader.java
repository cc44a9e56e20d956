package org.amf4j.description;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.description.ComponentDescription.Healthcheck;
import org.amf4j.description.ComponentDescription.Kind;

/** Reads the components of a unit. */
final class ComponentReader {

    private static final long NON_PRE_INSTANTIABLE = 7;

    private static final List<String> KEYS = List.of(
            "name",
            "sa-aware",
            "script",
            "program",
            "monitor",
            "environment",
            "capability",
            "needs",
            "recovery",
            "command-timeout",
            "callback-timeout",
            "healthcheck",
            "attempts");

    private static final int ATTEMPTS_MAX = 1_000;

    private static final List<String> COMMANDS =
            List.of("instantiate", "terminate", "cleanup", "monitor-start", "monitor-stop");

    /** In the order of their numbers in the information model, from 1. */
    private static final List<String> CAPABILITIES = List.of(
            "x-active-and-y-standby",
            "x-active-or-y-standby",
            "one-active-or-y-standby",
            "one-active-or-one-standby",
            "x-active",
            "one-active");

    /** What may be asked for: not nothing, and nothing that only contained components know. */
    private static final List<RecommendedRecovery> RECOVERIES = Arrays.stream(RecommendedRecovery.values())
            .filter(r -> r != RecommendedRecovery.NO_RECOMMENDATION && r != RecommendedRecovery.CONTAINER_RESTART)
            .toList();

    private final RedundancyName model;
    private final boolean hasSoftware;

    ComponentReader(RedundancyName model, boolean hasSoftware) {
        this.model = model;
        this.hasSoftware = hasSoftware;
    }

    List<ComponentDescription> readAll(YamlValue value) {
        List<ComponentDescription> components = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlValue member : value.list()) {
            ComponentDescription component = read(member);
            if (!names.add(component.name())) {
                member.problem("there is a component " + component.name() + " already");
            }
            components.add(component);
        }
        if (components.isEmpty()) {
            value.problem("a unit needs a component");
        }
        return withLevels(components, value);
    }

    private ComponentDescription read(YamlValue value) {
        Map<String, YamlValue> keys = value.map(KEYS);
        List<Kind> kinds = Arrays.stream(Kind.values())
                .filter(kind -> keys.containsKey(kind.key()))
                .toList();
        if (kinds.size() != 1) {
            value.problem(
                    "one of 'sa-aware', 'script' and 'program' says how the component is kept, not " + kinds.size());
        }
        Kind kind = kinds.isEmpty() ? Kind.SCRIPT : kinds.get(0);
        if (kind != Kind.PROGRAM && !kinds.isEmpty() && !hasSoftware) {
            keys.get(kind.key()).problem("'software' is missing above: the absolute folder that the path begins in");
        }
        if (!keys.containsKey("name")) {
            value.problem("'name' is missing");
        }
        return new ComponentDescription(
                keys.containsKey("name") ? keys.get("name").name() : "x",
                kind,
                kinds.isEmpty() ? Map.of() : commands(keys, kind),
                environment(keys),
                capability(keys, kind),
                0,
                Optional.ofNullable(keys.get("needs")).map(YamlValue::name),
                recovery(keys).value(),
                DescriptionReader.duration(keys, "command-timeout", Duration.ofSeconds(10)),
                DescriptionReader.duration(keys, "callback-timeout", Duration.ofSeconds(10)),
                healthcheck(keys, kind),
                keys.containsKey("attempts")
                        ? Map.of("saAmfCompNumMaxInstantiateWithoutDelay", (long)
                                keys.get("attempts").integer(1, ATTEMPTS_MAX))
                        : Map.of());
    }

    private static RecommendedRecovery recovery(Map<String, YamlValue> keys) {
        if (!keys.containsKey("recovery")) {
            return RecommendedRecovery.COMPONENT_FAILOVER;
        }
        List<String> words = RECOVERIES.stream()
                .map(r -> r.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        return RECOVERIES.get(words.indexOf(keys.get("recovery").oneOf(words)));
    }

    private long capability(Map<String, YamlValue> keys, Kind kind) {
        YamlValue given = keys.get("capability");
        if (given == null) {
            return kind == Kind.SA_AWARE ? model.capability() : NON_PRE_INSTANTIABLE;
        }
        if (kind != Kind.SA_AWARE) {
            given.problem("only an SA-aware component has a choice; leave it out");
        }
        return CAPABILITIES.indexOf(given.oneOf(CAPABILITIES)) + 1L;
    }

    /** A command that is not told apart is called with the operation's name as its first argument. */
    private static Map<String, List<String>> commands(Map<String, YamlValue> keys, Kind kind) {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        YamlValue value = keys.get(kind.key());
        if (kind == Kind.PROGRAM) {
            List<String> words = value.words();
            commands.put("Instantiate", joined("program", "instantiate", words));
            commands.put("Terminate", List.of("program", "terminate"));
            commands.put("Cleanup", List.of("program", "cleanup"));
        } else if (value.isMap()) {
            separate(value, kind, commands);
        } else {
            List<String> words = value.words();
            commands.put("Instantiate", joined(words.get(0), "instantiate", words.subList(1, words.size())));
            if (kind == Kind.SCRIPT) {
                commands.put("Terminate", joined(words.get(0), "terminate", words.subList(1, words.size())));
            }
            commands.put("Cleanup", joined(words.get(0), "cleanup", words.subList(1, words.size())));
        }
        if (keys.containsKey("monitor")) {
            if (kind == Kind.PROGRAM) {
                commands.put(
                        "AmStart",
                        joined("monitor", "start", keys.get("monitor").words()));
                commands.put("AmStop", List.of("monitor", "stop"));
            } else {
                keys.get("monitor")
                        .problem("the ready-made monitors go with 'program'; give a script of your own the commands"
                                + " monitor-start and monitor-stop");
            }
        }
        return commands;
    }

    private static void separate(YamlValue value, Kind kind, Map<String, List<String>> commands) {
        Map<String, YamlValue> given = value.map(COMMANDS);
        List<String> needed = kind == Kind.SA_AWARE
                ? List.of("instantiate", "cleanup")
                : List.of("instantiate", "terminate", "cleanup");
        for (String name : needed) {
            if (!given.containsKey(name)) {
                value.problem("the command '" + name + "' is missing");
            }
        }
        Map<String, String> names = new HashMap<>(Map.of(
                "instantiate", "Instantiate",
                "terminate", "Terminate",
                "cleanup", "Cleanup",
                "monitor-start", "AmStart",
                "monitor-stop", "AmStop"));
        given.forEach((name, command) -> {
            if (names.containsKey(name)) {
                commands.put(names.get(name), command.words());
            }
        });
    }

    private static List<String> joined(String program, String operation, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(program, operation));
        words.addAll(arguments);
        return List.copyOf(words);
    }

    private static List<String> environment(Map<String, YamlValue> keys) {
        if (!keys.containsKey("environment")) {
            return List.of();
        }
        return keys.get("environment").map().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().text())
                .toList();
    }

    private static Optional<Healthcheck> healthcheck(Map<String, YamlValue> keys, Kind kind) {
        YamlValue value = keys.get("healthcheck");
        if (value == null) {
            return Optional.empty();
        }
        if (kind != Kind.SA_AWARE) {
            value.problem("only an SA-aware component can be asked; a program gets a 'monitor'");
        }
        Map<String, YamlValue> given = value.map(List.of("key", "every", "within"));
        return Optional.of(new Healthcheck(
                given.containsKey("key") ? given.get("key").name() : "check",
                DescriptionReader.duration(given, "every", Duration.ofSeconds(1)),
                DescriptionReader.duration(given, "within", Duration.ofSeconds(1))));
    }

    /** Whoever needs another is started after it. */
    private static List<ComponentDescription> withLevels(List<ComponentDescription> components, YamlValue value) {
        Map<String, ComponentDescription> byName = new HashMap<>();
        components.forEach(component -> byName.put(component.name(), component));
        List<ComponentDescription> levelled = new ArrayList<>();
        List<YamlValue> places = value.list();
        for (ComponentDescription component : components) {
            YamlValue place = places.get(levelled.size());
            int level = 0;
            Optional<String> needed = component.needs();
            while (needed.isPresent() && level <= components.size()) {
                ComponentDescription sponsor = byName.get(needed.get());
                if (sponsor == null) {
                    place.problem(
                            component.name() + " needs " + needed.get() + ", which is not among " + byName.keySet());
                    break;
                }
                level++;
                needed = sponsor.needs();
            }
            if (level > components.size()) {
                place.problem(component.name() + " needs itself, by way of what it needs");
                level = 0;
            }
            levelled.add(component.atLevel(level));
        }
        return levelled;
    }
}
