package org.amf4j.api.clm;

/**
 * Hears of changes of the membership. Calls come one at a time, in the order of the views, on a thread of the session.
 *
 * <p>When the agent is restarted with what runs kept, the subscription stands again by itself and is told the present once, by
 * {@link #changed}, also without {@link TrackFlag#CURRENT}.
 *
 * <p>What a method throws is reported to the session's problems; a step that asks and has not been answered by then is
 * answered as failed.
 */
@FunctionalInterface
public interface MembershipListener {

    /** A change has been made, or this is the picture of the present that was asked for. */
    void changed(ClusterUpdate update);

    /** A change is asked for; {@link TrackFlag#VALIDATE_STEP} only. Agrees unless overridden. */
    default void validate(ChangeRequest request) {
        request.complete();
    }

    /** A change begins; {@link TrackFlag#START_STEP} only. Is content unless overridden. */
    default void start(ChangeRequest request) {
        request.complete();
    }

    /** A change that this subscriber was asked about was given up. */
    default void aborted(ClusterUpdate update) {}

    /**
     * The own node has left, or its agent is gone: nothing more will be heard, and everything but closing fails with
     * ERR_UNAVAILABLE or ERR_TRY_AGAIN. Open anew to go on.
     *
     * @param reason a sentence
     */
    default void unavailable(String reason) {}
}
