package org.amf4j.core.runtime;

import java.util.Optional;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.runtime.ContainerState.Access;
import org.amf4j.core.runtime.ContainerState.Holder;

/** In which container the components of a unit live. All of them live in one. */
public final class Containment {

    private final ContainerState source;
    private Optional<ComponentState> container = Optional.empty();
    private Optional<CommandId> incarnation = Optional.empty();

    Containment(ContainerState source) {
        this.source = source;
    }

    /** Where containers for the unit come from. */
    public ContainerState source() {
        return source;
    }

    /** The container in which components of the unit live, or lived when they were restarted; empty when none do. */
    public Optional<ComponentState> container() {
        return container;
    }

    /** The instance of the container in which they live. */
    public Optional<CommandId> incarnation() {
        return incarnation;
    }

    /** Components of the unit are instantiated in this container from now on. */
    public void enter(Holder holder) {
        container = Optional.of(holder.component());
        incarnation = holder.incarnation();
    }

    /** No component of the unit lives in a container any more. */
    public void leave() {
        container = Optional.empty();
        incarnation = Optional.empty();
    }

    /** How far the container can be lived in where components of the unit live; CLOSED when they live in none. */
    public Access access() {
        return container.flatMap(source::holder).map(Holder::access).orElse(Access.CLOSED);
    }

    /** Whether the container is still the instance in which components of the unit were started. */
    public boolean isSameInstance() {
        return container
                .flatMap(source::holder)
                .flatMap(Holder::incarnation)
                .filter(i -> incarnation.filter(i::equals).isPresent())
                .isPresent();
    }
}
