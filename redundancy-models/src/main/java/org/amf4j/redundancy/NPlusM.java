package org.amf4j.redundancy;

import java.util.List;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.Role;

/**
 * N+M: N units active, M units standby for them.
 *
 * <p><b>Goals.</b> Every instance is active on one of N units and standby on one of M; load is spread. When units are
 * short, given up in this order: spares, standby units, active units, standbys of less important instances, those
 * instances themselves.
 *
 * <p><b>Constraints.</b> A unit is active for all it holds or standby for all it holds; limits per unit are
 * {@code saAmfSGMaxActiveSIsperSU} and {@code saAmfSGMaxStandbySIsperSU}.
 *
 * <p><b>Algorithm.</b> In an empty group, or when the most preferred assignment is asked for, the numbers of active and
 * standby units follow from the number of fit units ({@link NPlusMNumbers}); instances go to the least loaded, or with
 * the placement <i>pack</i> to the best-ranked that has room. Otherwise active holders stay. The standby unit that protects most of the instances without a holder becomes active for them;
 * what it does not protect goes to active units with room, then to further standby units or spares while fewer than N
 * units are active. Missing standbys go to the unit that protects their neighbours already, else to the least loaded.
 *
 * <p><b>Example.</b> N=3, M=1, five units, six instances: SU1 to SU3 active for two each, SU4 standby for all, SU5 spare.
 * SU2 fails: SU4 becomes active for its two and SU5 standby for all six.
 */
public final class NPlusM implements RedundancyModel {

    @Override
    public RedundancyKind kind() {
        return RedundancyKind.N_PLUS_M;
    }

    @Override
    public Assignments target(GroupView group) {
        boolean fresh = group.mostPreferred() || group.current().instances().isEmpty();
        NPlusMDraft draft = new NPlusMDraft(group);
        if (fresh) {
            NPlusMNumbers numbers = NPlusMNumbers.of(group);
            group.fitUnits().stream()
                    .filter(u -> group.isReadyForAny(u, Role.ACTIVE))
                    .limit(numbers.active())
                    .forEach(draft::openActive);
            group.assignable().stream().filter(i -> !draft.activate(i)).forEach(draft::openAnyFor);
            draft.openStandbyUnits(numbers.standby());
        } else {
            draft.keepActives();
            takeOver(draft);
            draft.keepStandbys();
            draft.openMissingStandbyUnits();
        }
        group.assignable().forEach(draft::protect);
        return draft.build();
    }

    private static void takeOver(NPlusMDraft draft) {
        List<ServiceInstance> orphans = draft.orphans();
        while (!orphans.isEmpty() && draft.promoteProtectorOf(orphans)) {
            orphans = draft.orphans();
        }
        for (ServiceInstance orphan : orphans) {
            draft.openSpareFor(orphan);
            if (!draft.activate(orphan)) {
                draft.openAnyFor(orphan);
            }
        }
    }
}
