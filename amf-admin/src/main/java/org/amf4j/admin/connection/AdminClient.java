package org.amf4j.admin.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.admin.AlarmClearing;
import org.amf4j.protocol.admin.Operation;
import org.amf4j.protocol.admin.Query;
import org.amf4j.protocol.imm.ImmRequest;

/**
 * Asks a cluster through whichever of its nodes answers.
 *
 * <p>An answer that asks for patience (group in motion, configuration being loaded) is followed by another attempt, each
 * after a longer pause, until the time limit. A node that knows of no majority is no hindrance: another one may be with the
 * majority; only when no node knows of one, the request is refused. A request whose connection breaks is sent to the next node under the same id, so
 * that the cluster carries it out once. For one thread.
 */
public final class AdminClient {
    private static final String MAJORITY_HINT =
            "a majority of the controllers must live; start those that are down with 'amf node'";

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PAUSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);
    private static final long QUERY_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final List<Path> sockets;
    private final Duration timeout;
    private final Consumer<String> progress;
    private int preferred;

    /**
     * A client of a cluster.
     *
     * @param sockets operator sockets of its nodes, in the order in which to try them
     * @param timeout limit of each request, all attempts together
     * @param progress is told of every further attempt
     */
    public AdminClient(List<Path> sockets, Duration timeout, Consumer<String> progress) {
        this.sockets = List.copyOf(sockets);
        this.timeout = timeout;
        this.progress = progress;
    }

    /** A client of the same cluster whose requests may take so long. */
    public AdminClient within(Duration limit) {
        return new AdminClient(sockets, limit, progress);
    }

    /** Asks for an administrative operation; the reply carries its result, whatever it is. */
    public AdminReply operate(String target, AdminOperation operation) {
        Operation body = Operation.newBuilder()
                .setTarget(target)
                .setOperation(operation.value())
                .build();
        return send(AdminRequest.newBuilder().setOperation(body), timeout.toNanos());
    }

    /** Asks for a configuration change, or what it would come to; the reply carries its result, whatever it is. */
    public AdminReply change(ConfigurationRequest request, boolean dryRun) {
        return send(AdminRequest.newBuilder().setChange(request.toMessage(dryRun)), timeout.toNanos());
    }

    /** Has alarms of applications ended; the reply carries the result, whatever it is. */
    public AdminReply clear(AlarmClearing clearing) {
        return send(AdminRequest.newBuilder().setClearing(clearing), timeout.toNanos());
    }

    /** Asks for something of the information model; the reply carries its result, whatever it is. */
    public AdminReply model(ImmRequest request) {
        return send(AdminRequest.newBuilder().setImm(request.toByteString()), timeout.toNanos());
    }

    /** Asks a node to end; false when it does not know how. */
    public boolean stop() {
        Query body = Query.newBuilder().setKind("stop").build();
        return send(AdminRequest.newBuilder().setQuery(body), timeout.toNanos()).getStatus() == AisStatus.OK.value();
    }

    /**
     * Asks a node to end and to leave what runs there alone for so long.
     *
     * @throws CommandFailure when it does not, with its reason
     */
    public void detach(Duration kept) {
        Query body = Query.newBuilder()
                .setKind("stop")
                .putArguments("keep_millis", Long.toString(kept.toMillis()))
                .build();
        AdminReply reply = send(AdminRequest.newBuilder().setQuery(body), timeout.toNanos());
        AisStatus status = status(reply);
        if (status != AisStatus.OK) {
            throw refusal("detach", status, reply.getText());
        }
    }

    /** Has a node read its cluster file again, or say what that would change; the reply carries its result, whatever it is. */
    public AdminReply reload(Map<String, String> arguments) {
        Query body =
                Query.newBuilder().setKind("reload").putAllArguments(arguments).build();
        return send(AdminRequest.newBuilder().setQuery(body), QUERY_PATIENCE_NANOS);
    }

    /**
     * Reads the leader's state.
     *
     * @throws CommandFailure when the cluster does not answer, or answers with anything but OK
     */
    public JsonNode query(String kind, Map<String, String> arguments) {
        AdminReply reply = answered(kind, arguments);
        try {
            return Json.parse(reply.getJson());
        } catch (IllegalArgumentException e) {
            throw unreadable(kind, e);
        }
    }

    /** The whole reply to a question, which was answered OK. */
    AdminReply answered(String kind, Map<String, String> arguments) {
        Query body = Query.newBuilder().setKind(kind).putAllArguments(arguments).build();
        return answered(kind, AdminRequest.newBuilder().setQuery(body));
    }

    /** The reply to a request that only reads the information model, which was answered OK. */
    AdminReply read(ImmRequest request) {
        return answered("read", AdminRequest.newBuilder().setImm(request.toByteString()));
    }

    private AdminReply answered(String kind, AdminRequest.Builder question) {
        AdminReply reply = ask(question);
        AisStatus status = status(reply);
        if (status == AisStatus.ERR_TIMEOUT || status == AisStatus.ERR_UNAVAILABLE) {
            throw nobodyDecides(reply.getText());
        }
        if (status != AisStatus.OK) {
            throw refusal(kind, status, reply.getText());
        }
        return reply;
    }

    static CommandFailure unreadable(String kind, Exception cause) {
        return new CommandFailure(
                ExitCode.FAILED,
                "the cluster's answer to '" + kind + "' cannot be read: " + cause.getMessage(),
                "command and cluster may be of different versions",
                cause);
    }

    /**
     * What a controller knows of the cluster's status when no leader tells it: of the first node that answers. It may not be
     * so any more.
     */
    public Optional<JsonNode> recall() {
        AdminRequest request = AdminRequest.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setQuery(Query.newBuilder().setKind("recall"))
                .build();
        for (Path socket : sockets) {
            try (AdminConnection connection = AdminConnection.open(socket)) {
                AdminReply reply = connection.exchange(request, System.nanoTime() + QUERY_PATIENCE_NANOS);
                if (status(reply) == AisStatus.OK) {
                    return Optional.of(Json.parse(reply.getJson()));
                }
            } catch (IOException | IllegalArgumentException e) {
                progress.accept(socket + ": " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Reading leaves nothing in doubt, so that a time limit means only that no leader is there. */
    private static CommandFailure nobodyDecides(String text) {
        return new CommandFailure(
                ExitCode.UNREACHABLE, "the cluster has no leader that answers: " + text, MAJORITY_HINT);
    }

    /** The result that a reply carries. */
    public static AisStatus status(AdminReply reply) {
        try {
            return AisStatus.of(reply.getStatus());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the cluster answered with the unknown result " + reply.getStatus(),
                    "command and cluster may be of different versions",
                    e);
        }
    }

    /** What a refused request ends with. */
    public static CommandFailure refusal(String what, AisStatus status, String text) {
        String message = what + ": " + status.aisName() + (text.isEmpty() ? "" : ": " + text);
        return new CommandFailure(ExitCode.of(status), message, hint(status));
    }

    private static String hint(AisStatus status) {
        return switch (ExitCode.of(status)) {
            case NOT_FOUND -> "'amf find' lists all names; a name may be shortened while it stays unique";
            case UNREACHABLE ->
                status == AisStatus.ERR_UNAVAILABLE
                        ? MAJORITY_HINT
                        : "the cluster is still busy: 'amf status', or a longer --timeout";
            case REJECTED, REPAIR_PENDING ->
                switch (status) {
                    case ERR_INVALID_PARAM ->
                        "'amf class show CLASS' lists attributes, their types, and which may change";
                    case ERR_NOT_SUPPORTED -> "'amf help error " + status.value() + "' says what that means";
                    default -> "'amf explain DN' says why the object is in its present state";
                };
            case BUSY -> "try again when the operation in progress has ended";
            case TIMED_OUT -> "'amf status' shows how far it came";
            default -> "";
        };
    }

    private AdminReply ask(AdminRequest.Builder query) {
        try {
            return send(query, QUERY_PATIENCE_NANOS);
        } catch (CommandFailure e) {
            if (e.exitCode() == ExitCode.TIMED_OUT) {
                throw nobodyDecides(e.getMessage());
            }
            throw e;
        }
    }

    private AdminReply send(AdminRequest.Builder request, long patienceNanos) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Attempts attempts = new Attempts();
        request.setId(UUID.randomUUID().toString());
        for (long pause = FIRST_PAUSE_NANOS; ; pause = Math.min(2 * pause, PAUSE_NANOS_MAX)) {
            Optional<AdminReply> reply = askNodes(request, deadline, patienceNanos, attempts);
            if (reply.filter(AdminClient::isRefused).isPresent() && attempts.unanswered && !request.hasQuery()) {
                throw inDoubt(attempts); // whoever refuses it now does not know of the one that was asked before
            }
            if (reply.isPresent() && !wantsPatience(reply.get())) {
                return reply.get();
            }
            if (reply.isPresent()) {
                attempts.last = reply;
                // It was answered, so what follows is another request.
                request.setId(UUID.randomUUID().toString());
            }
            if (System.nanoTime() + pause >= deadline) {
                return attempts.give(timeout);
            }
            progress.accept("trying again: " + attempts.reason());
            LockSupport.parkNanos(pause);
        }
    }

    private static CommandFailure inDoubt(Attempts attempts) {
        return new CommandFailure(
                ExitCode.TIMED_OUT,
                "a node was asked and has not answered (" + attempts.trouble + "), and no other knows of a majority",
                "'amf status' shows whether it was done");
    }

    private static boolean isRefused(AdminReply reply) {
        return status(reply) == AisStatus.ERR_UNAVAILABLE;
    }

    private static boolean wantsPatience(AdminReply reply) {
        AisStatus status = status(reply);
        return status == AisStatus.ERR_TRY_AGAIN || status == AisStatus.ERR_NOT_READY;
    }

    /** One round over the nodes, the one that answered last first. */
    private Optional<AdminReply> askNodes(
            AdminRequest.Builder request, long deadline, long patienceNanos, Attempts attempts) {
        boolean connected = false;
        Optional<AdminReply> refused = Optional.empty();
        for (int i = 0; i < sockets.size(); i++) {
            int index = (preferred + i) % sockets.size();
            boolean asked = false;
            try (AdminConnection connection = AdminConnection.open(sockets.get(index))) {
                connected = true;
                asked = true;
                long left = Math.min(patienceNanos, deadline - System.nanoTime());
                request.setTimeoutMillis(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
                AdminReply reply = connection.exchange(request.build(), System.nanoTime() + left);
                if (!isRefused(reply)) {
                    preferred = index;
                    return Optional.of(reply);
                }
                refused = Optional.of(reply);
                if (reply.getInDoubt()) {
                    attempts.failed(sockets.get(index) + ": " + reply.getText(), true);
                }
            } catch (IOException e) {
                attempts.failed(sockets.get(index) + ": " + e.getMessage(), asked);
            }
        }
        if (!connected) {
            throw new CommandFailure(
                    attempts.unanswered && !request.hasQuery() ? ExitCode.TIMED_OUT : ExitCode.UNREACHABLE,
                    "no node of the cluster answers (" + attempts.trouble + ")",
                    "'amf cluster list' shows the clusters on this machine");
        }
        return refused;
    }

    /** What came of the attempts so far. */
    private static final class Attempts {
        private Optional<AdminReply> last = Optional.empty();
        private boolean unanswered;
        private String trouble = "it has no nodes";

        /** Who was asked may have done it, and what was answered to an earlier request does not count any more. */
        private void failed(String why, boolean asked) {
            trouble = why;
            if (asked) {
                unanswered = true;
                last = Optional.empty();
            }
        }

        private String reason() {
            return last.map(r -> status(r).aisName() + (r.getText().isEmpty() ? "" : ": " + r.getText()))
                    .orElse(trouble);
        }

        private AdminReply give(Duration timeout) {
            if (last.isPresent()) {
                return last.get();
            }
            throw new CommandFailure(
                    unanswered ? ExitCode.TIMED_OUT : ExitCode.UNREACHABLE,
                    "no answer within " + timeout.toMillis() + " ms (" + trouble + ")",
                    "'amf status' shows whether it was done");
        }
    }
}
