package org.amf4j.core.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.GroupChange;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.api.amf.TrackFlag;

/**
 * The protection groups that processes on this node follow (AMF-045): the leader says who belongs to a group whenever that
 * changes; what is new to whom is found out here.
 */
final class ProtectionGroups {

    /** Most protection groups followed by one node. */
    static final int GROUPS_MAX = 1_000;

    /** Most processes that follow one protection group. */
    static final int TRACKERS_MAX = 1_000;

    private final Desk desk;
    private final Map<Dn, Group> groups = new TreeMap<>();

    /** A protection group, as the leader described it last; empty before the first time. */
    private static final class Group {
        Optional<List<GroupMember>> members = Optional.empty();
        final Map<Long, Tracker> trackers = new LinkedHashMap<>();
        final List<Waiting> waiting = new ArrayList<>();
    }

    private record Tracker(Caller caller, Set<TrackFlag> flags) {}

    /** Who asks: once, with no flags, or to follow the group. */
    private record Waiting(Caller caller, Set<TrackFlag> flags) {}

    ProtectionGroups(Desk desk) {
        this.desk = desk;
    }

    /** A process wants to know who belongs to a group: once, or with flags from now on. */
    void asked(AgentEvent.GroupAsked asked) {
        boolean contradictory =
                asked.flags().contains(TrackFlag.CHANGES) && asked.flags().contains(TrackFlag.CHANGES_ONLY);
        if (contradictory) {
            desk.reply(asked.caller(), AisStatus.ERR_BAD_FLAGS, "CHANGES and CHANGES_ONLY exclude each other");
            return;
        }
        Group known = groups.get(asked.csi());
        boolean full = known == null
                ? groups.size() >= GROUPS_MAX
                : known.trackers.size() + known.waiting.size() >= TRACKERS_MAX;
        if (full) {
            desk.reply(asked.caller(), AisStatus.ERR_NO_RESOURCES, "too many protection groups are tracked");
            return;
        }
        Group group = groups.computeIfAbsent(asked.csi(), csi -> new Group());
        group.waiting.add(new Waiting(asked.caller(), asked.flags()));
        if (known == null) {
            tellLeader();
        }
        group.members.ifPresent(members -> answer(asked.csi(), group, members));
    }

    /** Whether everybody who has asked has an answer. */
    boolean isIdle() {
        return groups.values().stream().allMatch(g -> g.waiting.isEmpty());
    }

    /** Who follows what. */
    List<AgentMemory.Group> remember() {
        return groups.entrySet().stream()
                .map(e -> new AgentMemory.Group(
                        e.getKey(),
                        e.getValue().members,
                        e.getValue().trackers.values().stream()
                                .map(t -> new AgentMemory.Tracker(t.caller(), t.flags()))
                                .toList()))
                .toList();
    }

    /** Goes on with it; what has changed meanwhile the leader tells when it has been asked again. */
    void restore(List<AgentMemory.Group> remembered) {
        for (AgentMemory.Group each : remembered) {
            Group group = groups.computeIfAbsent(each.csi(), csi -> new Group());
            group.members = each.members();
            each.trackers().forEach(t -> group.trackers.put(t.caller().session(), new Tracker(t.caller(), t.flags())));
        }
        if (!groups.isEmpty()) {
            tellLeader();
        }
    }

    private void answer(Dn csi, Group group, List<GroupMember> members) {
        for (Waiting waiting : List.copyOf(group.waiting)) {
            List<GroupChange.Item> unchanged =
                    members.stream().map(GroupChange.Item::unchanged).toList();
            if (waiting.flags().isEmpty()) {
                desk.add(new AgentAction.AnswerGroup(waiting.caller(), members));
            } else {
                desk.ok(waiting.caller());
            }
            if (waiting.flags().contains(TrackFlag.CURRENT)) {
                desk.add(new AgentAction.NotifyGroup(
                        waiting.caller(), new GroupChange(csi, unchanged, members.size(), AisStatus.OK)));
            }
            boolean lasts = waiting.flags().contains(TrackFlag.CHANGES)
                    || waiting.flags().contains(TrackFlag.CHANGES_ONLY);
            if (lasts) {
                group.trackers.put(waiting.caller().session(), new Tracker(waiting.caller(), waiting.flags()));
            }
        }
        group.waiting.clear();
        dropUnused(csi, group);
    }

    private void dropUnused(Dn csi, Group group) {
        if (group.trackers.isEmpty() && group.waiting.isEmpty() && groups.remove(csi) != null) {
            tellLeader();
        }
    }

    private void tellLeader() {
        desk.add(new AgentAction.TrackGroups(List.copyOf(groups.keySet())));
    }

    /** A process is not interested any more. */
    void stopped(AgentEvent.GroupTrackingStopped stop) {
        Group group = groups.get(stop.csi());
        boolean tracked = group != null && group.trackers.remove(stop.caller().session()) != null;
        if (tracked) {
            desk.ok(stop.caller());
            dropUnused(stop.csi(), group);
        } else {
            desk.reply(stop.caller(), AisStatus.ERR_NOT_EXIST, "the protection group is not tracked in this session");
        }
    }

    /** The leader says who belongs to a group; empty when there is no such CSI, or no more. */
    void known(Dn csi, Optional<List<GroupMember>> now) {
        Group group = groups.get(csi);
        if (group == null) {
            return; // nobody is interested any more
        }
        if (now.isEmpty()) {
            group.waiting.forEach(w -> desk.reply(w.caller(), AisStatus.ERR_NOT_EXIST, "there is no CSI " + csi));
            group.trackers
                    .values()
                    .forEach(t -> desk.add(new AgentAction.NotifyGroup(
                            t.caller(), new GroupChange(csi, List.of(), 0, AisStatus.ERR_NOT_EXIST))));
            groups.remove(csi);
            tellLeader();
            return;
        }
        List<GroupMember> before = group.members.orElse(List.of());
        group.members = now;
        List<GroupChange.Item> items = GroupChange.between(before, now.get());
        if (items.stream().anyMatch(GroupChange.Item::isChange)) {
            group.trackers.values().forEach(t -> tell(csi, t, items, now.get().size()));
        }
        answer(csi, group, now.get());
    }

    private void tell(Dn csi, Tracker tracker, List<GroupChange.Item> items, int members) {
        List<GroupChange.Item> told = tracker.flags().contains(TrackFlag.CHANGES_ONLY)
                ? items.stream().filter(GroupChange.Item::isChange).toList()
                : items;
        desk.add(new AgentAction.NotifyGroup(tracker.caller(), new GroupChange(csi, told, members, AisStatus.OK)));
    }

    /** A session has ended, and with it what was followed in it. */
    void sessionEnded(long session) {
        for (Map.Entry<Dn, Group> entry : List.copyOf(groups.entrySet())) {
            Group group = entry.getValue();
            boolean gone = group.trackers.remove(session) != null;
            gone |= group.waiting.removeIf(w -> w.caller().session() == session);
            if (gone) {
                dropUnused(entry.getKey(), group);
            }
        }
    }
}
