package org.amf4j.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AssignedCsi;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.ComponentListener;
import org.amf4j.api.amf.CsiFlag;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.TransitionDescriptor;

/** A SetCsi callback. */
final class ClientAssignment extends ClientRequest implements Assignment {

    /** What the callback says. */
    record Content(
            HaState haState,
            CsiFlag flag,
            List<AssignedCsi> csis,
            Optional<TransitionDescriptor> transition,
            Optional<Dn> activeComponent,
            int standbyRank) {

        Content {
            csis = List.copyOf(csis);
            if (csis.isEmpty()) {
                throw new IllegalArgumentException(flag + " of " + haState + " names no component service instance");
            }
        }
    }

    private final Content content;
    private final AtomicBoolean isAccepted = new AtomicBoolean();
    private final AtomicBoolean isCompleted = new AtomicBoolean();

    ClientAssignment(CallbackContext context, Content content) {
        super(context, CallbackNames.of(content.haState().name(), names(content.csis())));
        this.content = content;
    }

    private static List<Dn> names(List<AssignedCsi> csis) {
        return csis.stream().map(AssignedCsi::name).toList();
    }

    @Override
    void callOn(ComponentListener listener) {
        Optional<AssignedCsi> outdated = context().session().table().outdated(csis());
        if (outdated.isPresent()) {
            refuse(callback() + " of epoch " + outdated.get().epoch() + " for "
                    + outdated.get().name() + " is outdated: a later epoch is known");
            return;
        }
        if (flag() == CsiFlag.ADD_ONE) {
            csis().forEach(context().table()::offered);
        }
        listener.assigned(this);
    }

    @Override
    void accepted() {
        isAccepted.set(true);
        context().table().accepted(csis(), haState());
    }

    @Override
    public void quiescingComplete() {
        complete(true);
        context().table().accepted(csis(), HaState.QUIESCED);
    }

    @Override
    public void quiescingFailed() {
        complete(false);
    }

    private void complete(boolean isOk) {
        if (haState() != HaState.QUIESCING) {
            throw new IllegalStateException(
                    "callback " + callback() + " is not QUIESCING: there is nothing to complete");
        }
        if (!isAccepted.get()) {
            throw new IllegalStateException(
                    "callback " + callback() + " must be answered with done() before it is complete");
        }
        if (!isCompleted.compareAndSet(false, true)) {
            throw new IllegalStateException("callback " + callback() + " has already been completed");
        }
        context().session().quiescingComplete(callback(), invocation(), isOk);
    }

    @Override
    public HaState haState() {
        return content.haState();
    }

    @Override
    public CsiFlag flag() {
        return content.flag();
    }

    @Override
    public List<AssignedCsi> csis() {
        return content.csis();
    }

    @Override
    public Optional<TransitionDescriptor> transition() {
        return content.transition();
    }

    @Override
    public Optional<Dn> activeComponent() {
        return content.activeComponent();
    }

    @Override
    public int standbyRank() {
        return content.standbyRank();
    }
}
