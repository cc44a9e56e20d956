package org.amf4j.admin.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.amf4j.admin.cluster.ClusterDescription.NodeAddress;
import org.amf4j.admin.cluster.ClusterDescription.Part;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.certificates.CertificateFolder;
import org.amf4j.clc.Sessions;
import org.amf4j.protocol.admin.AdminReply;

/** Has a payload node come to, or go from, a cluster of processes on this machine, while all others run. */
public final class NodeArrival {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final ClusterFolder folder;
    private final AdminClient client;
    private final Duration limit;
    private final Consumer<String> progress;
    private final NodeLines lines;
    private final NodeObjects objects;

    /**
     * For a cluster that runs.
     *
     * @param limit how long each wait may take
     * @param progress is told of each step
     */
    public NodeArrival(ClusterFolder folder, AdminClient client, Duration limit, Consumer<String> progress) {
        this.folder = folder;
        this.client = client;
        this.limit = limit;
        this.progress = progress;
        this.lines = new NodeLines(folder.description());
        this.objects = new NodeObjects(client);
    }

    /**
     * Has a node come. What was done before, by an earlier call that was broken off, is not done again.
     *
     * @param example the node that its objects are made like; empty for any
     * @param home the installation
     */
    public void add(String node, String example, Path home) {
        try {
            Map<String, Boolean> processes = processesBeside(node);
            if (folder.agent(node).isPresent()) {
                throw new CommandFailure(
                        ExitCode.NO_OPERATION, "node " + node + " runs already", "'amf nodes list' shows its state");
            }
            if (!processes.containsKey(node)) {
                bring(node);
            }
            if (objects.amfNode(node).isEmpty()) {
                List<String> others = processes.keySet().stream()
                        .filter(name -> !processes.get(name) && !name.equals(node))
                        .toList();
                objects.createLike(node, example.isEmpty() ? objects.anyNode(others) : example);
                progress.accept(node + " has its objects in the model");
            }
            ClusterPlan plan = new ClusterPlan(folder, folder.clusterName(), List.of(), home, List.of(node));
            ClusterStarter starter = new ClusterStarter(plan);
            starter.startAgain(node);
            progress.accept("the process of " + node + " has been started");
            starter.awaitAnswers(limit, List.of(node));
            awaitMember(node, true);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Has all others let the node in. */
    private void bring(String node) throws IOException {
        String before = lines.text();
        List<Integer> ports = FreePorts.find(ClusterPlan.PORTS_PER_NODE);
        if (before.lines().noneMatch(line -> line.startsWith("security: off"))) {
            new CertificateFolder(folder.certificates())
                    .create(
                            new CertificateFolder.Wish(List.of(node), CertificateFolder.NODE_DAYS, false),
                            Instant.now());
        }
        lines.add(new NodeAddress(
                node, NodePlaces.LOOPBACK.address(node), ports.get(0), ports.get(1), ports.get(2), Part.PAYLOAD));
        reload(before);
        progress.accept(node + " is let in by all others");
    }

    private void reload(String before) throws IOException {
        try {
            ClusterReload.Outcome outcome = new ClusterReload(client).run(false, false);
            progress.accept("cluster.yaml was read again by " + String.join(", ", outcome.read()));
        } catch (CommandFailure e) {
            if (e.exitCode() == ExitCode.REJECTED) { // nobody has taken it
                lines.replace(before);
            }
            throw e;
        }
    }

    /** Has a node go that nothing is configured to be on. */
    public void remove(String node) {
        try {
            Map<String, Boolean> processes = processesBeside(node);
            checkMayGo(node, processes);
            objects.amfNode(node).ifPresent(amf -> {
                operate(amf, AdminOperation.LOCK);
                operate(amf, AdminOperation.LOCK_INSTANTIATION);
            });
            objects.clmNode(node).ifPresent(clm -> operate(clm, AdminOperation.LOCK));
            progress.accept(node + " is locked");
            end(node);
            awaitMember(node, false);
            objects.delete(node);
            progress.accept("its objects are deleted");
            if (processes.containsKey(node)) {
                String before = lines.text();
                lines.remove(node);
                reload(before);
            }
            FolderCleaner.forgetLife(folder.node(node));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void checkMayGo(String node, Map<String, Boolean> processes) throws IOException {
        if (!processes.containsKey(node) && objects.clmNode(node).isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "there is no node " + node, "'amf nodes list' shows all nodes");
        }
        boolean votes = client.query("status", Map.of())
                .path("controllers")
                .valueStream()
                .anyMatch(name -> name.asText().equals(node));
        if (votes || processes.getOrDefault(node, false)) {
            throw new CommandFailure(
                    ExitCode.REJECTED,
                    node + " votes, and who votes cannot change while the cluster runs",
                    "only payload nodes can go; 'amf status' names the controllers");
        }
        List<String> users = objects.amfNode(node).map(objects::users).orElse(List.of());
        if (!users.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REJECTED,
                    "configured to be on " + node + " are " + String.join(", ", users),
                    "first 'amf lock' and 'amf lock-in' such a unit, then 'amf delete' it or 'amf set' another host; take"
                            + " the node from its groups by 'amf set GROUP saAmfNGNodeList-=NODE'");
        }
    }

    private void operate(String target, AdminOperation operation) {
        AdminReply reply = client.operate(target, operation);
        AisStatus status = AdminClient.status(reply);
        if (status != AisStatus.OK && status != AisStatus.ERR_NO_OP) {
            throw AdminClient.refusal(operation + " " + target, status, reply.getText());
        }
    }

    private void end(String node) {
        folder.agent(node).ifPresent(process -> {
            new AdminClient(List.of(folder.adminSocket(node)), STOP_LIMIT, progress).stop();
            if (!Await.until(STOP_LIMIT, () -> !Sessions.isRunning(process.pid()))) {
                throw new CommandFailure(
                        ExitCode.TIMED_OUT,
                        "the process " + process.pid() + " of " + node + " does not end",
                        "kill it with SIGKILL, then call this again");
            }
        });
    }

    private void awaitMember(String node, boolean wanted) {
        boolean so = Await.until(
                limit,
                () -> client.query("status", Map.of())
                                .path("clm_nodes")
                                .valueStream()
                                .filter(n -> n.path("dn").asText().startsWith("safNode=" + node + ","))
                                .anyMatch(n -> n.path(wanted ? "member" : "up").asBoolean())
                        == wanted);
        if (!so) {
            throw new CommandFailure(
                    ExitCode.TIMED_OUT,
                    node + (wanted ? " has not joined" : " has not left") + " within " + limit.toSeconds() + " s",
                    "'amf explain clm:" + node + "' says why; what it wrote is in " + folder.logs(node));
        }
    }

    /**
     * All processes of the cluster and whether each is a witness; all but the one of the node run here. The files of a
     * cluster on several machines are its operator's to change.
     */
    private Map<String, Boolean> processesBeside(String node) throws IOException {
        Map<String, Boolean> processes = ClusterDescription.processes(folder.description());
        List<String> elsewhere = processes.keySet().stream()
                .filter(name -> !name.equals(node) && folder.agent(name).isEmpty())
                .toList();
        if (!elsewhere.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REJECTED,
                    String.join(", ", elsewhere) + " of this cluster does not run on this machine",
                    "start it if it is stopped; for nodes on several machines change cluster.yaml on each, and call 'amf"
                            + " cluster reload' (docs/operating.md, 'A node that comes')");
        }
        return processes;
    }

    private CommandFailure unreadable(IOException e) {
        return new CommandFailure(
                ExitCode.FAILED,
                "the files in " + folder.path() + " cannot be changed: " + e.getMessage(),
                "check their modes; what was done so far is not done again when this is called again",
                e);
    }
}
