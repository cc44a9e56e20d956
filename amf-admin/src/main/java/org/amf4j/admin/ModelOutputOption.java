package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.ObjectView;
import picocli.CommandLine.Option;

/** How a command shows objects that it has read. A picocli mixin. */
final class ModelOutputOption {

    /** The forms. */
    enum Format {
        TABLE,
        JSON,
        YAML,
        XML,
        PLAIN
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = {
                "table for people (default), json or yaml for programs, plain for scripts: a line NAME=VALUE or a name,"
                        + " xml: what is configured, as IMM XML"
            })
    private Format format;

    /** Prints in the form asked for; what the others need is not made. Texts bring their line ends along. */
    void print(AmfCommand amf, JsonNode json, Supplier<String> table, Supplier<String> plain, Supplier<String> xml) {
        String text = switch (format) {
            case TABLE -> table.get();
            case JSON -> Json.pretty(json) + "\n";
            case YAML -> ObjectView.yaml(json);
            case PLAIN -> plain.get();
            case XML -> xml.get();
        };
        amf.out().print(text);
        amf.out().flush();
    }
}
