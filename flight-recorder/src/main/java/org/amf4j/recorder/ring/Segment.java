package org.amf4j.recorder.ring;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.amf4j.protocol.cluster.DirectorMemory;
import org.amf4j.protocol.cluster.RecordedBase;
import org.amf4j.protocol.cluster.RecordedEntry;

/**
 * One segment of a ring: a base and the entries that followed it.
 *
 * @param name of the file
 * @param base the director's memory before the first entry, and who recorded
 * @param baseIndex index of the last entry that the base contains, -1 for none
 * @param entries what followed, by index
 * @param wholeBytes length of the part that was written completely
 */
public record Segment(String name, RecordedBase base, long baseIndex, List<RecordedEntry> entries, int wholeBytes) {

    public Segment {
        entries = List.copyOf(entries);
    }

    /** How many entries at least are missing before the base. */
    public long lostBefore() {
        return base.getLostBefore();
    }

    /** Index of the last entry, that of the base when none followed. */
    public long lastIndex() {
        return entries.isEmpty() ? baseIndex : entries.getLast().getIndex();
    }

    /** Whether there is more than the very beginning of a file, which says nothing yet. */
    static boolean isBegun(byte[] file) {
        int header = Frames.magic().length;
        return file.length > header && Frames.state(file, header) != Frames.State.CUT_OFF;
    }

    /**
     * Reads a file.
     *
     * @param mayBeCutOff whether the file may end in the middle of a frame, because it was being written; the rest is read
     * @throws RecordingException when it is damaged
     */
    public static Segment read(String name, byte[] file, boolean mayBeCutOff) throws RecordingException {
        if (!Frames.hasMagic(file)) {
            throw new RecordingException(name + " is no segment of a flight recorder, or of a version unknown here");
        }
        List<Frames.Frame> frames = new ArrayList<>();
        int at = Frames.magic().length;
        while (at < file.length) {
            Frames.State state = Frames.state(file, at);
            if (state == Frames.State.CUT_OFF && mayBeCutOff) {
                break;
            }
            if (state != Frames.State.WHOLE) {
                throw new RecordingException(name + " is " + (state == Frames.State.DAMAGED ? "damaged" : "cut off")
                        + " at byte " + at + " of " + file.length);
            }
            Frames.Frame frame = Frames.read(file, at);
            frames.add(frame);
            at = frame.end();
        }
        try {
            return of(name, frames, at);
        } catch (InvalidProtocolBufferException e) {
            throw new RecordingException(name + " holds a message that cannot be read: " + e.getMessage(), e);
        }
    }

    private static Segment of(String name, List<Frames.Frame> frames, int wholeBytes)
            throws RecordingException, InvalidProtocolBufferException {
        if (frames.isEmpty() || frames.getFirst().kind() != Frames.BASE) {
            throw new RecordingException(name + " has no base to start from");
        }
        RecordedBase base = RecordedBase.parseFrom(frames.getFirst().payload());
        long baseIndex = DirectorMemory.parseFrom(base.getMemory()).getAppliedIndex();
        List<RecordedEntry> entries = new ArrayList<>();
        long last = baseIndex;
        for (Frames.Frame frame : frames.subList(1, frames.size())) {
            if (frame.kind() != Frames.ENTRY) {
                throw new RecordingException(name + " has a part of the unknown kind " + frame.kind());
            }
            RecordedEntry entry = RecordedEntry.parseFrom(frame.payload());
            if (entry.getIndex() <= last) {
                throw new RecordingException(name + " has entry " + entry.getIndex() + " after " + last);
            }
            last = entry.getIndex();
            entries.add(entry);
        }
        return new Segment(name, base, baseIndex, entries, wholeBytes);
    }

    /** The part of the file that was written completely. */
    public byte[] whole(byte[] file) {
        return Arrays.copyOf(file, wholeBytes);
    }
}
