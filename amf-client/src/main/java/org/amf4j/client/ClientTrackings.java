package org.amf4j.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.GroupChange;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.TrackFlag;
import org.amf4j.api.amf.Tracking;
import org.amf4j.protocol.component.ProtectionGroupChange;
import org.amf4j.protocol.component.Result;

/** The protection groups that a session follows. Thread-safe. */
final class ClientTrackings {

    private final ClientSession session;
    private final Map<Dn, Group> groups = new ConcurrentHashMap<>();

    ClientTrackings(ClientSession session) {
        this.session = session;
    }

    private final class Group implements Tracking {
        private final Dn csi;
        private final Consumer<GroupChange> listener;

        Group(Dn csi, Consumer<GroupChange> listener) {
            this.csi = csi;
            this.listener = listener;
        }

        @Override
        public void close() {
            if (groups.remove(csi, this)) {
                try {
                    session.call("following the protection group of " + csi + " no more", AgentRequests.trackStop(csi));
                } catch (AisException e) {
                    // It was told once only, or the agent is gone: nothing is followed any more, which is what was
                    // wanted.
                    if (e.status() != AisStatus.ERR_NOT_EXIST && e.status() != AisStatus.ERR_BAD_HANDLE) {
                        throw e;
                    }
                }
            }
        }
    }

    Tracking begin(Dn csi, Set<TrackFlag> flags, Consumer<GroupChange> listener) {
        Group group = new Group(csi, listener);
        Group before = groups.put(csi, group); // before the agent knows: the first change may overtake the result
        try {
            session.call("following the protection group of " + csi, AgentRequests.track(csi, flags));
        } catch (AisException e) {
            if (before == null) {
                groups.remove(csi, group);
            } else {
                groups.replace(csi, group, before);
            }
            throw e;
        }
        return group;
    }

    /** A change has arrived; its listener runs in the executor. */
    void received(ProtectionGroupChange message, Executor executor) {
        try {
            GroupChange change = change(message);
            Group group = groups.get(change.csi());
            if (group != null) {
                executor.execute(() -> tell(group, change));
            }
        } catch (IllegalArgumentException | RejectedExecutionException e) {
            session.problems().accept("a change of a protection group was lost: " + e.getMessage());
        }
    }

    private void tell(Group group, GroupChange change) {
        if (groups.get(change.csi()) != group) {
            return; // not followed any more
        }
        try {
            group.listener.accept(change);
        } catch (RuntimeException e) {
            session.problems().accept("the listener to the protection group of " + change.csi() + " threw " + e);
        }
    }

    private static GroupChange change(ProtectionGroupChange message) {
        List<GroupChange.Item> items = new ArrayList<>();
        message.getMembersList()
                .forEach(m -> items.add(new GroupChange.Item(member(m), GroupChange.Kind.of(m.getChange()))));
        return new GroupChange(
                Dn.of(message.getCsi()), items, message.getNumberOfMembers(), AisStatus.of(message.getStatus()));
    }

    static List<GroupMember> members(Result result) {
        return result.getMembersList().stream().map(ClientTrackings::member).toList();
    }

    private static GroupMember member(org.amf4j.protocol.component.GroupMember member) {
        return new GroupMember(
                Dn.of(member.getComponent()),
                HaState.of(member.getHaState()),
                member.getRank(),
                member.getHaReadiness() == 0
                        ? HaReadiness.READY_FOR_ASSIGNMENT
                        : HaReadiness.of(member.getHaReadiness()));
    }
}
