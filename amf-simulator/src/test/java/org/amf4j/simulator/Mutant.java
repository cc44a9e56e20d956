package org.amf4j.simulator;

import java.util.List;

/**
 * A rule broken on purpose.
 *
 * @param rule what is broken, for people
 * @param source the file, from the root of the sources
 * @param fragment what stands there, exactly once
 * @param mutation what is put in its place
 */
record Mutant(String rule, String source, String fragment, String mutation) {

    private static final String CORE = "amf-core/src/main/java/org/amf4j/core/";
    private static final String MODELS = "redundancy-models/src/main/java/org/amf4j/redundancy/";

    /** Every one must be found out by a scenario or by the simulation. */
    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "nobody becomes active while another may serve",
                    CORE + "assignment/Guards.java",
                    "return serving.isEmpty() ? Permission.NOW : afterCleanup(unit, serving);",
                    "return Permission.NOW;"),
            new Mutant(
                    "a unit takes no more active assignments than it may",
                    CORE + "assignment/Guards.java",
                    "return load.activeBeside(own(instance, unit)) < max;",
                    "return true;"),
            new Mutant(
                    "standbys come when the actives are confirmed",
                    CORE + "assignment/StepPlanner.java",
                    "guards.activesConfirmed(instance, holders) && guards.mayStandBy(instance, unit)",
                    "guards.mayStandBy(instance, unit)"),
            new Mutant(
                    "a component whose cleanup failed may still serve",
                    CORE + "assignment/AssignmentDriver.java",
                    "c.presence() == TERMINATION_FAILED && part.mayBeActive()",
                    "c.presence() == TERMINATION_FAILED && !part.mayBeActive()"),
            new Mutant(
                    "CSIs are taken away in the reverse order of their dependencies",
                    CORE + "assignment/AssignmentDriver.java",
                    "up ? BY_RANK : BY_RANK.reversed()",
                    "BY_RANK"),
            new Mutant(
                    "a unit that is shut down takes nothing new",
                    CORE + "lifecycle/Readiness.java",
                    "case SHUTTING_DOWN -> ReadinessState.STOPPING;",
                    "case SHUTTING_DOWN -> ReadinessState.IN_SERVICE;"),
            new Mutant(
                    "a unit whose component is failed over is disabled",
                    CORE + "recovery/Recovery.java",
                    "turn.gate().operational(unit, OperationalState.DISABLED);",
                    ""),
            new Mutant(
                    "a component that is failed over is disabled",
                    CORE + "recovery/Recovery.java",
                    "life.endAfterFailure(c);\n        turn.gate().operational(c, OperationalState.DISABLED);",
                    "life.endAfterFailure(c);"),
            new Mutant(
                    "restarts are counted against their maximum",
                    CORE + "recovery/Escalator.java",
                    "counters.componentRestarts() < group.compRestartMax()",
                    "counters.componentRestarts() <= group.compRestartMax()"),
            new Mutant(
                    "what ran on a lost node runs no more",
                    CORE + "director/Membership.java",
                    "unit.components().forEach(life::lost);",
                    ""),
            new Mutant(
                    "a dependent becomes active after its sponsors",
                    CORE + "assignment/StepPlanner.java",
                    "standings.mayBecomeActive(instance) ? guards.mayActivate(instance, unit) : Permission.NO",
                    "guards.mayActivate(instance, unit)"),
            new Mutant(
                    "the same failure is handled once",
                    CORE + "recovery/Recovery.java",
                    "c.incarnation().filter(event.incarnation()::equals).isEmpty() || c.isCleaning()",
                    "c.incarnation().isEmpty()"),
            new Mutant(
                    "operations are answered when their work is done",
                    CORE + "director/Settlement.java",
                    " || operations.complete();",
                    ";"),
            new Mutant(
                    "2N: the standby takes over, not the best ranked",
                    MODELS + "TwoN.java",
                    ".or(() -> holder(group, Role.STANDBY))",
                    ""),
            new Mutant(
                    "N+M: active assignments stay where they are", MODELS + "NPlusM.java", "draft.keepActives();", ""),
            new Mutant(
                    "N-way-active: no instance is active on more units than it prefers",
                    MODELS + "NWayActive.java",
                    "has.size() < Math.min(round, instance.config().prefActiveAssignments())",
                    "has.size() < round"),
            new Mutant(
                    "contained components are instantiated in an active container only",
                    CORE + "lifecycle/ContainedUnits.java",
                    "open.filter(h -> h.access() == Access.OPEN).isEmpty()",
                    "open.isEmpty()"),
            new Mutant(
                    "what lives in a container ends with it",
                    CORE + "container/Inhabitants.java",
                    "case CLOSED -> end(group, unit, where);",
                    "case CLOSED -> {}"));
}
