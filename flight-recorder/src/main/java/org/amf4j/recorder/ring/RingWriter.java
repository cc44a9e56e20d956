package org.amf4j.recorder.ring;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.protocol.cluster.RecordedBase;
import org.amf4j.protocol.cluster.RecordedEntry;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The recorder's hand: writes segments, on the recorder's thread. What it wants may be asked on any thread. */
final class RingWriter {

    /** How long nothing is tried after a failure. */
    static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final Logger LOG = LoggerFactory.getLogger(RingWriter.class);

    private final RecorderSettings settings;
    private final RecorderMeters meters;
    private final Opener opener;
    private final RingFolder ring;
    private Optional<OutputStream> file = Optional.empty();
    private long earlierBytes;
    private long baseBytes;
    private long entryBytes;
    private long failedAtNanos;
    private long lost;
    private volatile boolean baseWanted;
    private volatile boolean baseOverdue;
    private volatile boolean ready = true;
    private volatile int failures;

    /** What opens files; replaced where disks are to fail. */
    @FunctionalInterface
    interface Opener {
        OutputStream open(Path path) throws IOException;
    }

    /** Something to be written. */
    sealed interface Item {}

    /** A new segment begins; so many entries were left out before it. */
    record Base(DirectorSnapshot memory, long lost) implements Item {}

    record Entry(RecordedTurn turn, byte[] payload, Outcome outcome) implements Item {}

    /** What is recorded belongs to another log, or cannot be read. */
    record OtherLog() implements Item {}

    /** Nothing more comes. */
    record End() implements Item {}

    RingWriter(RecorderSettings settings, RecorderMeters meters, Opener opener) {
        this.settings = settings;
        this.meters = meters;
        this.opener = opener;
        this.ring = new RingFolder(settings.folder());
    }

    /** Whether a new base would be welcome: the segment is long enough. */
    boolean isBaseWanted() {
        return baseWanted;
    }

    /** Whether a new base should not wait any longer. */
    boolean isBaseOverdue() {
        return baseOverdue;
    }

    /** Whether writing may be tried: nothing has failed, or some time has passed. */
    boolean isReady() {
        return ready;
    }

    /** How often writing has failed. */
    int failures() {
        return failures;
    }

    /** A base is on its way. */
    void baseComing() {
        baseWanted = false;
        baseOverdue = false;
    }

    /** Writes an item; null when there is none at present. */
    void take(Item item, boolean nothingWaits) {
        try {
            if (item != null) {
                write(item);
            }
            if (nothingWaits && file.isPresent()) {
                file.get().flush();
            }
        } catch (IOException e) {
            fail(e);
        }
        if (!ready && System.nanoTime() - failedAtNanos >= RETRY_NANOS) {
            ready = true;
        }
    }

    private void write(Item item) throws IOException {
        switch (item) {
            case Base base -> begin(base);
            case Entry entry when file.isPresent() -> entry(entry);
            case Entry entry -> {
                lost++;
                meters.lost();
            }
            case OtherLog other -> {
                closeFile();
                ring.clear();
            }
            case End end -> {}
        }
    }

    private void begin(Base base) throws IOException {
        closeFile();
        byte[] frame = Frames.frame(
                Frames.BASE,
                RecordedBase.newBuilder()
                        .setVersion(settings.version())
                        .setCluster(settings.cluster())
                        .setNode(settings.node())
                        .setLostBefore(base.lost() + lost)
                        .setMemory(ByteString.copyFrom(base.memory().toBytes()))
                        .build()
                        .toByteArray());
        earlierBytes = ring.makeRoom(frame.length + settings.segmentBytes(), settings.ringBytesMax());
        OutputStream opened = opener.open(ring.next());
        file = Optional.of(opened);
        opened.write(Frames.magic());
        opened.write(frame);
        opened.flush();
        baseBytes = frame.length;
        entryBytes = 0;
        meters.recording(earlierBytes + baseBytes);
        lost = 0;
        if (failures > 0) {
            LOG.atInfo().addKeyValue("folder", settings.folder()).log("the flight recorder records again");
        }
        ready = true;
    }

    private void entry(Entry entry) throws IOException {
        RecordedTurn turn = entry.turn();
        byte[] frame = Frames.frame(
                Frames.ENTRY,
                RecordedEntry.newBuilder()
                        .setIndex(turn.index())
                        .setTerm(turn.term())
                        .setTimestampNanos(turn.timestampNanos())
                        .setPayload(ByteString.copyFrom(entry.payload()))
                        .setDecisions(Decisions.checksum(entry.outcome()))
                        .build()
                        .toByteArray());
        file.orElseThrow().write(frame);
        entryBytes += frame.length;
        meters.written();
        meters.recording(earlierBytes + baseBytes + entryBytes);
        long full = Math.max(settings.segmentBytes(), baseBytes);
        if (entryBytes >= full && entryBytes - frame.length < full) {
            baseWanted = true;
        } else if (entryBytes >= 2 * full && entryBytes - frame.length < 2 * full) {
            baseOverdue = true;
        }
    }

    private void fail(IOException e) {
        LOG.atError()
                .setCause(e)
                .addKeyValue("folder", settings.folder())
                .addKeyValue("retry_seconds", TimeUnit.NANOSECONDS.toSeconds(RETRY_NANOS))
                .log("the flight recorder cannot write; the service is not affected");
        meters.failed();
        lost++; // what was in the buffer may be lost, too
        failedAtNanos = System.nanoTime();
        ready = false;
        failures++;
        close();
    }

    private void closeFile() throws IOException {
        if (file.isPresent()) {
            OutputStream open = file.get();
            file = Optional.empty();
            open.close();
        }
    }

    /** Ends the segment. */
    void close() {
        try {
            closeFile();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("a segment of the flight recorder did not close well");
        }
    }
}
