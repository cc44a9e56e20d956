package org.amf4j.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.amf4j.admin.model.ModelDifference;
import org.amf4j.admin.model.ModelText;
import org.amf4j.admin.output.DifferenceView;
import org.amf4j.admin.output.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two configurations. */
@Command(
        name = "diff",
        description = {
            "Tells what makes the second configuration differ from the first: objects, and attributes before and after.",
            "With --ccb the differences are lines for 'amf ccb', which turns a running cluster with the first configuration"
                    + " into one with the second. 'amf dump' writes the configuration of a running cluster."
        })
final class ConfigDiffCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(names = "--ccb", description = "as lines for 'amf ccb -f FILE'")
    private boolean asChanges;

    @Parameters(index = "0", paramLabel = "OLD", description = "IMM XML file")
    private Path before;

    @Parameters(index = "1", paramLabel = "NEW", description = "IMM XML file")
    private Path after;

    @Override
    public void run() {
        AmfCommand amf = AmfCommand.of(spec);
        ModelDifference difference = ModelDifference.between(
                ModelText.read(List.of(before)),
                ModelText.read(List.of(after)),
                amf.surroundings().home().toString());
        if (asChanges) {
            amf.out().print(difference.changes());
            amf.out().flush();
            return;
        }
        ArrayNode changes = difference.json();
        ObjectNode json = Json.object();
        json.set("changes", changes);
        output.print(amf.out(), json, () -> changes.isEmpty() ? "no difference\n" : DifferenceView.text(changes));
    }
}
