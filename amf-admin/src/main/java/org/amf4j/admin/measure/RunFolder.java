package org.amf4j.admin.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.ClusterStopper;
import org.amf4j.admin.cluster.FolderCleaner;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/**
 * The folder of a cluster that lives as long as the command. At the end the cluster is stopped, and the folder removed
 * unless the command failed: then its logs are wanted. An end by signal is an end, too.
 */
public final class RunFolder implements AutoCloseable {
    /** What a node adds to the path: its name and the longer of the socket names. */
    private static final String LONGEST_NODE_PART = "/node-with-a-name/admin.sock";

    /** What shells see of a process that ended by SIGINT. */
    private static final int INTERRUPTED = 130;

    private final ClusterFolder cluster;
    private final Thread hook;
    private volatile Runnable first = () -> {};
    private boolean succeeded;
    private boolean closed;

    private RunFolder(Path path) {
        this.cluster = new ClusterFolder(path);
        this.hook = new Thread(this::interrupted, "end-of-" + path.getFileName());
    }

    /**
     * A new folder below {@code .amf} of the working directory, or of the system's temporary folder when the former's
     * path is too long for sockets.
     */
    public static RunFolder create(Path workingDirectory, String kind) {
        String name = kind + "-" + ProcessHandle.current().pid();
        Path near = workingDirectory.resolve(".amf").resolve(name);
        Path far = Path.of(System.getProperty("java.io.tmpdir")).resolve("amf-" + name);
        int bytes = (near + LONGEST_NODE_PART).getBytes(StandardCharsets.UTF_8).length;
        Path path = bytes <= ClusterFolder.SOCKET_PATH_BYTES_MAX && Files.isWritable(workingDirectory) ? near : far;
        try {
            FolderCleaner.delete(path);
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "cannot create the run folder " + path + ": " + e.getMessage(),
                    "call the command in a folder that may be written",
                    e);
        }
        RunFolder folder = new RunFolder(path);
        Runtime.getRuntime().addShutdownHook(folder.hook);
        return folder;
    }

    /** The folder of the cluster. */
    public ClusterFolder cluster() {
        return cluster;
    }

    /** What is done first, within a time limit of its own, when a signal ends the process; it may wait for the command's thread. */
    public void whenInterrupted(Runnable what) {
        first = what;
    }

    /** The command has done what it was to do. */
    public synchronized void succeeded() {
        succeeded = true;
    }

    /** Stops what runs and tidies up; once. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends by a signal: the hook has run or finds the work done.
        }
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        new ClusterStopper(cluster).stop();
        if (succeeded) {
            delete();
        }
    }

    private void delete() {
        try {
            FolderCleaner.delete(cluster.path());
            Path parent = cluster.path().getParent();
            if (parent.endsWith(".amf") && isEmpty(parent)) {
                Files.deleteIfExists(parent);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the run folder " + cluster.path() + " cannot be removed: " + e.getMessage(),
                    "remove it by hand",
                    e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            return children.findAny().isEmpty();
        }
    }

    /** Ctrl-C or another signal. When the command had succeeded before, so has the process. */
    private void interrupted() {
        first.run();
        end();
        // The command's own thread runs on while this one works, and may just have been starting nodes.
        while (cluster.isRunning()) {
            new ClusterStopper(cluster).stop();
        }
        Runtime.getRuntime().halt(succeeded ? ExitCode.OK.code() : INTERRUPTED);
    }
}
