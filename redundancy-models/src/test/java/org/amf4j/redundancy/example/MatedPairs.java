package org.amf4j.redundancy.example;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.AssignmentDraft;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.Role;

/**
 * Mated pairs: the units of a group belong together two by two, in rank order, and protect nobody but each other. For data
 * that exists on two nodes only.
 */
public final class MatedPairs implements RedundancyModel {

    @Override
    public RedundancyKind kind() {
        return RedundancyKind.N_WAY; // one active unit for an instance, and a unit may have both roles
    }

    @Override
    public String name() {
        return "mated-pairs";
    }

    @Override
    public Assignments target(GroupView group) {
        AssignmentDraft draft = new AssignmentDraft(group);
        List<ServiceUnit> units = group.group().units();
        int pairs = units.size() / 2;
        List<ServiceInstance> instances = group.group().instances();
        for (int i = 0; i < instances.size() && pairs > 0; i++) {
            int first = 2 * (i % pairs);
            List<ServiceUnit> pair = new ArrayList<>(units.subList(first, first + 2));
            if (i / pairs % 2 == 1) {
                Collections.reverse(pair); // every second instance prefers the other unit of the pair
            }
            pair.retainAll(group.fitUnits());
            if (group.assignable().contains(instances.get(i))) {
                assign(draft, instances.get(i), pair);
            }
        }
        return draft.build();
    }

    private static void assign(AssignmentDraft draft, ServiceInstance instance, List<ServiceUnit> pair) {
        GroupView group = draft.group();
        Optional<ServiceUnit> holder = group.mostPreferred()
                ? Optional.empty()
                : group.current().of(instance).actives().stream().findFirst();
        holder.or(() -> withRoom(draft, instance, pair, Role.ACTIVE)).ifPresent(active -> {
            draft.give(instance, active, Role.ACTIVE);
            pair.remove(active);
            withRoom(draft, instance, pair, Role.STANDBY).ifPresent(u -> draft.give(instance, u, Role.STANDBY));
        });
    }

    private static Optional<ServiceUnit> withRoom(
            AssignmentDraft draft, ServiceInstance instance, List<ServiceUnit> pair, Role role) {
        return pair.stream().filter(u -> draft.hasRoom(instance, u, role)).findFirst();
    }
}
