package org.amf4j.debug;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.amf4j.admin.ClusterOption;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Table;
import org.amf4j.recorder.dump.Dump;
import org.amf4j.recorder.ring.Recording;
import org.amf4j.recorder.ring.RecordingException;
import org.amf4j.recorder.ring.RingFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Packs the flight recorders of all nodes in a cluster's folder, whether the cluster runs or not. */
@Command(
        name = "dump",
        description = "Packs what the nodes' flight recorders have, of a running or a stopped cluster, into one file.",
        footer = {"", "It holds the configuration and all that has happened lately. 'amf replay FILE' plays it."})
final class DumpCommand implements Runnable {

    private static final String RECORDER = "recorder";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOption cluster;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "the file to write; default: amf-CLUSTER-TIME.amfdump here")
    private Optional<Path> file = Optional.empty();

    @Override
    public void run() {
        ClusterFolder folder = cluster.folderEvenStopped();
        Path target = file.orElseGet(() -> Path.of(
                "amf-" + folder.clusterName() + "-" + LocalDateTime.now().format(STAMP) + ".amfdump"));
        Map<String, Map<String, byte[]>> rings = new TreeMap<>();
        try {
            for (Path recorder : recorders(folder)) {
                rings.put(recorder.getParent().getFileName().toString(), Recording.files(new RingFolder(recorder)));
            }
            rings.values().removeIf(Map::isEmpty);
            if (rings.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "no node in " + folder.path() + " has recorded anything",
                        "a controller records unless recorder_mib in cluster.yaml is 0");
            }
            JsonNode manifest = Dump.write(target.toAbsolutePath(), folder.clusterName(), version(), rings);
            spec.commandLine().getOut().print(text(target, manifest));
            spec.commandLine().getOut().flush();
        } catch (RecordingException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "a recording in " + folder.path() + " cannot be packed: " + e.getMessage(),
                    "move the file away that is named, and pack the rest",
                    e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "cannot write " + target + ": " + e.getMessage(), "check folder and disk", e);
        }
    }

    static String version() {
        return Optional.ofNullable(DumpCommand.class.getPackage().getImplementationVersion())
                .orElse("built from sources");
    }

    private static List<Path> recorders(ClusterFolder folder) throws IOException {
        try (Stream<Path> nodes = Files.list(folder.path())) {
            return nodes.map(n -> n.resolve(RECORDER))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path target, JsonNode manifest) {
        Table table = new Table("NODE", "FIRST", "LAST", "ENTRIES", "LOST");
        for (JsonNode node : manifest.path("nodes")) {
            table.row(
                    node.path("name").asText(),
                    node.path("first_index").asText(),
                    node.path("last_index").asText(),
                    node.path("entries").asText(),
                    node.path("entries_lost").asText());
        }
        return table + "packed in " + target + "\n";
    }
}
