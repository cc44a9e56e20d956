package org.amf4j.redundancy;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.AssignmentDraft;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.Role;

/**
 * No redundancy, spread over nodes: an instance that needs a unit gets one on the node on which the fewest instances of the group
 * are. For units that are places on hosts, such as virtual machines, of which each host takes several.
 *
 * <p><b>Constraints.</b> Those of the model without redundancy: an instance on at most one unit, a unit with at most one
 * instance. Units that may be on several nodes count as if each had a node of its own.
 *
 * <p><b>Algorithm.</b> An instance stays on its unit while the unit is fit. Then the unserved instances, most important first,
 * take a free unit: of those that are ready without reserve, of those on a node with the fewest instances, the best. When the
 * most preferred assignment is asked for, an instance stays only while its node has no more than it would have if all were
 * placed anew.
 *
 * <p><b>Example.</b> SU1 and SU2 on node 1, SU3 and SU4 on node 2: SI1 on SU1, SI2 on SU3, SI3 on SU2.
 */
public final class FewestOnNode implements RedundancyModel {

    /** The name by which groups choose it. */
    public static final String NAME = "fewest-on-node";

    @Override
    public RedundancyKind kind() {
        return RedundancyKind.NO_REDUNDANCY;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Assignments target(GroupView group) {
        Placing placing = new Placing(group);
        Map<Dn, Integer> shares = group.mostPreferred() ? shares(group) : Map.of();
        for (ServiceInstance instance : group.assignable()) {
            placing.keep(instance, shares);
        }
        group.assignable().forEach(placing::place);
        return placing.draft.build();
    }

    /** How many instances each node would have if all were placed anew. */
    private static Map<Dn, Integer> shares(GroupView group) {
        Map<Dn, Integer> room = new LinkedHashMap<>();
        group.fitUnits().forEach(unit -> room.merge(node(unit), 1, Integer::sum));
        Map<Dn, Integer> shares = new LinkedHashMap<>();
        room.keySet().forEach(node -> shares.put(node, 0));
        int served = Math.min(group.assignable().size(), group.fitUnits().size());
        for (int i = 0; i < served; i++) {
            shares.entrySet().stream()
                    .filter(share -> share.getValue() < room.get(share.getKey()))
                    .min(Map.Entry.comparingByValue())
                    .ifPresent(share -> share.setValue(share.getValue() + 1));
        }
        return shares;
    }

    private static Dn node(ServiceUnit unit) {
        List<Node> hosts = unit.config().hosts();
        return hosts.size() == 1 ? hosts.get(0).dn() : unit.dn();
    }

    /** Assignments on their way. */
    private static final class Placing {
        private final GroupView group;
        private final AssignmentDraft draft;
        private final Set<ServiceUnit> free;
        private final Map<Dn, Integer> byNode = new LinkedHashMap<>();

        Placing(GroupView group) {
            this.group = group;
            this.draft = new AssignmentDraft(group);
            this.free = new LinkedHashSet<>(group.fitUnits());
        }

        /** Leaves the instance where it is; with shares, only as long as its node has less than its share. */
        void keep(ServiceInstance instance, Map<Dn, Integer> shares) {
            group.current().of(instance).actives().stream()
                    .findFirst()
                    .filter(free::contains)
                    .filter(unit -> shares.isEmpty() || load(unit) < shares.get(node(unit)))
                    .ifPresent(unit -> give(instance, unit));
        }

        void place(ServiceInstance instance) {
            if (draft.holders(instance, Role.ACTIVE).isEmpty()) {
                free.stream()
                        .filter(unit -> draft.hasRoom(instance, unit, Role.ACTIVE))
                        .min(Comparator.comparing((ServiceUnit unit) -> group.isDegraded(unit, instance))
                                .thenComparing(this::load)) // the first of equals
                        .ifPresent(unit -> give(instance, unit));
            }
        }

        private int load(ServiceUnit unit) {
            return byNode.getOrDefault(node(unit), 0);
        }

        private void give(ServiceInstance instance, ServiceUnit unit) {
            draft.give(instance, unit, Role.ACTIVE);
            free.remove(unit);
            byNode.merge(node(unit), 1, Integer::sum);
        }
    }
}
