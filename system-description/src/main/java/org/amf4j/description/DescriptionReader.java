package org.amf4j.description;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.description.SystemDescription.Application;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads descriptions. Stateless; never throws for what is wrong with a text. */
public final class DescriptionReader {

    /** Longest text, in characters. */
    public static final int CHARACTERS_MAX = 1_000_000;

    private static final List<String> KEYS =
            List.of("cluster", "nodes", "startup", "escalation", "software", "application", "groups", "applications");
    private static final List<String> APPLICATION_KEYS = List.of("name", "software", "groups");
    private static final int NODES_MAX = 1000;
    private static final int FAIL_OVERS_MAX = 1_000_000;

    private final List<DescriptionProblem> problems = new ArrayList<>();

    private DescriptionReader() {}

    /**
     * What a text says.
     *
     * @param description present when there are no problems
     * @param problems by line
     */
    public record Result(Optional<SystemDescription> description, List<DescriptionProblem> problems) {

        public Result {
            problems = List.copyOf(problems);
        }
    }

    /** Reads a text. */
    public static Result read(String yaml) {
        return new DescriptionReader().result(yaml);
    }

    private Result result(String yaml) {
        Optional<SystemDescription> description = root(yaml).map(this::system);
        problems.sort(java.util.Comparator.comparingInt(DescriptionProblem::line));
        return new Result(problems.isEmpty() ? description : Optional.empty(), problems);
    }

    private Optional<YamlValue> root(String yaml) {
        if (yaml.length() > CHARACTERS_MAX) {
            problems.add(new DescriptionProblem(
                    1,
                    "",
                    "longer than " + CHARACTERS_MAX + " characters; describe the applications in several files"));
            return Optional.empty();
        }
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel("description")
                    .setAllowDuplicateKeys(false)
                    .setMaxAliasesForCollections(0)
                    .build();
            Optional<Node> node = new Compose(settings).composeString(yaml);
            if (node.isEmpty()) {
                problems.add(new DescriptionProblem(1, "", "nothing is described; begin with 'cluster:' and 'nodes:'"));
            }
            return node.map(present -> new YamlValue(present, "", problems));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add(new DescriptionProblem(line, "", "not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            problems.add(new DescriptionProblem(1, "", "not YAML: " + e.getMessage()));
        }
        return Optional.empty();
    }

    private SystemDescription system(YamlValue root) {
        Map<String, YamlValue> keys = root.map(KEYS);
        List<String> nodes = nodes(root, keys);
        Optional<YamlValue> escalation = Optional.ofNullable(keys.get("escalation"));
        Map<String, YamlValue> steps =
                escalation.isEmpty() ? Map.of() : escalation.get().map(List.of("failovers", "within"));
        return new SystemDescription(
                keys.containsKey("cluster") ? keys.get("cluster").name() : "cluster",
                nodes,
                duration(keys, "startup", Duration.ofSeconds(10)),
                steps.containsKey("failovers") ? steps.get("failovers").integer(0, FAIL_OVERS_MAX) : 2,
                duration(steps, "within", Duration.ofMinutes(1)),
                applications(root, keys, nodes));
    }

    static Duration duration(Map<String, YamlValue> keys, String key, Duration otherwise) {
        return keys.containsKey(key) ? keys.get(key).duration() : otherwise;
    }

    private List<String> nodes(YamlValue root, Map<String, YamlValue> keys) {
        if (!keys.containsKey("nodes")) {
            root.problem("'nodes' is missing: the names of the nodes, for instance nodes: [n1, n2, n3]");
            return List.of("n1");
        }
        List<YamlValue> members = keys.get("nodes").list();
        if (members.isEmpty() || members.size() > NODES_MAX) {
            keys.get("nodes").problem("from 1 to " + NODES_MAX + " nodes are possible, not " + members.size());
            return List.of("n1");
        }
        return distinct(members, "node");
    }

    static List<String> distinct(List<YamlValue> values, String what) {
        Set<String> seen = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (YamlValue value : values) {
            String name = value.name();
            if (!seen.add(name)) {
                value.problem("there is a " + what + " " + name + " already");
            }
            names.add(name);
        }
        return names;
    }

    /** One application at the top, or a list of them. */
    private List<Application> applications(YamlValue root, Map<String, YamlValue> keys, List<String> nodes) {
        String software = keys.containsKey("software") ? keys.get("software").text() : "";
        GroupReader groups = new GroupReader(nodes);
        List<Application> applications = new ArrayList<>();
        if (keys.containsKey("application") || keys.containsKey("groups")) {
            applications.add(one(root, keys, "application", software, groups));
        }
        if (keys.containsKey("applications")) {
            for (YamlValue value : keys.get("applications").list()) {
                applications.add(one(value, value.map(APPLICATION_KEYS), "name", software, groups));
            }
        }
        Set<String> seen = new HashSet<>();
        for (Application application : applications) {
            if (!seen.add(application.name())) {
                root.problem("there are two applications " + application.name());
            }
        }
        return applications;
    }

    private static Application one(
            YamlValue value, Map<String, YamlValue> keys, String nameKey, String software, GroupReader groups) {
        if (!keys.containsKey(nameKey)) {
            value.problem("'" + nameKey + "' is missing: the name of the application");
        }
        String name = keys.containsKey(nameKey) ? keys.get(nameKey).name() : "x";
        if (!keys.containsKey("groups")) {
            value.problem("'groups' is missing: the service groups of the application");
            return new Application(name, software, List.of());
        }
        String own = nameKey.equals("name") && keys.containsKey("software")
                ? keys.get("software").text()
                : software;
        if (!own.isEmpty() && !own.startsWith("/") && !own.startsWith("${AMF_HOME}")) {
            value.problem("software '" + own + "' must be an absolute folder, the same on all nodes");
        }
        List<GroupDescription> found = keys.get("groups").list().stream()
                .map(group -> groups.read(group, !own.isEmpty()))
                .toList();
        if (found.stream().map(GroupDescription::name).distinct().count() < found.size()) {
            keys.get("groups").problem("two service groups have the same name");
        }
        return new Application(name, own, found);
    }
}
