package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Checkpoints for people. */
public final class CheckpointView {

    private static final int BYTES_PER_LINE = 16;

    private CheckpointView() {}

    /** A line per checkpoint. */
    public static String list(JsonNode answer) {
        if (answer.path("checkpoints").isEmpty()) {
            return "no checkpoints\n";
        }
        Table table = new Table("CHECKPOINT", "MODE", "ACTIVE", "REPLICAS", "OPEN", "");
        for (JsonNode each : answer.path("checkpoints")) {
            table.row(
                    each.path("name").asText(),
                    each.path("mode").asText() + (each.path("collocated").asBoolean() ? ", collocated" : ""),
                    each.path("active").asText().isEmpty()
                            ? "-"
                            : each.path("active").asText(),
                    replicas(each),
                    each.path("openers").asInt(),
                    each.path("unlinked").asBoolean() ? "unlinked" : "");
        }
        return table.toString();
    }

    private static String replicas(JsonNode checkpoint) {
        List<String> nodes = new ArrayList<>();
        checkpoint.path("replicas").forEach(n -> nodes.add(n.asText()));
        checkpoint.path("being_filled").forEach(n -> nodes.add(n.asText() + " (being filled)"));
        checkpoint.path("on_disk_of").forEach(n -> nodes.add("(on the disk of " + n.asText() + ")"));
        return String.join(" ", nodes);
    }

    /** One checkpoint and its sections. */
    public static String show(JsonNode answer) {
        Table facts = new Table();
        facts.row("checkpoint", answer.path("name").asText());
        facts.row(
                "mode",
                answer.path("mode").asText() + (answer.path("collocated").asBoolean() ? ", collocated" : ""));
        facts.row("active", answer.path("active").asText());
        facts.row("replicas", replicas(answer));
        facts.row("openers", answer.path("openers").asInt());
        facts.row(
                "bytes",
                answer.path("used_bytes").asLong() + " of "
                        + answer.path("size_max").asLong());
        facts.row(
                "sections",
                answer.path("sections").size() + " of "
                        + answer.path("sections_max").asInt());
        Table table = Table.indented(2, "SECTION", "BYTES", "STATE", "CHANGED");
        for (JsonNode section : answer.path("sections")) {
            long changed = section.path("last_update_ns").asLong();
            table.row(
                    section.path("id").asText(),
                    section.path("bytes").asInt(),
                    section.path("state").asText(),
                    changed == 0 ? "-" : Times.clock(changed));
        }
        return facts.toString() + (answer.path("sections").isEmpty() ? "" : table);
    }

    /** Bytes, sixteen in a line: where, what, and what of it can be printed. */
    public static String hexadecimal(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < bytes.length; line += BYTES_PER_LINE) {
            StringBuilder hex = new StringBuilder();
            StringBuilder printable = new StringBuilder();
            for (int at = line; at < Math.min(line + BYTES_PER_LINE, bytes.length); at++) {
                hex.append("%02x ".formatted(bytes[at]));
                printable.append(bytes[at] >= ' ' && bytes[at] <= '~' ? (char) bytes[at] : '.');
            }
            text.append("%08x  %-48s %s%n".formatted(line, hex, printable));
        }
        return text.toString();
    }
}
