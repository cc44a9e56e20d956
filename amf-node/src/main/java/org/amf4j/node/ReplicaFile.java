package org.amf4j.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.amf4j.ckpt.node.SavedReplica;
import org.amf4j.ckpt.section.Entry;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a durable replica: records of a length, a CRC-32C and that many bytes. The first is the content; each further one
 * is a change, or the term whose order it is from then on. A last record that is cut short is as if it had not been written.
 */
final class ReplicaFile {

    static final int CONTENT = 1;
    static final int CHANGE = 2;
    static final int TERM = 3;

    private static final int HEADER_BYTES = 2 * Integer.BYTES;
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaFile.class);

    private ReplicaFile() {}

    /** The file does not hold a whole content. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String text, Throwable cause) {
            super(text, cause);
        }
    }

    /** A record of this kind, to be filled. */
    static WireWriter record(int kind) {
        return new WireWriter().number(kind);
    }

    /** A record as it is in the file. */
    static ByteBuffer framed(WireWriter record) {
        byte[] bytes = record.toBytes();
        return ByteBuffer.allocate(HEADER_BYTES + bytes.length)
                .putInt(bytes.length)
                .putInt(checksum(bytes))
                .put(bytes)
                .flip();
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /**
     * Reads what is whole.
     *
     * @throws DamagedException when that is not even the content
     * @throws IOException when the file cannot be read
     */
    static SavedReplica read(Path file) throws IOException, DamagedException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
        List<Entry> changes = new ArrayList<>();
        SavedReplica content = null;
        long term = 0;
        try {
            while (isWhole(all)) {
                WireReader record = new WireReader(next(all));
                int kind = record.count();
                if (content == null && kind == CONTENT) {
                    content = SavedReplica.read(record);
                    term = content.term();
                } else if (content != null && kind == CHANGE) {
                    changes.add(Entry.read(record));
                } else if (content != null && kind == TERM) {
                    term = record.number();
                } else {
                    throw new IllegalArgumentException("a record of kind " + kind + " after " + changes.size());
                }
                record.end();
            }
        } catch (IllegalArgumentException e) {
            throw new DamagedException(file + " is not in the format of this version", e);
        }
        if (content == null) {
            throw new DamagedException(file + " has no whole content", null);
        }
        if (all.hasRemaining()) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("bytes", all.remaining())
                    .log(
                            "a checkpoint's replica ends in the middle of a change, as after a power cut; that does not count");
        }
        return content.with(term, changes);
    }

    private static boolean isWhole(ByteBuffer all) {
        int at = all.position();
        if (all.remaining() < HEADER_BYTES) {
            return false;
        }
        int length = all.getInt(at);
        if (length < 0 || length > all.remaining() - HEADER_BYTES) {
            return false;
        }
        byte[] bytes = new byte[length];
        all.get(at + HEADER_BYTES, bytes);
        return checksum(bytes) == all.getInt(at + Integer.BYTES);
    }

    private static byte[] next(ByteBuffer all) {
        byte[] bytes = new byte[all.getInt()];
        all.getInt();
        all.get(bytes);
        return bytes;
    }
}
