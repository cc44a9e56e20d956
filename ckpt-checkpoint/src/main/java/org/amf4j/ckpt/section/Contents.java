package org.amf4j.ckpt.section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.Change;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.api.ckpt.SectionDescriptor;
import org.amf4j.api.ckpt.SectionFilter;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.SectionRead;
import org.amf4j.api.ckpt.SectionWrite;

/** All sections of a checkpoint at one replica. */
public final class Contents {

    private final CreationAttributes attributes;
    private final TreeMap<SectionId, Section> sections = new TreeMap<>();
    private final TreeMap<Long, TreeSet<SectionId>> expirations = new TreeMap<>();
    private long usedBytes;

    /** What a checkpoint has when it is created: nothing, or its one section without bytes. */
    public Contents(CreationAttributes attributes) {
        this.attributes = attributes;
        if (attributes.hasDefaultSection()) {
            put(SectionId.DEFAULT, new Section(new byte[0], SectionDescriptor.NEVER, 0));
        }
    }

    /** These sections. */
    public Contents(CreationAttributes attributes, Map<SectionId, Section> all) {
        this.attributes = attributes;
        all.forEach(this::put);
    }

    private void put(SectionId id, Section section) {
        Section before = sections.put(id, section);
        if (before != null) {
            usedBytes -= before.data().length;
        }
        usedBytes += section.data().length;
        long time = section.expirationNanos();
        if (before == null || before.expirationNanos() != time) {
            if (before != null) {
                forgetExpiration(id, before.expirationNanos());
            }
            if (time != SectionDescriptor.NEVER) {
                expirations.computeIfAbsent(time, t -> new TreeSet<>()).add(id);
            }
        }
    }

    private void forgetExpiration(SectionId id, long time) {
        TreeSet<SectionId> same = expirations.get(time);
        if (same != null) {
            same.remove(id);
            if (same.isEmpty()) {
                expirations.remove(time);
            }
        }
    }

    private void drop(SectionId id) {
        Section gone = sections.remove(id);
        if (gone != null) {
            usedBytes -= gone.data().length;
            forgetExpiration(id, gone.expirationNanos());
        }
    }

    // ---- whether something may be done

    /** Why an operation cannot be done now; empty when it can. */
    public Optional<Refusal> check(Operation operation, long nowNanos) {
        return Optional.ofNullable(
                switch (operation) {
                    case Operation.Write write -> checkWrite(write.elements());
                    case Operation.Overwrite overwrite -> checkOverwrite(overwrite);
                    case Operation.Create create -> checkCreate(create, nowNanos);
                    case Operation.Delete delete ->
                        attributes.hasDefaultSection()
                                ? invalid("the only section of a checkpoint cannot be deleted")
                                : missing(delete.section());
                    case Operation.SetExpiration expiration -> checkExpiration(expiration, nowNanos);
                    case Operation.Expire expire -> missing(expire.section());
                });
    }

    private Refusal checkWrite(List<SectionWrite> elements) {
        TreeMap<SectionId, Integer> sizes = new TreeMap<>();
        long used = usedBytes;
        for (int index = 0; index < elements.size(); index++) {
            SectionWrite element = elements.get(index);
            Section section = sections.get(element.section());
            if (section == null) {
                return new Refusal(AisStatus.ERR_NOT_EXIST, "element " + index + ": no section " + element.section());
            }
            long end = (long) element.offset() + element.data().length;
            if (element.offset() < 0 || end > attributes.sectionBytesMax()) {
                return invalid("element " + index + ": the bytes " + element.offset() + " to " + end
                        + " do not fit into a section of " + attributes.sectionBytesMax());
            }
            int before = sizes.getOrDefault(element.section(), section.data().length);
            int after = (int) Math.max(before, end);
            sizes.put(element.section(), after);
            used += after - before;
            if (used > attributes.sizeMax()) {
                return full("element " + index + ": the checkpoint would have " + used + " bytes");
            }
        }
        return null;
    }

