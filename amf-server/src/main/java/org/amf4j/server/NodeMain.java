package org.amf4j.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One node in the foreground: {@code amf node --name N --config FILE}. */
@Command(name = "amf node", description = "Runs one node agent, and on a controller the director, in the foreground.")
public final class NodeMain implements Callable<Integer> {

    private static final int EXIT_FAILED = 1;
    private static final int EXIT_FATAL = 70;

    @Option(names = "--name", required = true, description = "the node's name, that of its CLM node")
    private String name;

    @Option(names = "--config", required = true, description = "the cluster file (cluster.yaml)")
    private Path config;

    @Option(
            names = "--insecure",
            description = "do without certificates: traffic between nodes is neither encrypted nor authenticated")
    private boolean insecure;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private NodeMain() {}

    /** Runs the node until it is stopped. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new NodeMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        Path file = config.toAbsolutePath().normalize();
        Path folder = file.getParent().resolve(name);
        Logging.into(folder.resolve("log"));
        Logger log = LoggerFactory.getLogger(NodeMain.class);
        NodeServer server;
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("agent.pid"), ProcessHandle.current().pid() + "\n");
            ClusterFile cluster = ClusterFile.read(file);
            server = NodeServer.start(
                    name, folder, insecure ? cluster.insecure() : cluster, stopped::countDown, this::fatal);
        } catch (IOException | IllegalArgumentException e) {
            log.error("node cannot start: {}", e.getMessage(), e);
            System.err.println("amf node: " + e.getMessage());
            return EXIT_FAILED;
        }
        Thread closer = new Thread(() -> close(server), "close");
        Runtime.getRuntime().addShutdownHook(closer);
        RealtimePriority.take();
        server.rehearse();
        stopped.await();
        return 0;
    }

    private static void close(NodeServer server) {
        server.close();
        Logging.stop();
    }

    /** Nothing good can come from going on; the guardian ends what runs on the node. */
    private void fatal(String reason, Throwable cause) {
        LoggerFactory.getLogger(NodeMain.class).error("node must end: {}", reason, cause);
        System.err.println("amf node: " + reason);
        Logging.stop();
        Runtime.getRuntime().halt(EXIT_FATAL);
    }
}
