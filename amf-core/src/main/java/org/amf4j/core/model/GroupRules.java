package org.amf4j.core.model;

import org.amf4j.core.model.ServiceGroup.Config;
import org.amf4j.core.model.Types.AppType;

/** Rules for service groups: their type, their numbers and the ranks of their units. */
final class GroupRules {
    private static final String PREF_IN_SERVICE = "saAmfSGNumPrefInserviceSUs";

    private final Draft draft;

    GroupRules(Draft draft) {
        this.draft = draft;
    }

    void check() {
        for (ServiceGroup group : draft.groups) {
            checkType(group);
            checkPreferred(group);
            checkUnits(group);
            checkRanks(group);
            checkTimes(group);
            checkSingle(group);
            checkLease(group);
            new ReserveRule(draft).check(group);
        }
    }

    /** Whoever goes on without a lease must not get a successor elsewhere. */
    private void checkLease(ServiceGroup group) {
        if (group.config().outlivesLease() && !livesOnOneNode(group) && !isFullEverywhere(group)) {
            draft.problems.error(
                    group.dn(),
                    "amfSGOutlivesLease",
                    "MODEL-SG-LEASE",
                    "its components may not go on without a lease, because others could be given their work meanwhile; only"
                            + " groups may whose units all have one and the same node, and N-way-active ones whose every"
                            + " instance prefers (saAmfSIPrefActiveAssignments) as many actives as there are units");
        }
    }

    private static boolean livesOnOneNode(ServiceGroup group) {
        return group.units().stream()
                        .flatMap(unit -> unit.config().hosts().stream())
                        .distinct()
                        .count()
                == 1;
    }

    private static boolean isFullEverywhere(ServiceGroup group) {
        return group.config().redundancy() == RedundancyKind.N_WAY_ACTIVE
                && group.config().model().isEmpty()
                && group.instances().stream()
                        .allMatch(i -> i.config().prefActiveAssignments()
                                >= group.units().size());
    }

    private void checkSingle(ServiceGroup group) {
        boolean single = !group.units().isEmpty() && group.units().stream().noneMatch(ServiceUnit::isPreInstantiable);
        if (single
                && group.config().redundancy() == RedundancyKind.TWO_N
                && group.instances().size() > 1) {
            draft.problems.warning(
                    group.dn(),
                    "",
                    "MODEL-SG-NPI",
                    "one unit of a 2N group carries all " + group.instances().size() + " service instances, but a unit"
                            + " without pre-instantiable"
                            + " components can hold one only;"
                            + " protect the others by other"
                            + " groups");
        }
    }

    private void checkType(ServiceGroup group) {
        AppType type = draft.types.applications.get(group.application().type());
        if (type != null && !type.groupTypes().contains(group.config().type())) {
            draft.problems.error(
                    group.dn(),
                    "saAmfSGType",
                    "MODEL-APP-SG-TYPE",
                    "applications of type " + type.dn() + " may not contain groups of type "
                            + group.config().type() + "; add it to saAmfApptSGTypes of that type");
        }
    }

    /** How many units the redundancy model needs to protect anything. */
    static int unitsMin(Config config) {
        return switch (config.redundancy()) {
            case TWO_N, N_WAY -> 2;
            case N_PLUS_M ->
                (int) Math.min((long) config.prefActiveUnits() + config.prefStandbyUnits(), Integer.MAX_VALUE);
            case N_WAY_ACTIVE, NO_REDUNDANCY -> 1;
        };
    }

    private void checkPreferred(ServiceGroup group) {
        Config config = group.config();
        int min = unitsMin(config);
        if (config.prefInServiceUnits() < min && draft.attributes(group).has(PREF_IN_SERVICE)) {
            preferred(group, PREF_IN_SERVICE, config.prefInServiceUnits(), min);
        }
        if (config.redundancy() == RedundancyKind.N_PLUS_M) {
            if (config.prefActiveUnits() < 1) {
                preferred(group, "saAmfSGNumPrefActiveSUs", config.prefActiveUnits(), 1);
            }
            if (config.prefStandbyUnits() < 1) {
                preferred(group, "saAmfSGNumPrefStandbySUs", config.prefStandbyUnits(), 1);
            }
        }
        boolean ways =
                config.redundancy() == RedundancyKind.N_WAY || config.redundancy() == RedundancyKind.N_WAY_ACTIVE;
        if (ways && config.prefAssignedUnits() < min && draft.attributes(group).has("saAmfSGNumPrefAssignedSUs")) {
            preferred(group, "saAmfSGNumPrefAssignedSUs", config.prefAssignedUnits(), min);
        }
    }

    private void preferred(ServiceGroup group, String attribute, int value, int min) {
        draft.problems.warning(
                group.dn(),
                attribute,
                "MODEL-SG-PREFERRED",
                attribute + " is " + value + ", but "
                        + group.config().redundancy().title() + " needs at least " + min + "; raise it");
    }

    private void checkUnits(ServiceGroup group) {
        int min = unitsMin(group.config());
        int units = draft.index.children(group.dn(), AmfClass.UNIT).size();
        if (units < min) {
            draft.problems.warning(
                    group.dn(),
                    "",
                    "MODEL-SG-UNITS",
                    "the group has " + units + " service units, but "
                            + group.config().redundancy().title() + " needs " + min + "; add more");
        }
    }

    private void checkRanks(ServiceGroup group) {
        ServiceUnit before = null;
        for (ServiceUnit unit : group.units()) {
            if (before != null
                    && unit.config().rank() != 0
                    && unit.config().rank() == before.config().rank()) {
                draft.problems.warning(
                        unit.dn(),
                        "saAmfSURank",
                        "MODEL-SU-RANK",
                        "rank " + unit.config().rank() + " is also that of " + before.dn()
                                + ", so their names decide; give each a rank of its own");
            }
            before = unit;
        }
    }

    private void checkTimes(ServiceGroup group) {
        Config config = group.config();
        if (config.compRestartMax() > 0) {
            checkProbation(group, "saAmfSGCompRestartProb", config.compRestartProbationNanos());
        }
        if (config.suRestartMax() > 0) {
            checkProbation(group, "saAmfSGSuRestartProb", config.suRestartProbationNanos());
        }
        if (config.autoAdjust()) {
            new Timeouts(draft.problems, group.dn())
                    .checkUnit("saAmfSGAutoAdjustProb", config.autoAdjustProbationNanos());
        }
    }

    private void checkProbation(ServiceGroup group, String attribute, long nanos) {
        if (nanos == 0) {
            draft.problems.warning(
                    group.dn(),
                    attribute,
                    "MODEL-SG-PROBATION",
                    attribute
                            + " is 0 (own or by type), so restarts are never counted together and never escalate; give"
                            + " a time in nanoseconds");
        } else {
            new Timeouts(draft.problems, group.dn()).checkUnit(attribute, nanos);
        }
    }
}
