package org.amf4j.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amf4j.core.outcome.Notification;
import org.amf4j.core.outcome.NotificationTable;
import org.amf4j.protocol.form.ClusterKey;
import org.amf4j.protocol.form.EnvironmentVariable;
import org.amf4j.protocol.form.EventField;
import org.amf4j.protocol.form.NotificationField;
import org.amf4j.telemetry.Metric;

/** The tables of the reference that come from registries: what each thing is called and what it means. */
final class ReferenceTables {

    private ReferenceTables() {}

    static String metrics() {
        return "\n`./amf metrics NODE` shows them in the form of Prometheus. Counters and timers begin at 0 when the node"
                + " starts.\nA timer has the series `_count`, `_sum` and `_max`.\n"
                + table(
                        List.of("Metric", "Kind", "Label", "What it is"),
                        Stream.of(Metric.values()),
                        m -> List.of(
                                code(m.scrapedName()),
                                m.kind().name().toLowerCase(Locale.ROOT),
                                m.tag().map(ReferenceTables::code).orElse(""),
                                m.description()));
    }

    static String events() {
        return "\nAn event of `./amf events -o json` is a line:\n"
                + table(
                        List.of("Key", "What it says"),
                        Stream.of(EventField.values()),
                        f -> List.of(code(f.key()), f.meaning()))
                + "\n## Within an event\n\nThe value of `notification`; keys that say nothing are absent.\n"
                + fields(NotificationField.In.EVENT)
                + "\n## Alone\n\nA line of `./amf notifications -o json`, and of the log streams; there with `number` beside `id`.\n"
                + fields(NotificationField.In.ALONE)
                + "\n## Classes\n\nWhat the framework notifies. Applications have classes of their own.\n"
                + table(
                        List.of("Class", "Event type", "What it is about"),
                        NotificationTable.kinds().stream(),
                        k -> List.of(
                                code(Notification.VENDOR_ID + "." + k.majorId() + "." + k.minorId()),
                                k.type().name(),
                                code(k.what())));
    }

    private static String fields(NotificationField.In place) {
        return table(
                List.of("Key", "What it says"),
                Arrays.stream(NotificationField.values()).filter(f -> f.isIn(place)),
                f -> List.of(code(f.key()), f.meaning()));
    }

    static String configuration() {
        StringBuilder text = new StringBuilder();
        text.append(
                "\nWhat is managed is configured by [objects of classes](classes.md); commands have [options](commands.md), and"
                        + " wrappers\n[attributes of their components](../wrappers.md). What else there is:\n");
        text.append("\n## cluster.yaml\n\nRead by every node when it starts. `./amf cluster start` writes one.\n");
        for (ClusterKey.Section section : ClusterKey.Section.values()) {
            text.append("\n### ").append(section.title()).append('\n');
            text.append(table(
                    List.of("Key", "Values", "Default", "What it is"),
                    Arrays.stream(ClusterKey.values()).filter(k -> k.section() == section),
                    k -> List.of(code(k.key()), k.accepted(), k.otherwise(), k.meaning())));
        }
        text.append("\n## Environment\n");
        for (EnvironmentVariable.Reader reader : EnvironmentVariable.Reader.values()) {
            text.append("\n### ").append(reader.title()).append('\n');
            text.append(table(
                    List.of("Variable", "Values", "Default", "What it is"),
                    Arrays.stream(EnvironmentVariable.values()).filter(v -> v.reader() == reader),
                    v -> List.of(code(v.name()), v.accepted(), v.otherwise(), v.meaning())));
        }
        return text.toString();
    }

    private static String code(String word) {
        return "`" + word + "`";
    }

    private static <T> String table(List<String> head, Stream<T> rows, Function<T, List<String>> cells) {
        return "\n" + row(head) + "|" + "---|".repeat(head.size()) + "\n"
                + rows.map(cells).map(ReferenceTables::row).collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
