package org.amf4j.system;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The file in which one process writes down when it believed to be active for an instance: pairs of the clock's first and
 * latest value, on the clock of {@link System#nanoTime()}, which is the same for all processes of a Linux machine. It lies
 * in memory that outlives the process, so that nothing is lost when the process is killed.
 */
final class Claims implements AutoCloseable {

    /** Times that one process may become active. */
    static final int CLAIMS_MAX = 10_000;

    private static final int CLAIM_BYTES = 2 * Long.BYTES;
    private static final int FILE_BYTES = CLAIMS_MAX * CLAIM_BYTES;

    private final MappedByteBuffer memory;
    private int next;

    private Claims(MappedByteBuffer memory) {
        this.memory = memory;
    }

    /**
     * One time of being active.
     *
     * @param holder name of the file: the component and its process
     * @param beginNanos told to be active
     * @param latestNanos acted for the last time
     */
    record Claim(String holder, long beginNanos, long latestNanos) {}

    /** A new file for a process. */
    static Claims create(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Claims(map(channel, FileChannel.MapMode.READ_WRITE, FILE_BYTES));
        }
    }

    private static MappedByteBuffer map(FileChannel channel, FileChannel.MapMode mode, int bytes) throws IOException {
        MappedByteBuffer memory = channel.map(mode, 0, bytes);
        memory.order(ByteOrder.nativeOrder());
        return memory;
    }

    /** The process is active from now on. */
    synchronized void begin() {
        long now = System.nanoTime();
        memory.putLong(next * CLAIM_BYTES + Long.BYTES, now);
        memory.putLong(next * CLAIM_BYTES, now);
        next++;
    }

    /** It still is. */
    synchronized void act() {
        memory.putLong((next - 1) * CLAIM_BYTES + Long.BYTES, System.nanoTime());
    }

    /** All that the processes of a folder have claimed, in the order of their beginnings. */
    static List<Claim> read(Path folder) throws IOException {
        List<Claim> claims = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                read(file, claims);
            }
        }
        claims.sort((a, b) -> Long.compare(a.beginNanos(), b.beginNanos()));
        return claims;
    }

    private static void read(Path file, List<Claim> claims) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < FILE_BYTES) {
                return; // it has just been made
            }
            MappedByteBuffer memory = map(channel, FileChannel.MapMode.READ_ONLY, FILE_BYTES);
            for (int i = 0; i < CLAIMS_MAX && memory.getLong(i * CLAIM_BYTES) != 0; i++) {
                claims.add(new Claim(
                        file.getFileName().toString(),
                        memory.getLong(i * CLAIM_BYTES),
                        memory.getLong(i * CLAIM_BYTES + Long.BYTES)));
            }
        }
    }

    @Override
    public void close() {
        memory.force();
    }
}
