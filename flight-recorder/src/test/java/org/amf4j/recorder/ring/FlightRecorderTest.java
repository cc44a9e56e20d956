package org.amf4j.recorder.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amf4j.core.event.Event;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What gets onto the disk, and what the director notices of it: nothing. */
class FlightRecorderTest {

    private static final long RING_BYTES = 256 << 10;

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private RecorderSettings settings(long bytesMax) {
        return new RecorderSettings(folder, bytesMax, "test", "n1", "1.0");
    }

    private Recording recorded() throws IOException {
        return Recording.of("n1", Recording.files(new RingFolder(folder)));
    }

    private double count(String meter) {
        return meters.get(meter).counter().count();
    }

    @Test
    @DisplayName("every entry is recorded after an empty base, and playing them gives the same memory")
    void everythingIsRecorded() throws Exception {
        Told told;
        try (FlightRecorder recorder = new FlightRecorder(settings(RING_BYTES), meters)) {
            recorder.start();
            told = new Told(recorder);
            told.tell(Told.configuration());
            told.tell(List.of(new Event.NodeJoined("n1", 7)));
            told.tellTicks(3);
        }

        Recording recording = recorded();

        assertThat(recording.segments()).hasSize(1);
        assertThat(recording.firstIndex()).isEqualTo(-1);
        assertThat(recording.lastIndex()).isEqualTo(5);
        assertThat(recording.entries()).isEqualTo(5);
        assertThat(count("amf.recorder.entries")).isEqualTo(5);
        assertThat(count("amf.recorder.lost")).isZero();
    }

    @Test
    @DisplayName(
            "a full segment is followed by a new one whose base is the memory of that moment; the ring stays bounded")
    void ringGoesRound() throws Exception {
        long bytesMax = 100 << 10;
        try (FlightRecorder recorder = new FlightRecorder(settings(bytesMax), meters)) {
            recorder.start();
            Told told = new Told(recorder);
            told.tell(Told.configuration());
            for (int i = 0; i < 400; i++) {
                told.tellTicks(20);
                long written = 1 + 20L * (i + 1);
                await().until(() -> count("amf.recorder.entries") == written);
                recorder.whenIdle(told.director, true);
            }
        }

        Recording recording = recorded();
        long bytes = 0;
        for (Path segment : new RingFolder(folder).segments()) {
            bytes += Files.size(segment);
        }

        assertThat(recording.segments()).hasSizeGreaterThan(2);
        assertThat(recording.firstIndex()).isGreaterThan(1);
        assertThat(bytes).isLessThanOrEqualTo(bytesMax);
        for (int i = 1; i < recording.segments().size(); i++) {
            Segment segment = recording.segments().get(i);
            assertThat(segment.lostBefore()).isZero();
            assertThat(segment.baseIndex())
                    .isEqualTo(recording.segments().get(i - 1).lastIndex());
            var restored = DirectorSnapshot.restore(segment.base().getMemory().toByteArray(), StandardModels.all());
            assertThat(restored.director().appliedIndex()).isEqualTo(segment.baseIndex());
        }
    }

    @Test
    @DisplayName("after a start, entries that are recorded already are not recorded again")
    void restartGoesOn() throws Exception {
        try (FlightRecorder recorder = new FlightRecorder(settings(RING_BYTES), meters)) {
            recorder.start();
            Told told = new Told(recorder);
            told.tell(Told.configuration());
            told.tellTicks(4);
        }

        try (FlightRecorder recorder = new FlightRecorder(settings(RING_BYTES), meters)) {
            recorder.start();
            Told told = new Told(recorder);
            told.tell(Told.configuration());
            told.tellTicks(6);
        }

        Recording recording = recorded();
        assertThat(recording.entries()).isEqualTo(7);
        assertThat(recording.segments()).extracting(Segment::baseIndex).containsExactly(-1L, 5L);
        assertThat(recording.segments()).extracting(Segment::lastIndex).containsExactly(5L, 7L);
    }

    @Test
    @DisplayName("a recording of another log is removed")
    void otherLog() throws Exception {
        try (FlightRecorder recorder = new FlightRecorder(settings(RING_BYTES), meters)) {
            recorder.start();
            new Told(recorder).tell(1, 1_000, Told.configuration());
        }

        try (FlightRecorder recorder = new FlightRecorder(settings(RING_BYTES), meters)) {
            recorder.start();
            new Told(recorder).tell(1, 2_000, Told.configuration());
        }

        Recording recording = recorded();
        assertThat(recording.entries()).isEqualTo(1);
        assertThat(recording.segments().getFirst().entries().getFirst().getTimestampNanos())
                .isEqualTo(2_000);
    }

