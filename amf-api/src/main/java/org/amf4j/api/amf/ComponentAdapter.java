package org.amf4j.api.amf;

import java.util.List;

/**
 * A listener with one method per role; extend it and answer what you override.
 *
 * <p>What must be written is what keeps two instances from being active at once: becoming active, giving the role up,
 * losing the work. The rest has a default: a standby that needs no preparation, a shutdown that hands over at once, a
 * component that is always well and ends when told to.
 */
public abstract class ComponentAdapter implements ComponentListener {

    /** Key of the healthcheck that calls {@link #check()} unless {@link #healthcheckKey()} says otherwise. */
    public static final String DEFAULT_HEALTHCHECK_KEY = "check";

    /** Start serving. */
    public abstract void active(Assignment assignment);

    /** Stop serving so that another instance can go on from here; the work may come back. */
    public abstract void quiesced(Assignment assignment);

    /** Forget the work, and stop serving it if that was not yet done. */
    public abstract void removed(Removal removal);

    /** Prepare to take over. Default: nothing to prepare. */
    public void standby(Assignment assignment) {
        assignment.done();
    }

    /**
     * Accept no new work, answer, finish what is under way and then call {@link Assignment#quiescingComplete()}.
     * Default: there is nothing to wait for, so {@link #quiesced} is called and its answer completes the quiescing.
     */
    public void quiescing(Assignment assignment) {
        quiesced(new QuiescedAtOnce(assignment));
    }

    /** Get ready to exit. Default: ready. */
    @Override
    public void terminate(Termination termination) {
        termination.done();
    }

    /** Tell how the component is. Default: well. */
    public Health check() {
        return Health.ok();
    }

    /**
     * Key of the configured healthcheck by which the framework calls {@link #check()}; empty for none.
     *
     * <p>{@link #DEFAULT_HEALTHCHECK_KEY}, the default, is started if it is configured; any other key must be.
     */
    public String healthcheckKey() {
        return DEFAULT_HEALTHCHECK_KEY;
    }

    /** What to do when {@link #check()} fails, or does not return in time. Default: as configured for the component. */
    public RecommendedRecovery healthcheckRecovery() {
        return RecommendedRecovery.NO_RECOMMENDATION;
    }

    @Override
    public void assigned(Assignment assignment) {
        switch (assignment.haState()) {
            case ACTIVE -> active(assignment);
            case STANDBY -> standby(assignment);
            case QUIESCED -> quiesced(assignment);
            case QUIESCING -> quiescing(assignment);
        }
    }

    @Override
    public void healthcheck(HealthcheckRequest healthcheck) {
        healthcheck.answer(check());
    }

    @Override
    public void agentLost(String reason) {
        // Nothing to do by default: awaitTermination() throws, so that main ends the process with an error.
    }

    @Override
    public List<HealthcheckDeclaration> healthchecks() {
        String key = healthcheckKey();
        if (key.isEmpty()) {
            return List.of();
        }
        boolean required = !key.equals(DEFAULT_HEALTHCHECK_KEY);
        return List.of(
                new HealthcheckDeclaration(key, HealthcheckInvocation.AMF_INVOKED, healthcheckRecovery(), required));
    }
}
