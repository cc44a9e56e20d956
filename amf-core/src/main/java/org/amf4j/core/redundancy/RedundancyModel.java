package org.amf4j.core.redundancy;

import org.amf4j.core.model.RedundancyKind;

/**
 * Says who should hold what in a service group, and nothing else.
 *
 * <p>A model is a pure function. It knows nothing of callbacks, scripts, order or time; the planner takes the next legal
 * steps from what is to what should be. It must answer the same for the same view on every machine, and it must not move
 * what need not move: a holder that is still fit stays, unless the view asks for the most preferred assignment.
 */
public interface RedundancyModel {

    /**
     * The kind of group it serves: what the planner guarantees besides, for instance that never two units are active for an
     * instance of an N-way group.
     */
    RedundancyKind kind();

    /** The name by which groups choose it ({@code amfSGRedundancyModelName}); that of its kind unless it has its own. */
    default String name() {
        return kind().title();
    }

    /** Who should hold what, given the group as it is. */
    Assignments target(GroupView group);
}