    @Test
    @DisplayName("a disk that hangs costs entries, not time; recording goes on from a new base that tells how many")
    void slowDisk() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        RingWriter.Opener slow = path -> new ByteArrayOutputStream() {
            @Override
            public void close() throws IOException {
                Files.write(path, toByteArray());
            }

            @Override
            public void flush() throws IOException {
                try {
                    hanging.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        try (FlightRecorder recorder = new FlightRecorder(settings(RING_BYTES), meters, slow, 10)) {
            recorder.start();
            Told told = new Told(recorder);
            told.tell(Told.configuration());
            told.tellTicks(50);
            assertThat(count("amf.recorder.lost")).isGreaterThan(30);

            hanging.countDown();
            await().until(() -> {
                recorder.whenIdle(told.director, false);
                told.tellTicks(1);
                return new RingFolder(folder).segments().size() == 1;
            });
        }

        Recording recording = recorded();
        assertThat(recording.segments()).hasSize(2);
        assertThat(recording.segments().getLast().lostBefore()).isGreaterThan(30);
        assertThat(recording.segments().getLast().entries()).isNotEmpty();
    }

    @Test
    @DisplayName("a large memory is taken beside the director, and is a base like any other")
    void largeMemory() throws Exception {
        try (FlightRecorder recorder =
                new FlightRecorder(settings(100 << 10), meters, SegmentFile::create, FlightRecorder.QUEUE_MAX, 0)) {
            recorder.start();
            Told told = new Told(recorder);
            told.tell(Told.configuration());
            told.tellTicks(450); // more than a segment, less than two
            await().until(() -> count("amf.recorder.entries") == 451);
            await().until(() -> {
                recorder.whenIdle(told.director, true);
                return new RingFolder(folder).segments().size() == 2;
            });
            told.tellTicks(1);
        }

        Segment last = recorded().segments().getLast();
        assertThat(last.lostBefore()).isZero();
        assertThat(last.baseIndex()).isEqualTo(451);
        assertThat(last.entries()).hasSize(1);
        var restored = DirectorSnapshot.restore(last.base().getMemory().toByteArray(), StandardModels.all());
        assertThat(restored.director().appliedIndex()).isEqualTo(451);
    }

    @Test
    @DisplayName("a full disk is counted, leaves the director alone, and nothing is tried again at once")
    void fullDisk() throws Exception {
        AtomicBoolean opened = new AtomicBoolean();
        RingWriter.Opener full = path -> {
            assertThat(opened.getAndSet(true)).isFalse();
            return new OutputStream() {
                @Override
                public void write(int oneByte) throws IOException {
                    throw new IOException("No space left on device");
                }
            };
        };
        try (FlightRecorder recorder = new FlightRecorder(settings(RING_BYTES), meters, full, 100)) {
            recorder.start();
            Told told = new Told(recorder);
            told.tell(Told.configuration());
            await().until(() -> count("amf.recorder.failures") == 1);
            told.tellTicks(10);
            recorder.whenIdle(told.director, true);
            told.tellTicks(10);

            assertThat(told.director.appliedIndex()).isEqualTo(21);
        }

        assertThat(count("amf.recorder.lost")).isGreaterThanOrEqualTo(20);
        assertThat(meters.get("amf.recorder.recording").gauge().value()).isZero();
    }

    @Test
    @DisplayName("a segment that was being written is read up to its last whole entry; a damaged one is refused")
    void cutOffAndDamaged() throws Exception {
        try (FlightRecorder recorder = new FlightRecorder(settings(RING_BYTES), meters)) {
            recorder.start();
            Told told = new Told(recorder);
            told.tell(Told.configuration());
            told.tellTicks(4);
        }
        Path segment = new RingFolder(folder).segments().getFirst();
        byte[] whole = Files.readAllBytes(segment);

        Files.write(segment, Arrays.copyOf(whole, whole.length - 3));
        assertThat(recorded().lastIndex()).isEqualTo(4);

        whole[whole.length / 2] ^= 1;
        Files.write(segment, whole);
        assertThatThrownBy(this::recorded)
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("segment-00000001.amfrec is damaged at byte");
    }
}
