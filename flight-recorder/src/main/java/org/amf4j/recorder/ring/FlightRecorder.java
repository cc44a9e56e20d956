package org.amf4j.recorder.ring;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.amf4j.core.director.Director;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.recorder.snapshot.SnapshotTaking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what the director is told, behind its back: nothing here makes it wait, and no failure reaches it.
 *
 * <p>{@link #before}, {@link #applied} and {@link #whenIdle} are called on the director's thread and only put something
 * into a bounded queue; a thread of the recorder's own writes. When the queue is full or the disk fails, entries are left out,
 * the ring says so, a counter counts them, and recording goes on from a new base as soon as the director has nothing to do.
 */
public final class FlightRecorder implements AutoCloseable {

    /** Things that may wait for the disk. */
    static final int QUEUE_MAX = 16_384;

    /** Payloads that may wait for the disk, in bytes. */
    static final long QUEUE_BYTES_MAX = 32L << 20;

    private static final long CLOSE_MILLIS_MAX = 2_000;
    private static final long POLL_MILLIS = 1_000;

    /** What was taken in vain is tried again after this time. */
    private static final long TAKING_PAUSE_NANOS = 5_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(FlightRecorder.class);

    private final RecorderMeters meters;
    private final RingWriter writer;
    private final Path folder;
    private final ArrayBlockingQueue<RingWriter.Item> queue;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    // Of the director's thread.
    private long lastIndex = -1;
    private long lastTimestampNanos = Long.MIN_VALUE;
    private boolean catchingUp = true;
    private boolean recording;
    private boolean broken;
    private int failuresSeen;
    private long lost;
    private final int atOnceObjectsMax;
    private Optional<SnapshotTaking> taking = Optional.empty();
    private long takingSinceNanos = System.nanoTime() - TAKING_PAUSE_NANOS;

    /** A recorder that is not started yet. */
    public FlightRecorder(RecorderSettings settings, MeterRegistry registry) {
        this(settings, registry, SegmentFile::create, QUEUE_MAX);
    }

    FlightRecorder(RecorderSettings settings, MeterRegistry registry, RingWriter.Opener opener, int queueMax) {
        this(settings, registry, opener, queueMax, DirectorSnapshot.AT_ONCE_OBJECTS_MAX);
    }

    FlightRecorder(
            RecorderSettings settings,
            MeterRegistry registry,
            RingWriter.Opener opener,
            int queueMax,
            int atOnceObjectsMax) {
        this.atOnceObjectsMax = atOnceObjectsMax;
        meters = new RecorderMeters(registry);
        writer = new RingWriter(settings, meters, opener);
        folder = settings.folder();
        queue = new ArrayBlockingQueue<>(queueMax);
        thread = new Thread(this::run, "amf-flight-recorder");
        thread.setDaemon(true);
    }

    /** Looks at what is recorded already, and starts to write. Before the first entry. */
    public void start() {
        try {
            RingFolder ring = new RingFolder(folder);
            Recording earlier = Recording.of("", Recording.files(ring));
            lastIndex = earlier.lastIndex();
            lastTimestampNanos = earlier.segments().stream()
                    .flatMap(s -> s.entries().stream())
                    .mapToLong(e -> e.getTimestampNanos())
                    .max()
                    .orElse(Long.MIN_VALUE);
        } catch (IOException e) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("folder", folder)
                    .log("an earlier recording cannot be read and will be removed");
            queue.add(new RingWriter.OtherLog());
        }
        thread.start();
    }

    private void run() {
        try {
            while (!closed || !queue.isEmpty()) {
                RingWriter.Item item = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (item instanceof RingWriter.Entry entry) {
                    queuedBytes.addAndGet(-entry.payload().length);
                }
                writer.take(item, queue.isEmpty());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // a mistake of ours must not cost more than the recording
            LOG.atError().setCause(e).log("the flight recorder has stopped");
            meters.failed();
        } finally {
            writer.close();
        }
    }

    /** The director is about to apply this entry: the last moment to take a base before it. */
    public void before(Director director, long index, long timestampNanos) {
        endTaking();
        if (catchingUp) {
            if (isOtherLog(index, timestampNanos)) {
                LOG.atWarn().addKeyValue("folder", folder).log("the recording found is of another log and is removed");
                queue.offer(new RingWriter.OtherLog());
                catchingUp = false;
                takeBase(director);
            } else if (index > lastIndex) {
                catchingUp = false;
                takeBase(director);
            }
        } else if (recording && writer.isBaseOverdue()) {
            takeBase(director);
        }
    }

    /** After a start, the log tells again what is recorded already; times in it never go back. */
    private boolean isOtherLog(long index, long timestampNanos) {
        return index <= lastIndex && timestampNanos > lastTimestampNanos
                || index == lastIndex && timestampNanos != lastTimestampNanos;
    }

    /** The director has been given a memory instead of entries: what follows needs a new base. */
    public void skipped() {
        endTaking();
        catchingUp = true;
        if (recording) {
            lost++;
            recording = false;
        }
    }

    /** The director has applied an entry. */
    public void applied(RecordedTurn turn, Outcome outcome) {
        if (catchingUp || broken) {
            return;
        }
        if (writer.failures() != failuresSeen) {
            recording = false;
        }
        byte[] payload = turn.payload();
        boolean taken = recording
                && queuedBytes.get() + payload.length <= QUEUE_BYTES_MAX
                && queue.offer(new RingWriter.Entry(turn, payload, outcome));
        if (taken) {
            queuedBytes.addAndGet(payload.length);
            return;
        }
        if (recording) {
            LOG.atWarn()
                    .addKeyValue("entry", turn.index())
                    .addKeyValue("waiting", queue.size())
                    .log("the flight recorder leaves entries out, the disk is too slow");
        }
        recording = false;
        lost++;
        meters.lost();
    }

    /**
     * The director has nothing to do: the moment to take a base, if one is wanted.
     *
     * @param quiet whether nobody is expected to report anything soon, either
     */
    public void whenIdle(Director director, boolean quiet) {
        boolean interrupted = !recording || writer.failures() != failuresSeen;
        boolean wanted = interrupted ? writer.isReady() && queue.isEmpty() : quiet && writer.isBaseWanted();
        if (taking.isPresent() && !taking.get().isUnderWay()) {
            endTaking();
        } else if (!catchingUp && !broken && wanted && taking.isEmpty()) {
            if (!isLarge(director)) {
                takeBase(director);
            } else if (System.nanoTime() - takingSinceNanos >= TAKING_PAUSE_NANOS) {
                takingSinceNanos = System.nanoTime();
                taking = Optional.of(SnapshotTaking.begin(director, memory -> {}, failure -> {}));
            }
        }
    }

    private boolean isLarge(Director director) {
        return DirectorSnapshot.modelObjects(director) > atOnceObjectsMax;
    }

    /** What has been taken of a large memory is a base if it is complete, because nothing has happened since. */
    private void endTaking() {
        if (taking.isPresent()) {
            taking.get().abandon();
            taking.get().result().ifPresent(this::offerBase);
            taking.get().failure().ifPresent(this::breakOff);
            taking = Optional.empty();
        }
    }

    /** A large memory is not taken now, because something is about to happen: entries are left out until it is. */
    private void takeBase(Director director) {
        if (isLarge(director)) {
            recording = false;
            return;
        }
        try {
            offerBase(DirectorSnapshot.of(director));
        } catch (RuntimeException e) { // a mistake of ours must not cost more than the recording
            breakOff(e);
        }
    }

    private void offerBase(DirectorSnapshot memory) {
        int failures = writer.failures();
        writer.baseComing();
        recording = queue.offer(new RingWriter.Base(memory, lost));
        if (recording) {
            failuresSeen = failures;
            lost = 0;
        }
    }

    private void breakOff(RuntimeException failure) {
        broken = true;
        recording = false;
        meters.failed();
        LOG.atError().setCause(failure).log("the director's memory cannot be recorded; nothing more is recorded");
    }

    /** Writes what waits, for two seconds at most. */
    @Override
    public void close() {
        closed = true;
        queue.offer(new RingWriter.End());
        try {
            thread.join(CLOSE_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
