package org.amf4j.admin.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.clc.Sessions;

/** Ends processes of nodes on this machine under what they run, and starts them again. */
public final class Detachment {

    /** How long a node may wait until nothing is under way there, and tell the leader, with a reserve. */
    private static final Duration DETACH_LIMIT = Duration.ofSeconds(25);

    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private static final Duration ASKING_LIMIT = Duration.ofSeconds(10);

    private final ClusterFolder folder;
    private final Consumer<String> progress;

    /**
     * For the nodes of a cluster.
     *
     * @param progress is told of every further attempt
     */
    public Detachment(ClusterFolder folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Ends a node's process and leaves what it runs alone for so long. Returns when the process has ended.
     *
     * @throws CommandFailure when the node does not run here, or cannot be ended like that; it goes on then
     */
    public void detach(String node, Duration kept) {
        ProcessHandle process = folder.agent(node)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNREACHABLE,
                        "node " + node + " does not run in " + folder.path(),
                        "nodes of this cluster on this machine: " + String.join(", ", folder.nodes())));
        new AdminClient(List.of(folder.adminSocket(node)), DETACH_LIMIT, progress).detach(kept);
        if (!Await.until(END_LIMIT, () -> !Sessions.isRunning(process.pid()))) {
            throw new CommandFailure(
                    ExitCode.TIMED_OUT,
                    "the process " + process.pid() + " of " + node + " has been left by its agent and does not end",
                    "kill it with SIGKILL before the node is started again");
        }
    }

    /**
     * Starts a detached node of a local cluster again, and waits until it answers.
     *
     * @param home where the programs are
     */
    public void attach(String node, Path home, Duration limit) {
        ClusterPlan plan = new ClusterPlan(folder, folder.clusterName(), List.of(), home, folder.nodes());
        ClusterStarter starter = new ClusterStarter(plan);
        starter.startAgain(node);
        starter.awaitAnswers(limit, List.of(node));
    }

    /** Controllers and witnesses that do not have the whole log, as the leader sees them. */
    public Set<String> behind() {
        return Settling.behind(
                new AdminClient(folder.adminSockets(), ASKING_LIMIT, progress).query("status", Map.of()));
    }

    /**
     * Waits until nobody is behind but who was before: only then another controller may go without endangering the majority.
     *
     * @throws CommandFailure when that takes longer
     */
    public void awaitLog(Set<String> before, Duration limit) {
        if (!Await.until(limit, () -> before.containsAll(behind()))) {
            throw new CommandFailure(
                    ExitCode.TIMED_OUT,
                    String.join(", ", behind()) + " has not caught up with the log within " + limit.toSeconds() + " s",
                    "restart no other node before 'amf status' shows no controller as (behind)");
        }
    }
}
