package org.amf4j.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.node.NodeReboot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reboots a node: runs the command that an operator has configured for it, or else starts a successor of this process; then
 * ends this process at once. When neither can be started, whoever supervises the process has to.
 */
final class ProcessReboot implements NodeReboot {

    /** The exit code of a node that was rebooted by order. */
    static final int EXIT_REBOOT = 75;

    private static final Path OWN_COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final Logger LOG = LoggerFactory.getLogger(ProcessReboot.class);

    private final Path folder;
    private final List<String> command;

    /**
     * A reboot that can be asked for.
     *
     * @param folder the node's folder
     * @param command the configured command, word by word, or empty
     */
    ProcessReboot(Path folder, List<String> command) {
        this.folder = folder;
        this.command = command;
    }

    @Override
    public void reboot(String cause) {
        try {
            if (command.isEmpty()) {
                Process successor =
                        new ProcessBuilder(ownCommandLine()).inheritIO().start();
                ProcessNumber.write(folder, successor.pid());
                LOG.warn("node is rebooted, its process starts anew: pid={} cause={}", successor.pid(), cause);
            } else {
                Path output = folder.resolve("log").resolve("reboot.log");
                new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .start();
                LOG.warn("node is rebooted: command={} cause={}", command, cause);
            }
        } catch (IOException e) {
            LOG.error("node cannot be rebooted and only ends; start it again: command={}", command, e);
        }
        Logging.stop();
        Runtime.getRuntime().halt(EXIT_REBOOT);
    }

    /** How this process was started. */
    private static List<String> ownCommandLine() throws IOException {
        String text = Files.readString(OWN_COMMAND_LINE, StandardCharsets.UTF_8);
        List<String> words = new ArrayList<>(List.of(text.split("\0", -1)));
        words.removeLast(); // behind the end of the last word
        Optional<String> program = ProcessHandle.current().info().command();
        program.ifPresent(path -> words.set(0, path));
        return words;
    }
}
