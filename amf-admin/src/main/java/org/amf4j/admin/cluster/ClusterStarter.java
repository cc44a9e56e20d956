package org.amf4j.admin.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/** Starts the processes of a local cluster and waits until every agent answers. What it started it stops on failure. */
public final class ClusterStarter {
    private static final Duration ASKING_LIMIT = Duration.ofMillis(400);
    private static final int LOG_LINES_SHOWN = 6;
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private final ClusterPlan plan;
    private final Map<String, String> environment;
    private final Map<String, Process> processes = new LinkedHashMap<>();
    private Optional<ClusterDescription> description = Optional.empty();

    /** Will start what the plan says. */
    public ClusterStarter(ClusterPlan plan) {
        this(plan, Map.of());
    }

    /** Will start what the plan says, with these variables added to the environment of the nodes. */
    public ClusterStarter(ClusterPlan plan, Map<String, String> environment) {
        this.plan = plan;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Starts all nodes.
     *
     * @throws CommandFailure when the cluster runs already, a node ends at once or does not answer within the limit
     */
    public void start(Duration limit) {
        ClusterFolder folder = plan.folder();
        checkFolder(folder);
        try {
            if (description.isEmpty()) {
                describe();
            }
            for (String node : plan.here()) {
                Files.createDirectories(folder.logs(node));
                FolderCleaner.forgetState(folder.node(node));
                startProcess(node, node.equals(ClusterPlan.WITNESS) && plan.witness());
            }
            awaitAnswers(
                    limit, plan.nodes().stream().filter(plan.here()::contains).toList());
        } catch (IOException e) {
            stop();
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "cannot start the cluster in " + folder.path() + ": " + e.getMessage(),
                    "check that the folder may be written, or name another with --dir",
                    e);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    /**
     * Writes what all nodes are told, for nodes that are started elsewhere. {@link #start} does it where nobody has done it before.
     *
     * @throws IOException when it cannot be written
     */
    public ClusterDescription describe() throws IOException {
        Files.createDirectories(plan.folder().path());
        plan.makeCertificates();
        ClusterDescription described = plan.describe();
        described.write(plan.folder().description());
        description = Optional.of(described);
        return described;
    }

    /**
     * Starts a cluster again with the state it has, which its description in the folder belongs to. What it has left running
     * is ended before.
     *
     * @return the names of the nodes
     * @throws CommandFailure as {@link #start}, or when no cluster was started in the folder
     */
    public static List<String> startAgain(ClusterFolder folder, Path home, Duration limit) {
        Map<String, Boolean> processes;
        try {
            processes = folder.exists() ? ClusterDescription.processes(folder.description()) : Map.of();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "cannot read " + folder.description() + ": " + e.getMessage(),
                    "check its mode",
                    e);
        }
        List<String> nodes =
                processes.keySet().stream().filter(name -> !processes.get(name)).toList();
        if (nodes.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "no cluster was ever started in " + folder.path(),
                    "'amf cluster start FILE' begins a new one; --dir names the folder of another");
        }
        ClusterPlan plan = new ClusterPlan(folder, folder.clusterName(), List.of(), home, nodes);
        new ClusterStarter(plan).startAgain(processes, limit);
        return nodes;
    }

    private void startAgain(Map<String, Boolean> members, Duration limit) {
        checkFolder(plan.folder());
        stop();
        try {
            for (Map.Entry<String, Boolean> member : members.entrySet()) {
                Files.createDirectories(plan.folder().logs(member.getKey()));
                startProcess(member.getKey(), member.getValue());
            }
            awaitAnswers(limit, plan.nodes());
        } catch (IOException e) {
            stop();
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "cannot start the cluster in " + plan.folder().path() + " again: " + e.getMessage(),
                    "check that the folder may be written",
                    e);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private void stop() {
        new ClusterStopper(plan.folder()).stop();
    }

    private void checkFolder(ClusterFolder folder) {
        if (folder.isRunning()) {
            throw new CommandFailure(
                    ExitCode.NO_OPERATION,
                    "a cluster runs in " + folder.path() + " already",
                    "'amf cluster stop --dir " + folder.path() + "' ends it");
        }
        for (String node : plan.nodes()) {
            if (!folder.isShortEnoughFor(node)) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the path " + folder.adminSocket(node) + " is too long for a socket (more than "
                                + ClusterFolder.SOCKET_PATH_BYTES_MAX + " bytes)",
                        "name a folder with a shorter path with --dir");
            }
        }
    }

    /** Starts a node of a cluster that was started before, with what it has kept. */
    public void startAgain(String node) {
        try {
            startProcess(node, false);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "cannot start node " + node + " again: " + e.getMessage(),
                    "what it wrote is in " + output(node),
                    e);
        }
    }

    private void startProcess(String node, boolean witness) throws IOException {
        ClusterFolder folder = plan.folder();
        Files.createDirectories(folder.logs(node));
        List<String> command = new ArrayList<>();
        SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(path -> command.add(path.toString()));
        command.addAll(plan.places().prefix(node));
        command.add(plan.home().resolve("amf").toString());
        command.addAll(List.of(witness ? "witness" : "node", "--name", node));
        command.addAll(List.of("--config", folder.description().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.node(node).toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output(node).toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("AMF_HOME", plan.home().toString());
        // The command that starts nodes has just been built; they must not each look again.
        builder.environment().put("AMF_NO_BUILD", "1");
        if (!plan.places().sharesProcessNumbers(node)) {
            builder.environment().put("AMF_AGENT_PID_FILE", "kept");
        }
        Process process = builder.start();
        processes.put(node, process);
        PidFile.write(folder.pidFile(node), process.pid());
    }

    private Path output(String node) {
        return plan.folder().logs(node).resolve("agent.out");
    }

    /** Waits until these nodes answer. */
    void awaitAnswers(Duration limit, List<String> nodes) {
        List<String> silent = new ArrayList<>(nodes);
        boolean all = Await.until(limit, () -> {
            processes.keySet().forEach(this::checkAlive);
            silent.removeIf(this::answers);
            return silent.isEmpty();
        });
        if (!all) {
            throw new CommandFailure(
                    ExitCode.TIMED_OUT,
                    "no answer from " + String.join(", ", silent) + " within " + limit.toSeconds() + " s",
                    "what they wrote is in " + output(silent.get(0)));
        }
    }

    private void checkAlive(String node) {
        Process process = processes.get(node);
        if (process.isAlive()) {
            return;
        }
        throw new CommandFailure(
                ExitCode.FAILED,
                "node " + node + " ended at once with exit code " + process.exitValue() + lastLines(output(node)),
                "all it wrote is in " + output(node));
    }

    private static String lastLines(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
            return last.isEmpty() ? "" : ":\n    " + String.join("\n    ", last);
        } catch (IOException e) {
            return " (what it wrote cannot be read: " + e.getMessage() + ")";
        }
    }

    private boolean answers(String node) {
        try {
            new AdminClient(List.of(plan.folder().adminSocket(node)), ASKING_LIMIT, retry -> {})
                    .query("status", Map.of());
            return true;
        } catch (CommandFailure e) {
            // Not listening yet, or no leader yet: the next round asks again, the limit ends it.
            return false;
        }
    }
}
