package org.amf4j.transport.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The end of a log that a power cut has torn: the last entry is there in part, and nothing behind it.
 *
 * <p>An entry counts as safe when it has been flushed, and it is flushed as a whole, so a torn one has never counted. What
 * tells it from one that the disk has changed later: the file ends in it, or whole sectors of it have never been written
 * and read as zeros. Only that is cut off; everything else that does not fit its checksum is left for people to look at.
 */
final class TornTail {

    private static final byte[] MAGIC = {'R', 'a', 'f', 't', 'L', 'o', 'g', '1'};
    private static final String OPEN_SEGMENT = "log_inprogress_";
    private static final int CHECKSUM_BYTES = 4;
    private static final int SECTOR_BYTES = 512;
    private static final int LENGTH_BYTES_MAX = 5;

    private TornTail() {}

    /** Cuts a torn entry off; says what was done, if anything was. */
    static Optional<String> cut(Path storage) throws IOException {
        Optional<Path> open = openSegment(storage);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(open.get());
        int end = endOfWholeEntries(bytes);
        int last = lastWritten(bytes);
        if (end < MAGIC.length || last < end || !isTorn(bytes, end, last)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(open.get(), StandardOpenOption.WRITE)) {
            channel.truncate(end);
            channel.force(true);
        }
        return Optional.of(open.get() + " ended in the middle of an entry, as after a power cut; its last "
                + (last + 1 - end) + " bytes, which had not counted as safe, were cut off at byte " + end);
    }

    private static Optional<Path> openSegment(Path storage) throws IOException {
        if (!Files.isDirectory(storage)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(storage)) {
            return files.filter(file -> file.getFileName().toString().startsWith(OPEN_SEGMENT))
                    .findFirst();
        }
    }

    /** Where the first entry begins that is not whole; -1 when this is no log that we understand. */
    private static int endOfWholeEntries(byte[] bytes) {
        if (bytes.length < MAGIC.length
                || !ByteBuffer.wrap(bytes, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            return -1;
        }
        int at = MAGIC.length;
        while (at < bytes.length && bytes[at] != 0) {
            long next = endOfEntry(bytes, at);
            if (next > bytes.length || !fitsChecksum(bytes, at, (int) next)) {
                return at;
            }
            at = (int) next;
        }
        return at;
    }

    /** Where an entry ends by its length, checksum included: a varint, then so many bytes. */
    private static long endOfEntry(byte[] bytes, int at) {
        long length = 0;
        for (int i = 0; i < LENGTH_BYTES_MAX && at + i < bytes.length; i++) {
            length |= (long) (bytes[at + i] & 0x7f) << (7 * i);
            if (bytes[at + i] >= 0) {
                return at + i + 1 + length + CHECKSUM_BYTES;
            }
        }
        return Long.MAX_VALUE;
    }

    private static boolean fitsChecksum(byte[] bytes, int from, int to) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, to - CHECKSUM_BYTES - from);
        return (int) checksum.getValue() == ByteBuffer.wrap(bytes).getInt(to - CHECKSUM_BYTES);
    }

    private static int lastWritten(byte[] bytes) {
        int last = bytes.length - 1;
        while (last >= 0 && bytes[last] == 0) {
            last--;
        }
        return last;
    }

    /** Whether the entry ends beyond the file, or is the last one and lacks whole sectors. */
    private static boolean isTorn(byte[] bytes, int from, int lastWritten) {
        long end = endOfEntry(bytes, from);
        if (end > bytes.length) {
            return true;
        }
        if (lastWritten >= end) {
            return false; // there is something behind it, so it was whole once
        }
        for (int sector = from / SECTOR_BYTES * SECTOR_BYTES; sector < end; sector += SECTOR_BYTES) {
            int begin = Math.max(from, sector);
            int stop = (int) Math.min(end, sector + SECTOR_BYTES);
            boolean written = false;
            for (int i = begin; i < stop; i++) {
                written |= bytes[i] != 0;
            }
            if (!written) {
                return true;
            }
        }
        return false;
    }
}
