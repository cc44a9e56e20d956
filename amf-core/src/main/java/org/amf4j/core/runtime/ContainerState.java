package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.model.ComponentServiceInstance;

/** A CSI by which components become containers: who has it, and which units live in those who have it. */
public final class ContainerState {

    private final ComponentServiceInstance csi;
    private final List<UnitState> contained = new ArrayList<>();
    private List<Holder> holders = List.of();

    ContainerState(ComponentServiceInstance csi) {
        this.csi = csi;
    }

    /** How far a container can be lived in. */
    public enum Access {
        /** It is active and stays so: components may be instantiated in it. */
        OPEN,
        /** It is restarted in place, or was and is being told its work again: who lived in it waits. */
        COMING,
        /** It is to give up its work: who lives in it leaves first, gracefully. */
        CLOSING,
        /** It is none, or no more: whatever lived in it is gone or goes with it. */
        CLOSED
    }

    /**
     * A component that has, or is to keep, the CSI.
     *
     * @param component the container
     * @param node where it runs
     * @param incarnation its present instance
     * @param access how far it can be lived in, never CLOSED
     */
    public record Holder(ComponentState component, NodeState node, Optional<CommandId> incarnation, Access access) {}

    /** What containers are active for. */
    public ComponentServiceInstance csi() {
        return csi;
    }

    /** Units with components that live in such containers. */
    public List<UnitState> contained() {
        return contained;
    }

    /** The containers as they were when their group was settled last. */
    public List<Holder> holders() {
        return holders;
    }

    /** Remembers the containers. */
    public void holders(List<Holder> present) {
        holders = List.copyOf(present);
    }

    /** The units whose components live in the component. */
    public List<UnitState> inhabitants(ComponentState component) {
        return contained.stream()
                .filter(u -> u.containment()
                        .flatMap(Containment::container)
                        .filter(c -> c == component)
                        .isPresent())
                .toList();
    }

    /** This component as a container; empty when it is none. */
    public Optional<Holder> holder(ComponentState component) {
        for (Holder holder : holders) {
            if (holder.component() == component) {
                return Optional.of(holder);
            }
        }
        return Optional.empty();
    }

    /** The first container on the node in which components may be instantiated. */
    public Optional<Holder> openOn(NodeState node) {
        for (Holder holder : holders) {
            if (holder.node() == node && holder.access() == Access.OPEN) {
                return Optional.of(holder);
            }
        }
        return Optional.empty();
    }
}
