package org.amf4j.director;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.director.Director;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.protocol.cluster.Answered;
import org.amf4j.protocol.cluster.ControllerMemory;
import org.amf4j.recorder.ring.RecordedTurn;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.recorder.snapshot.SnapshotTaking;
import org.amf4j.telemetry.FailoverRecorder;
import org.amf4j.transport.ReplicatedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the controller remembers, given to the log from time to time, so that a start begins there. On the controller's
 * thread only; it takes the memory there, at a quiet moment, and leaves writing it to a thread of its own. The memory of a
 * large model is taken on that thread, too, so that nobody waits for it.
 */
final class Memories {

    /** What was taken in vain is tried again after this time. */
    private static final long TAKING_PAUSE_NANOS = 5_000_000_000L;

    /** So many times the usual number of entries, and even a large memory is taken while others wait. */
    private static final int LATE_FACTOR = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Memories.class);

    private final ReplicatedLog log;
    private final Parts parts;
    private final int entriesPerMemory;
    private final int atOnceObjectsMax;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private RecordedTurn last = new RecordedTurn(-1, 0, 0, new byte[0]);
    private int entries;
    private Optional<SnapshotTaking> taking = Optional.empty();
    private long takingSinceNanos = System.nanoTime() - TAKING_PAUSE_NANOS;
    private int entriesTaken;

    /** What a controller remembers by. */
    record Parts(
            Director director,
            Requests requests,
            EventHistory history,
            NotificationDesk notifications,
            FailoverRecorder failovers,
            LogGuest guest) {}

    Memories(ReplicatedLog log, Parts parts, int entriesPerMemory) {
        this(log, parts, entriesPerMemory, DirectorSnapshot.AT_ONCE_OBJECTS_MAX);
    }

    /** With another limit from which on a model is large. */
    Memories(ReplicatedLog log, Parts parts, int entriesPerMemory, int atOnceObjectsMax) {
        this.log = log;
        this.parts = parts;
        this.entriesPerMemory = entriesPerMemory;
        this.atOnceObjectsMax = atOnceObjectsMax;
    }

    /** An entry is about to be applied: what has not been taken of a large memory by now is given up. */
    void before() {
        if (taking.isPresent() && taking.get().abandon()) {
            entries += entriesTaken;
            taking = Optional.empty();
            underWay.set(false);
        }
    }

    /** Counts an entry that has been applied. */
    void applied(RecordedTurn turn) {
        last = turn;
        entries++;
    }

    /** Nothing waits; a memory is taken if it is time, when nobody is expected to report anything, or long after. */
    void whenIdle(boolean quiet) {
        boolean due = entries >= entriesPerMemory && quiet || entries >= 2 * entriesPerMemory;
        boolean large = DirectorSnapshot.modelObjects(parts.director()) > atOnceObjectsMax;
        if (due && large && entries < LATE_FACTOR * entriesPerMemory) {
            takeBeside();
        } else if (due && underWay.compareAndSet(false, true)) {
            takeAtOnce();
        }
    }

    private void takeAtOnce() {
        entries = 0;
        DirectorSnapshot snapshot;
        try {
            snapshot = DirectorSnapshot.of(parts.director());
        } catch (RuntimeException e) {
            broken(e);
            return;
        }
        ControllerMemory.Builder memory = beside();
        RecordedTurn turn = last;
        Thread.ofPlatform().daemon().name("amf-memory").start(() -> keep(turn, memory, snapshot));
    }

    /** Takes a large memory on a thread of its own; the next entry has it given up, if it comes too early. */
    private void takeBeside() {
        boolean early = System.nanoTime() - takingSinceNanos < TAKING_PAUSE_NANOS;
        if (early || !underWay.compareAndSet(false, true)) {
            return;
        }
        takingSinceNanos = System.nanoTime();
        entriesTaken = entries;
        entries = 0;
        ControllerMemory.Builder memory = beside();
        RecordedTurn turn = last;
        taking = Optional.of(
                SnapshotTaking.begin(parts.director(), snapshot -> keep(turn, memory, snapshot), Memories::broken));
    }

    /** A mistake of ours; the log can do without, so nothing is tried again. */
    private static void broken(RuntimeException failure) {
        LOG.atError().setCause(failure).log("no memory can be kept; the log keeps all its entries");
    }

    private void keep(RecordedTurn turn, ControllerMemory.Builder memory, DirectorSnapshot snapshot) {
        memory.setDirector(ByteString.copyFrom(snapshot.toBytes()));
        keep(turn, memory.build().toByteArray());
    }

    private void keep(RecordedTurn turn, byte[] bytes) {
        log.remember(new ReplicatedLog.Memory(turn.index(), turn.term(), turn.timestampNanos(), bytes))
                .whenComplete((done, failure) -> {
                    underWay.set(false);
                    if (failure == null) {
                        LOG.atInfo()
                                .addKeyValue("entry", turn.index())
                                .addKeyValue("bytes", bytes.length)
                                .log("memory kept");
                    } else {
                        LOG.atWarn()
                                .setCause(failure)
                                .addKeyValue("entry", turn.index())
                                .log("a memory was not kept; the log keeps its entries until the next one");
                    }
                });
    }

    /** What is remembered beside the director's memory. */
    private ControllerMemory.Builder beside() {
        ControllerMemory.Builder memory = ControllerMemory.newBuilder()
                .setChanges(parts.history().number())
                .addAllAlarms(parts.history().alarms().toMessages())
                .setGuest(ByteString.copyFrom(parts.guest().toBytes()));
        for (Command.Reply reply : parts.requests().answered()) {
            var id = org.amf4j.protocol.cluster.CommandId.newBuilder()
                    .setIndex(reply.id().index())
                    .setOrdinal(reply.id().ordinal());
            memory.addAnswers(Answered.newBuilder()
                    .setCommand(id)
                    .setRequestId(reply.requestId())
                    .setStatus(reply.status().value())
                    .setText(reply.text()));
        }
        return memory;
    }

    /** Makes everything what it was; changes before are not known any more, only their number. */
    void restore(ReplicatedLog.Memory memory) throws IOException {
        before();
        ControllerMemory read;
        try {
            read = ControllerMemory.parseFrom(memory.bytes());
            parts.history().alarms().restore(read.getAlarmsList());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new IOException("it is damaged: " + e.getMessage(), e);
        }
        List<String> forgotten = DirectorSnapshot.restoreInto(read.getDirector().toByteArray(), parts.director());
        List<Command.Reply> answers = new ArrayList<>();
        for (Answered answer : read.getAnswersList()) {
            CommandId id = new CommandId(
                    answer.getCommand().getIndex(), answer.getCommand().getOrdinal());
            answers.add(
                    new Command.Reply(id, answer.getRequestId(), AisStatus.of(answer.getStatus()), answer.getText()));
        }
        parts.requests().restore(answers);
        parts.history().restore(read.getChanges());
        if (!read.getGuest().isEmpty()) {
            parts.guest().restore(memory.index(), read.getGuest().toByteArray());
        }
        parts.director().state().ifPresent(state -> {
            parts.notifications().restore(state.notifications());
            state.components().forEach(this::holds);
        });
        entries = 0;
        LOG.atInfo()
                .addKeyValue("entry", memory.index())
                .addKeyValue("not_known_any_more", forgotten)
                .log("memory restored");
    }

    /** Fail-overs are measured from who is active, which no entry will tell again. */
    private void holds(ComponentState component) {
        List<Dn> active = component.csis().stream()
                .filter(c -> c.confirmed().filter(h -> h == HaState.ACTIVE).isPresent())
                .map(c -> c.csi().dn())
                .toList();
        parts.failovers().restored(component.component().dn(), active);
    }
}
