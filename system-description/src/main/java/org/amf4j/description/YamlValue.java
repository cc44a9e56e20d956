package org.amf4j.description;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value of a YAML text together with its place. What has the wrong form is told to the list of problems, and something
 * harmless taken instead, so that all problems of a text are found at once.
 */
final class YamlValue {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h)");
    private static final String HOW_LONG = "write a number and a unit: 500ms, 10s, 5min, 1h";

    private final Node node;
    private final String place;
    private final List<DescriptionProblem> problems;

    YamlValue(Node node, String place, List<DescriptionProblem> problems) {
        this.node = node;
        this.place = place;
        this.problems = problems;
    }

    void problem(String text) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        problems.add(new DescriptionProblem(line, place, text));
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The values by their keys, in the order written. Keys that are not among the known ones are problems. */
    Map<String, YamlValue> map(List<String> known) {
        Map<String, YamlValue> values = map();
        for (Map.Entry<String, YamlValue> entry : values.entrySet()) {
            if (!known.contains(entry.getKey())) {
                entry.getValue().problem("unknown; known here: " + String.join(", ", known));
            }
        }
        return values;
    }

    /** The values by their keys, whatever these are. */
    Map<String, YamlValue> map() {
        Map<String, YamlValue> values = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem("keys with values are expected here");
            return values;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            String at = place.isEmpty() ? key : place + "." + key;
            values.put(key, new YamlValue(tuple.getValueNode(), at, problems));
        }
        return values;
    }

    /** The members of a list; a single value is a list of one. */
    List<YamlValue> list() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        List<YamlValue> members = new ArrayList<>();
        for (Node member : sequence.getValue()) {
            members.add(new YamlValue(member, place + "[" + (members.size() + 1) + "]", problems));
        }
        return members;
    }

    /** A single value as it is written. */
    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problem("a single value is expected here");
        return "";
    }

    /** A name that can be part of a distinguished name as it is. */
    String name() {
        String text = text();
        if (!NAME.matcher(text).matches()) {
            problem("'" + text
                    + "' is no name: letters, digits, '.', '_' and '-', at most 64, the first a letter or digit");
            return "x";
        }
        return text;
    }

    /** Program and arguments: a list, or one text whose words stand for themselves. */
    List<String> words() {
        List<String> words = isList()
                ? list().stream().map(YamlValue::text).toList()
                : Arrays.stream(text().trim().split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
        if (words.isEmpty()) {
            problem("a command is expected: a path, and arguments after it if there are any");
            return List.of("missing");
        }
        return words;
    }

    Duration duration() {
        String text = text().trim();
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            problem("'" + text + "' is no time; " + HOW_LONG);
            return Duration.ofSeconds(1);
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        if (duration.isZero()) {
            problem("a time of nothing is not possible here; " + HOW_LONG);
            return Duration.ofSeconds(1);
        }
        return duration;
    }

    int integer(int least, int most) {
        String text = text().trim();
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, like a number that is out of range
        }
        problem("'" + text + "' is no number from " + least + " to " + most);
        return least;
    }

    boolean flag() {
        return switch (text().trim()) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> {
                problem("'" + text() + "' is neither yes nor no");
                yield false;
            }
        };
    }

    /** One of some words; the first when it is none of them. */
    String oneOf(List<String> words) {
        String text = text();
        Optional<String> found = words.stream()
                .filter(word -> word.equalsIgnoreCase(text.trim()))
                .findFirst();
        if (found.isEmpty()) {
            problem("'" + text + "' is unknown; write one of " + String.join(", ", words));
        }
        return found.orElse(words.get(0));
    }
}
