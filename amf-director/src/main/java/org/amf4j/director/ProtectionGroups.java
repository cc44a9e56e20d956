package org.amf4j.director;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.core.director.Director;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.ProtectionGroupIs;
import org.amf4j.protocol.cluster.ProtectionGroupsTracked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells agents who belongs to the protection groups that processes on their nodes follow. Nothing of it is in the log: it
 * decides nothing, and agents tell a new leader what they follow. On the controller's thread only.
 */
final class ProtectionGroups {

    /** Most protection groups that all agents together can follow. */
    static final int TRACKED_MAX = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(ProtectionGroups.class);

    private final Director director;
    private final BiConsumer<String, ClusterMessage> sender;
    private final Map<String, Set<Dn>> tracked = new TreeMap<>();
    private final Map<Dn, Optional<List<GroupMember>>> told = new LinkedHashMap<>();

    ProtectionGroups(Director director, BiConsumer<String, ClusterMessage> sender) {
        this.director = director;
        this.sender = sender;
    }

    /** An agent says which groups it follows; it is told at once what is new to it. */
    void tracked(String agent, ProtectionGroupsTracked message) {
        Set<Dn> wanted = new TreeSet<>();
        for (String name : message.getCsisList()) {
            try {
                wanted.add(Dn.of(name));
            } catch (IllegalArgumentException e) {
                LOG.warn("protection group ignored: agent={} cause={}", agent, e.getMessage());
            }
        }
        Set<Dn> before = tracked.getOrDefault(agent, Set.of());
        int others = tracked.values().stream().mapToInt(Set::size).sum() - before.size();
        if (others + wanted.size() > TRACKED_MAX) {
            LOG.warn("protection groups refused: agent={} groups={} max={}", agent, wanted.size(), TRACKED_MAX);
            return;
        }
        tracked.put(agent, wanted);
        wanted.stream().filter(csi -> !before.contains(csi)).forEach(csi -> {
            Optional<List<GroupMember>> now = members(csi);
            told.put(csi, now);
            tell(agent, csi, now);
        });
        told.keySet().removeIf(csi -> tracked.values().stream().noneMatch(s -> s.contains(csi)));
    }

    /** An entry has been applied: whoever follows a group that it has changed hears of it. */
    void applied() {
        for (Map.Entry<Dn, Optional<List<GroupMember>>> entry : told.entrySet()) {
            Optional<List<GroupMember>> now = members(entry.getKey());
            if (!now.equals(entry.getValue())) {
                entry.setValue(now);
                tracked.forEach((agent, csis) -> {
                    if (csis.contains(entry.getKey())) {
                        tell(agent, entry.getKey(), now);
                    }
                });
            }
        }
    }

    /** Agents that cannot be heard will tell again what they follow. */
    void keepOnly(List<String> members) {
        tracked.keySet().retainAll(members);
    }

    /** Whoever leads begins anew. */
    void clear() {
        tracked.clear();
        told.clear();
    }

    /** The components that have confirmed an HA state for the CSI; empty when there is no such CSI. */
    private Optional<List<GroupMember>> members(Dn csi) {
        return director.state()
                .flatMap(state -> state.model()
                        .find(csi, ComponentServiceInstance.class)
                        .map(found -> state.of(found.instance()).assignments().stream()
                                .flatMap(a -> a.csis().stream())
                                .filter(p -> p.csi() == found && p.confirmed().isPresent())
                                .map(p -> new GroupMember(
                                        p.component().component().dn(),
                                        p.confirmed().get(),
                                        p.has(org.amf4j.api.amf.HaState.STANDBY) ? p.standbyRank() : 0,
                                        p.component().haReadiness(csi)))
                                .sorted(Comparator.comparing(GroupMember::component))
                                .toList()));
    }

    private void tell(String agent, Dn csi, Optional<List<GroupMember>> members) {
        ProtectionGroupIs.Builder message =
                ProtectionGroupIs.newBuilder().setCsi(csi.toString()).setExists(members.isPresent());
        members.orElse(List.of())
                .forEach(m -> message.addMembers(org.amf4j.protocol.cluster.GroupMember.newBuilder()
                        .setComponent(m.component().toString())
                        .setHaState(m.haState().value())
                        .setRank(m.rank())
                        .setHaReadiness(m.haReadiness().value())));
        sender.accept(
                agent, ClusterMessage.newBuilder().setProtectionGroupIs(message).build());
    }
}
