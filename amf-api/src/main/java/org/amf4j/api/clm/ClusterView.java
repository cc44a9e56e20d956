package org.amf4j.api.clm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;

/**
 * The cluster at one point of its history. All members see the same views under the same numbers. Immutable.
 *
 * @param viewNumber rises with every change
 * @param nodes the members by name; on a node that is not one, that node alone
 */
public record ClusterView(long viewNumber, List<ClusterNode> nodes) {
    public ClusterView {
        nodes = List.copyOf(nodes);
    }

    /** The members, by name. */
    public List<ClusterNode> members() {
        return nodes.stream().filter(ClusterNode::member).toList();
    }

    /** The member of this name. */
    public Optional<ClusterNode> member(Dn name) {
        return members().stream().filter(n -> n.name().equals(name)).findFirst();
    }

    /**
     * What has happened since an earlier view: who has left, then who has joined, then who was reconfigured. A node that has
     * left and come back in between has done both.
     */
    public List<ClusterNotification> diff(ClusterView previous) {
        List<ClusterNotification> left = new ArrayList<>();
        List<ClusterNotification> joined = new ArrayList<>();
        List<ClusterNotification> changed = new ArrayList<>();
        for (ClusterNode before : previous.members()) {
            if (member(before.name()).filter(n -> isSameStay(before, n)).isEmpty()) {
                left.add(new ClusterNotification(before, ClusterChange.LEFT));
            }
        }
        for (ClusterNode now : members()) {
            Optional<ClusterNode> before = previous.member(now.name()).filter(b -> isSameStay(b, now));
            if (before.isEmpty()) {
                joined.add(new ClusterNotification(now, ClusterChange.JOINED));
            } else if (!before.get().equals(now)) {
                changed.add(new ClusterNotification(now, ClusterChange.RECONFIGURED));
            }
        }
        left.addAll(joined);
        left.addAll(changed);
        return List.copyOf(left);
    }

    private static boolean isSameStay(ClusterNode before, ClusterNode now) {
        return before.initialViewNumber() == now.initialViewNumber();
    }
}
