package org.amf4j.core.administration;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.core.assignment.Dependencies;
import org.amf4j.core.model.Entity;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.PendingOperation;

/**
 * What stands against beginning an operation now (AMF-089): one operation at a time on whatever shares a service group,
 * and none while assignments of the group change; while a dependent goes on without its sponsor for its tolerance time,
 * only what may bring something back, and the same while nobody speaks for a proxied component. A shutdown may be overtaken,
 * by a lock or unlock of the same entity.
 */
final class Conflicts {

    private final ClusterState state;

    Conflicts(ClusterState state) {
        this.state = state;
    }

    /** Why nothing can be begun on the entity now; empty when it can. */
    Optional<String> with(AdminOperation operation, Entity target, boolean overtakesShutdown) {
        List<GroupState> groups = Scope.groups(state, target);
        for (PendingOperation other : state.operations()) {
            boolean overtaken = overtakesShutdown && isShutdownOf(other, target);
            if (!overtaken
                    && (other.target() == target || other.groups().stream().anyMatch(groups::contains))) {
                return Optional.of(other.operation() + " of " + other.target().name() + " is under way");
            }
        }
        if (overtakesShutdown) {
            return Optional.empty();
        }
        return groups.stream()
                .filter(g -> !g.isSettled() && !mayBringProxy(operation, g))
                .findFirst()
                .map(g -> "assignments of " + g.group().name() + " are changing")
                .or(() -> AdminTable.mayBringBack(operation) ? Optional.empty() : tolerating(groups));
    }

    /** Whether the group waits for a proxy only, which the operation may bring back. */
    private boolean mayBringProxy(AdminOperation operation, GroupState group) {
        return AdminTable.mayBringBack(operation)
                && Unproxied.holdsUp(state, group).isPresent();
    }

    private Optional<String> tolerating(List<GroupState> groups) {
        return groups.stream()
                .flatMap(g -> Dependencies.tolerating(state, g).stream())
                .findFirst()
                .map(i -> i.instance().name() + " goes on without its sponsor for a while");
    }

    /** The shutdown of the entity that somebody waits for. */
    Optional<PendingOperation> shutdown(Entity target) {
        return state.operations().stream().filter(o -> isShutdownOf(o, target)).findFirst();
    }

    private static boolean isShutdownOf(PendingOperation operation, Entity target) {
        return operation.target() == target && operation.operation() == AdminOperation.SHUTDOWN;
    }
}
