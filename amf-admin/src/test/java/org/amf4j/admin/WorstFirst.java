package org.amf4j.admin;

import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;

/** A model of a user's own, for tests: the worst unit is active for everything. */
public final class WorstFirst implements RedundancyModel {

    @Override
    public RedundancyKind kind() {
        return RedundancyKind.TWO_N;
    }

    @Override
    public String name() {
        return "worst-first";
    }

    @Override
    public Assignments target(GroupView group) {
        Assignments.Builder target = Assignments.builder();
        if (!group.fitUnits().isEmpty()) {
            ServiceUnit worst = group.fitUnits().get(group.fitUnits().size() - 1);
            group.assignable().forEach(i -> target.active(i, worst));
        }
        return target.build();
    }
}
