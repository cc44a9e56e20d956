package org.amf4j.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amf4j.api.AisException;
import org.amf4j.api.clm.ChangeRequest;
import org.amf4j.api.clm.ClusterUpdate;
import org.amf4j.api.clm.StepAnswer;
import org.amf4j.protocol.component.ClusterStep;

/** A step that waits for this process; answered once. Thread-safe. */
final class ClientChange implements ChangeRequest {

    private final ClientMembership membership;
    private final ClusterUpdate update;
    private final long invocation;
    private final long timeLimitNanos;
    private final long beginning;
    private final AtomicBoolean answered = new AtomicBoolean();

    /**
     * A step that has arrived.
     *
     * @param beginning of the session in which it is asked
     */
    ClientChange(ClientMembership membership, ClusterUpdate update, ClusterStep step, long beginning) {
        this.membership = membership;
        this.update = update;
        this.invocation = step.getInvocation();
        this.timeLimitNanos = step.getTimeLimitNanos();
        this.beginning = beginning;
    }

    @Override
    public ClusterUpdate update() {
        return update;
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofNanos(timeLimitNanos);
    }

    @Override
    public boolean isAnswered() {
        return answered.get();
    }

    @Override
    public void complete() {
        answer(StepAnswer.OK);
    }

    @Override
    public void reject() {
        answer(StepAnswer.REJECTED);
    }

    @Override
    public void fail() {
        answer(StepAnswer.ERROR);
    }

    private void answer(StepAnswer answer) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("the step " + update.step() + " has already been answered");
        }
        membership.answer(invocation, answer.value(), beginning);
    }

    /** On behalf of a listener that cannot. */
    void failUnlessAnswered() {
        if (invocation != 0 && answered.compareAndSet(false, true)) {
            try {
                membership.answer(invocation, StepAnswer.ERROR.value(), beginning);
            } catch (AisException e) {
                AnonymousSession.problem("a step could not be answered as failed: " + e.getMessage());
            }
        }
    }
}
