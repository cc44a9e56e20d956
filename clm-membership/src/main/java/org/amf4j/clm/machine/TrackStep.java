package org.amf4j.clm.machine;

import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.ChangeStep;
import org.amf4j.api.clm.ClusterChange;

/**
 * A step of a change, in the one order in which all agents tell their subscribers. Immutable.
 *
 * @param sequence rises by one with every step, from 1; names the step when it is answered
 * @param step how far the change has come
 * @param change what happens to the node
 * @param viewNumber the new view when completed, else the one that still holds
 * @param node the node as it is after the step
 * @param members how many members that view has
 * @param timeLimitNanos how long answers may take, in nanoseconds; 0 for no limit or when nobody is asked
 * @param asked who is to answer
 */
public record TrackStep(
        long sequence,
        ChangeStep step,
        ClusterChange change,
        long viewNumber,
        NodeView node,
        int members,
        long timeLimitNanos,
        List<TrackerId> asked) {
    public TrackStep {
        asked = List.copyOf(asked);
    }

    /** What it began with: the node itself, as there is no platform management. */
    public Dn rootCause() {
        return node.name();
    }

    /** Whether it waits for answers. */
    public boolean isQuestion() {
        return step == ChangeStep.VALIDATE || step == ChangeStep.START;
    }
}
