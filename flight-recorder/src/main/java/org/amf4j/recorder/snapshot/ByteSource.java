package org.amf4j.recorder.snapshot;

import java.util.Arrays;

/** Bytes being read, with a position that never leaves them. */
final class ByteSource {

    private static final int NUMBER_BITS_MAX = 63;

    private final byte[] bytes;
    private final int end;
    private int position;

    ByteSource(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    int position() {
        return position;
    }

    int get() throws SnapshotException {
        if (position >= end) {
            throw new SnapshotException("the snapshot ends in the middle of a value, at byte " + position);
        }
        return bytes[position++] & 0xFF;
    }

    long count() throws SnapshotException {
        long number = 0;
        for (int shift = 0; shift <= NUMBER_BITS_MAX; shift += 7) {
            int next = get();
            number |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return number;
            }
        }
        throw new SnapshotException("a number in the snapshot is too long, at byte " + position);
    }

    /** A count of things that follow, each of which takes a byte at least. */
    int size() throws SnapshotException {
        long size = count();
        if (size < 0 || size > end - position) {
            throw new SnapshotException("the snapshot names " + size + " things at byte " + position + " and has only "
                    + (end - position) + " bytes left");
        }
        return (int) size;
    }

    long number() throws SnapshotException {
        long coded = count();
        return coded >>> 1 ^ -(coded & 1);
    }

    byte[] bytes() throws SnapshotException {
        int size = size();
        position += size;
        return Arrays.copyOfRange(bytes, position - size, position);
    }

    /** Leaves out a part that begins with its length; returns where it ends. */
    int skip() throws SnapshotException {
        int size = size();
        position += size;
        return position;
    }
}
