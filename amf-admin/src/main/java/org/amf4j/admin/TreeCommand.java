package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.amf4j.admin.output.TreeView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What contains what. */
@Command(name = "tree", description = "Shows which object contains which.")
final class TreeCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Parameters(arity = "0..1", paramLabel = "DN", description = "the object to begin with; default: all")
    private Optional<String> root = Optional.empty();

    @Override
    public void run() {
        Map<String, String> arguments = new LinkedHashMap<>();
        root.ifPresent(dn -> arguments.put("root", dn));
        JsonNode tree = cluster.client(amf, ReadingLimits.TIMEOUT).query("tree", arguments);
        output.print(amf.out(), tree, () -> TreeView.text(tree));
    }
}
