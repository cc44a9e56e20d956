package org.amf4j.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** A process of a cluster in the foreground, until it is told to stop or must end. */
abstract class Program implements Callable<Integer> {

    private static final int EXIT_FAILED = 1;
    private static final int EXIT_FATAL = 70;

    @Option(names = "--name", required = true, description = "its name in the cluster file")
    private String name;

    @Option(names = "--config", required = true, description = "the cluster file (cluster.yaml)")
    private Path config;

    @Option(
            names = "--insecure",
            description = "do without certificates: traffic between nodes is neither encrypted nor authenticated")
    private boolean insecure;

    private final String command;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** A program that is called so by those who start it. */
    Program(String command) {
        this.command = command;
    }

    /** Starts the parts of the process, which keeps its files in the folder. */
    abstract AutoCloseable start(String own, Path folder, ClusterSource source) throws IOException;

    @Override
    public final Integer call() throws InterruptedException {
        Path file = config.toAbsolutePath().normalize();
        Path folder = file.getParent().resolve(name);
        Logging.into(folder.resolve("log"));
        AutoCloseable parts;
        try {
            Files.createDirectories(folder);
            ProcessNumber.write(folder, ProcessHandle.current().pid());
            parts = start(name, folder, new ClusterSource(file, insecure));
        } catch (IOException | IllegalArgumentException e) {
            LoggerFactory.getLogger(getClass()).error("cannot start: {}", e.getMessage(), e);
            System.err.println(command + ": " + e.getMessage());
            return EXIT_FAILED;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(parts), "close"));
        stopped.await();
        return 0;
    }

    /** Ends the process in order. */
    final void stop() {
        stopped.countDown();
    }

    private void close(AutoCloseable parts) {
        try {
            parts.close();
        } catch (Exception e) {
            LoggerFactory.getLogger(getClass()).warn("it did not end well", e);
        }
        Logging.stop();
    }

    /** Nothing good can come from going on; on a node its guardian ends what runs there. */
    final void fatal(String reason, Throwable cause) {
        LoggerFactory.getLogger(getClass()).error("the process must end: {}", reason, cause);
        System.err.println(command + ": " + reason);
        Logging.stop();
        Runtime.getRuntime().halt(EXIT_FATAL);
    }
}
