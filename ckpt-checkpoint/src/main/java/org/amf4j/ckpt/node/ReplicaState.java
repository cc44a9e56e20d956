package org.amf4j.ckpt.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.ckpt.Change;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.section.Contents;
import org.amf4j.ckpt.section.Entry;
import org.amf4j.ckpt.section.Section;

/** What a replica has, active or not. */
final class ReplicaState {

    private final CreationAttributes attributes;
    private final LastRequests requests = new LastRequests();
    private final ArrayDeque<Told> untold = new ArrayDeque<>();
    private final Optional<Disk> disk;
    private Contents contents;
    private long streamTerm;
    private long sequence;
    private long committed;

    /** Changes that followers hear of when they are acknowledged. */
    private record Told(long sequence, Entry.Origin origin, List<Change> changes) {}

    /** Nothing yet; changes are kept on the disk, if there is one. */
    ReplicaState(CreationAttributes attributes, Optional<Disk> disk) {
        this.attributes = attributes;
        this.disk = disk;
        this.contents = new Contents(attributes);
        disk.ifPresent(d -> d.begin(this));
    }

    /** What was kept on the disk; all of it counts, acknowledged or not. */
    ReplicaState(CreationAttributes attributes, Optional<Disk> disk, SavedReplica saved) {
        this.attributes = attributes;
        this.disk = disk;
        this.contents = new Contents(attributes, saved.sections());
        requests.replace(saved.origins());
        sequence = saved.sequence();
        for (Entry entry : saved.entries()) {
            sequence = entry.sequence();
            requests.note(entry);
            contents.apply(entry.operation(), entry.sequence(), entry.timeNanos());
        }
        streamTerm = saved.term();
        committed = sequence;
        disk.ifPresent(d -> d.begin(this));
    }

    /** Everything here, to be kept. */
    SavedReplica saved(long id, String name) {
        return new SavedReplica(id, name, streamTerm, sequence, requests.all(), contents.all(), List.of());
    }

    Contents contents() {
        return contents;
    }

    LastRequests requests() {
        return requests;
    }

    /** The term whose order this content is a beginning of. */
    long streamTerm() {
        return streamTerm;
    }

    void adopt(long term) {
        streamTerm = term;
        disk.ifPresent(d -> d.adopt(term));
    }

    /** The last entry that is part of the content. */
    long sequence() {
        return sequence;
    }

    /** The last entry that is known to be acknowledged. */
    long committed() {
        return committed;
    }

    /** Whether everything here is known to be acknowledged, so that it may be shown. */
    boolean isClean() {
        return committed >= sequence;
    }

    void apply(Entry entry) {
        sequence = entry.sequence();
        requests.note(entry);
        List<Change> changes = contents.apply(entry.operation(), entry.sequence(), entry.timeNanos());
        if (!changes.isEmpty()) {
            untold.add(new Told(entry.sequence(), entry.origin(), changes));
        }
        disk.ifPresent(d -> d.append(this, entry));
    }

    /** More is acknowledged; followers hear of it. */
    void commit(long upTo, Outlet outlet) {
        committed = Math.max(committed, Math.min(upTo, sequence));
        while (!untold.isEmpty() && untold.peekFirst().sequence() <= committed) {
            Told told = untold.pollFirst();
            outlet.changed(told.origin(), told.changes());
        }
    }

    /** Everything is replaced by what the active replica has; followers hear of the difference. */
    void install(long term, long at, List<PeerMessage.LastOf> origins, TreeMap<SectionId, Section> sections) {
        List<Change> difference = difference(contents.all(), sections, at);
        contents = new Contents(attributes, sections);
        requests.replace(origins);
        streamTerm = term;
        sequence = at;
        committed = Math.min(committed, at);
        untold.clear();
        if (!difference.isEmpty()) {
            untold.add(new Told(at, Entry.Origin.SERVICE, difference));
        }
        disk.ifPresent(d -> d.begin(this));
    }

    private static List<Change> difference(
            TreeMap<SectionId, Section> before, TreeMap<SectionId, Section> after, long at) {
        List<Change> changes = new ArrayList<>();
        after.forEach((id, section) -> {
            Section old = before.get(id);
            if (old == null || !Arrays.equals(old.data(), section.data())) {
                Change.Kind kind = old == null ? Change.Kind.CREATE : Change.Kind.OVERWRITE;
                changes.add(new Change(kind, id, 0, section.data().length, at));
            }
        });
        before.keySet().stream()
                .filter(id -> !after.containsKey(id))
                .forEach(id -> changes.add(new Change(Change.Kind.DELETE, id, 0, 0, at)));
        return changes;
    }
}
