package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.function.Supplier;
import org.amf4j.admin.output.Json;
import picocli.CommandLine.Option;

/** How a reading command shows what it has read: as a table or as JSON. A picocli mixin. */
public final class OutputOption {

    /** The forms. */
    enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table for people (default), json for programs")
    private Format format;

    /** Whether JSON was asked for. */
    public boolean isJson() {
        return format == Format.JSON;
    }

    /** Prints in the form asked for. The text brings its line ends along. */
    public void print(PrintWriter out, JsonNode json, Supplier<String> text) {
        if (isJson()) {
            out.println(Json.pretty(json));
        } else {
            out.print(text.get());
        }
        out.flush();
    }
}