    private Refusal checkOverwrite(Operation.Overwrite overwrite) {
        Section section = sections.get(overwrite.section());
        if (section == null) {
            return missing(overwrite.section());
        }
        if (overwrite.data().length > attributes.sectionBytesMax()) {
            return invalid(
                    overwrite.data().length + " bytes do not fit into a section of " + attributes.sectionBytesMax());
        }
        long used = usedBytes - section.data().length + overwrite.data().length;
        return used > attributes.sizeMax() ? full("the checkpoint would have " + used + " bytes") : null;
    }

    private Refusal checkCreate(Operation.Create create, long nowNanos) {
        if (attributes.hasDefaultSection()) {
            return new Refusal(AisStatus.ERR_EXIST, "the checkpoint has one section only, which is always there");
        }
        SectionId id = create.section();
        if (id.isDefault() || id.length() > attributes.sectionIdBytesMax()) {
            return invalid("a section's id has 1 to " + attributes.sectionIdBytesMax() + " bytes, this one has "
                    + id.length());
        }
        if (create.data().length > attributes.sectionBytesMax()) {
            return invalid(
                    create.data().length + " bytes do not fit into a section of " + attributes.sectionBytesMax());
        }
        if (create.expirationNanos() <= nowNanos) {
            return invalid("the expiration is in the past");
        }
        if (sections.containsKey(id)) {
            return new Refusal(AisStatus.ERR_EXIST, "there is a section " + id);
        }
        if (sections.size() >= attributes.sectionsMax()) {
            return full("it has " + sections.size() + " sections");
        }
        long used = usedBytes + create.data().length;
        return used > attributes.sizeMax() ? full("the checkpoint would have " + used + " bytes") : null;
    }

    private Refusal checkExpiration(Operation.SetExpiration expiration, long nowNanos) {
        if (attributes.hasDefaultSection()) {
            return invalid("the only section of a checkpoint never expires");
        }
        if (expiration.expirationNanos() <= nowNanos) {
            return invalid("the expiration is in the past");
        }
        return missing(expiration.section());
    }

    private Refusal missing(SectionId id) {
        return sections.containsKey(id) ? null : new Refusal(AisStatus.ERR_NOT_EXIST, "no section " + id);
    }

    private static Refusal invalid(String text) {
        return new Refusal(AisStatus.ERR_INVALID_PARAM, text);
    }

    private Refusal full(String text) {
        return new Refusal(
                AisStatus.ERR_NO_SPACE,
                text + "; it may have " + attributes.sectionsMax() + " sections and " + attributes.sizeMax()
                        + " bytes");
    }

    // ---- doing it

    /**
     * Does what {@link #check} has found possible; the same at every replica.
     *
     * @param sequence of the change
     * @param timeNanos when it was decided
     * @return what is told to those who follow the checkpoint
     */
    public List<Change> apply(Operation operation, long sequence, long timeNanos) {
        return switch (operation) {
            case Operation.Write write -> {
                List<Change> changes = new ArrayList<>(write.elements().size());
                for (SectionWrite element : write.elements()) {
                    Section before = sections.get(element.section());
                    byte[] data = merged(before.data(), element.offset(), element.data());
                    put(element.section(), new Section(data, before.expirationNanos(), timeNanos));
                    changes.add(change(
                            Change.Kind.WRITE, element.section(), element.offset(), element.data().length, sequence));
                }
                yield changes;
            }
            case Operation.Overwrite overwrite -> {
                Section before = sections.get(overwrite.section());
                put(overwrite.section(), new Section(overwrite.data(), before.expirationNanos(), timeNanos));
                yield List.of(change(Change.Kind.OVERWRITE, overwrite.section(), 0, overwrite.data().length, sequence));
            }
            case Operation.Create create -> {
                put(create.section(), new Section(create.data(), create.expirationNanos(), timeNanos));
                yield create.data().length == 0
                        ? List.of()
                        : List.of(change(Change.Kind.CREATE, create.section(), 0, create.data().length, sequence));
            }
            case Operation.Delete delete -> {
                drop(delete.section());
                yield List.of(change(Change.Kind.DELETE, delete.section(), 0, 0, sequence));
            }
            case Operation.SetExpiration expiration -> {
                Section before = sections.get(expiration.section());
                put(
                        expiration.section(),
                        new Section(before.data(), expiration.expirationNanos(), before.lastUpdateNanos()));
                yield List.of();
            }
            case Operation.Expire expire -> {
                drop(expire.section());
                yield List.of(change(Change.Kind.EXPIRE, expire.section(), 0, 0, sequence));
            }
        };
    }

