package org.amf4j.api.amf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;

/** A QUIESCING seen as QUIESCED: the answer also completes the quiescing. */
final class QuiescedAtOnce implements Assignment {

    private final Assignment quiescing;

    QuiescedAtOnce(Assignment quiescing) {
        this.quiescing = quiescing;
    }

    @Override
    public void done() {
        quiescing.done();
        quiescing.quiescingComplete();
    }

    @Override
    public void fail(String text) {
        quiescing.fail(text);
    }

    @Override
    public HaState haState() {
        return HaState.QUIESCED;
    }

    @Override
    public void quiescingComplete() {
        throw new IllegalStateException(callback() + " is completed by done(); override quiescing() to do it later");
    }

    @Override
    public void quiescingFailed() {
        throw new IllegalStateException(callback() + " is answered by fail(); override quiescing() to do it later");
    }

    @Override
    public String callback() {
        return quiescing.callback();
    }

    @Override
    public Duration timeLimit() {
        return quiescing.timeLimit();
    }

    @Override
    public boolean isAnswered() {
        return quiescing.isAnswered();
    }

    @Override
    public CsiFlag flag() {
        return quiescing.flag();
    }

    @Override
    public List<AssignedCsi> csis() {
        return quiescing.csis();
    }

    @Override
    public Optional<TransitionDescriptor> transition() {
        return quiescing.transition();
    }

    @Override
    public Optional<Dn> activeComponent() {
        return quiescing.activeComponent();
    }

    @Override
    public int standbyRank() {
        return quiescing.standbyRank();
    }
}
