package org.amf4j.redundancy;

import java.util.List;
import org.amf4j.core.redundancy.RedundancyModel;

/** All redundancy models of the standard. */
public final class StandardModels {

    private static final List<RedundancyModel> ALL =
            List.of(new TwoN(), new NPlusM(), new NWay(), new NWayActive(), new NoRedundancy());

    private StandardModels() {}

    /** The models, by their number in the standard. */
    public static List<RedundancyModel> all() {
        return ALL;
    }
}
