package org.amf4j.admin.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.clc.Sessions;

/** Ends a local cluster: asks the agents, then signals them, and leaves no process of theirs behind. */
public final class ClusterStopper {
    private static final Duration ASKING_LIMIT = Duration.ofMillis(500);
    private static final Duration ORDERLY_LIMIT = Duration.ofSeconds(10);
    private static final Duration SIGTERM_LIMIT = Duration.ofSeconds(5);
    private static final Duration SIGKILL_LIMIT = Duration.ofSeconds(5);

    private final ClusterFolder folder;

    /** Will stop what runs in the folder. */
    public ClusterStopper(ClusterFolder folder) {
        this.folder = folder;
    }

    /**
     * Stops everything.
     *
     * @return names of the nodes whose agents ran
     * @throws CommandFailure when something survives SIGKILL
     */
    public List<String> stop() {
        boolean interrupted = Thread.interrupted(); // whoever is told to end tidies up all the same
        try {
            return stopAll();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<String> stopAll() {
        List<String> stopped = new ArrayList<>();
        List<ProcessHandle> agents = new ArrayList<>();
        for (String node : folder.nodes()) {
            Optional<ProcessHandle> agent = folder.agent(node);
            agent.ifPresent(process -> {
                stopped.add(node);
                agents.add(process);
                if (!asked(node)) {
                    process.destroy();
                }
            });
        }
        end(agents);
        killLeftovers();
        tidy();
        return stopped;
    }

    private boolean asked(String node) {
        try {
            return new AdminClient(List.of(folder.adminSocket(node)), ASKING_LIMIT, retry -> {}).stop();
        } catch (CommandFailure e) {
            // It does not listen (yet, or any more): the caller's signal follows.
            return false;
        }
    }

    private void end(List<ProcessHandle> agents) {
        if (ended(agents, ORDERLY_LIMIT)) {
            return;
        }
        agents.forEach(ProcessHandle::destroy);
        if (ended(agents, SIGTERM_LIMIT)) {
            return;
        }
        agents.forEach(ProcessHandle::destroyForcibly);
        if (!ended(agents, SIGKILL_LIMIT)) {
            throw surviving(agents);
        }
    }

    private static boolean ended(List<ProcessHandle> processes, Duration limit) {
        return Await.until(limit, () -> processes.stream().noneMatch(process -> Sessions.isRunning(process.pid())));
    }

    /** Components whose agent was killed, or that escaped it. */
    private void killLeftovers() {
        boolean none = Await.until(SIGKILL_LIMIT, () -> {
            List<ProcessHandle> left = ProcessesOf.cluster(folder);
            left.forEach(ProcessHandle::destroyForcibly);
            return left.isEmpty();
        });
        if (!none) {
            throw surviving(ProcessesOf.cluster(folder));
        }
    }

    private CommandFailure surviving(List<ProcessHandle> processes) {
        List<Long> pids = processes.stream()
                .map(ProcessHandle::pid)
                .filter(Sessions::isRunning)
                .toList();
        return new CommandFailure(
                ExitCode.FAILED,
                "processes " + pids + " of the cluster in " + folder.path() + " survive SIGKILL",
                "they hang in the kernel or belong to another user: 'ps -o pid,stat,user,wchan,args' shows why");
    }

    private void tidy() {
        try {
            for (String node : folder.nodes()) {
                FolderCleaner.forgetLife(folder.node(node));
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the cluster has ended, but its files cannot be removed: " + e.getMessage(),
                    "remove " + folder.path() + " by hand",
                    e);
        }
    }
}
