package org.amf4j.clc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How long the machine has been up, from {@code /proc/uptime}: a clock that never goes back, that all processes share, and
 * that also counts while the machine is suspended. Thread-safe.
 */
public final class Uptime implements AutoCloseable {

    /** It counts in steps of this, rounded down, in nanoseconds. */
    public static final long PRECISION_NANOS = 10_000_000;

    private static final Path FILE = Path.of("/proc/uptime");
    private static final int BYTES_MAX = 64;

    private final FileChannel file;

    /**
     * Opens the clock.
     *
     * @throws IOException when there is no {@code /proc}
     */
    public Uptime() throws IOException {
        file = FileChannel.open(FILE);
        nowNanos();
    }

    /** The time up to now, in nanoseconds, at most {@link #PRECISION_NANOS} too little. */
    public long nowNanos() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES_MAX);
        try {
            file.read(bytes, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read any more", e);
        }
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        int point = text.indexOf('.');
        int end = text.indexOf(' ');
        if (point < 1 || end != point + 3) {
            throw new UncheckedIOException(
                    new IOException(FILE + " reads '" + text.strip() + "' and not 1234.56 789.01"));
        }
        return Long.parseLong(text.substring(0, point) + text.substring(point + 1, end)) * PRECISION_NANOS;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