    private static Change change(Change.Kind kind, SectionId section, int offset, int size, long sequence) {
        return new Change(kind, section, offset, size, sequence);
    }

    private static byte[] merged(byte[] before, int offset, byte[] data) {
        if (offset == 0 && data.length >= before.length) {
            return data;
        }
        byte[] after = Arrays.copyOf(before, Math.max(before.length, offset + data.length));
        System.arraycopy(data, 0, after, offset, data.length);
        return after;
    }

    // ---- reading

    /** The bytes wanted, or why they cannot be had. */
    public ReadOutcome read(List<SectionRead> elements) {
        List<byte[]> found = new ArrayList<>(elements.size());
        for (int index = 0; index < elements.size(); index++) {
            SectionRead element = elements.get(index);
            Section section = sections.get(element.section());
            if (section == null) {
                return ReadOutcome.refused(
                        new Refusal(AisStatus.ERR_NOT_EXIST, "element " + index + ": no section " + element.section()));
            }
            int size = section.data().length;
            if (element.offset() < 0 || element.offset() > size) {
                return ReadOutcome.refused(
                        invalid("element " + index + ": offset " + element.offset() + " is beyond the end, " + size));
            }
            int rest = size - element.offset();
            int length = element.length() < 0 ? rest : Math.min(element.length(), rest);
            found.add(
                    element.offset() == 0 && length == size
                            ? section.data()
                            : Arrays.copyOfRange(section.data(), element.offset(), element.offset() + length));
        }
        return new ReadOutcome(found, Optional.empty());
    }

    /** The sections that a filter takes, after one id, so many at most. */
    public List<SectionDescriptor> list(SectionFilter filter, SectionId after, boolean isFirst, int most) {
        List<SectionDescriptor> found = new ArrayList<>();
        for (var entry : sections.tailMap(after, isFirst).entrySet()) {
            SectionDescriptor described = entry.getValue().describe(entry.getKey());
            if (filter.accepts(described)) {
                found.add(described);
                if (found.size() == most) {
                    break;
                }
            }
        }
        return found;
    }

    /** A section whose time has come. */
    public Optional<SectionId> expired(long nowNanos) {
        var first = expirations.firstEntry();
        return first == null || first.getKey() > nowNanos
                ? Optional.empty()
                : Optional.of(first.getValue().first());
    }

    /** All sections of this moment; the map is the caller's. */
    public TreeMap<SectionId, Section> all() {
        return new TreeMap<>(sections);
    }

    /** How many sections there are. */
    public int count() {
        return sections.size();
    }

    /** Bytes of all sections together. */
    public long usedBytes() {
        return usedBytes;
    }

    /** A number that differs when anything differs. */
    public long checksum() {
        long sum = 0xcbf29ce484222325L;
        for (var entry : sections.entrySet()) {
            sum = mix(sum, entry.getKey().hashCode());
            sum = mix(sum, Arrays.hashCode(entry.getValue().data()));
            sum = mix(sum, entry.getValue().expirationNanos());
        }
        return sum;
    }

    private static long mix(long sum, long value) {
        return (sum ^ value) * 0x100000001b3L;
    }
}
