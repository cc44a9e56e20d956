package org.amf4j.redundancy;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.core.redundancy.RedundancyModel;

/** All redundancy models of the standard. */
public final class StandardModels {

    private static final List<RedundancyModel> ALL =
            List.of(new TwoN(), new NPlusM(), new NWay(), new NWayActive(), new NoRedundancy());

    private StandardModels() {}

    /**
     * The models of the standard and others.
     *
     * @param others models that a user has written, as a {@code ServiceLoader} finds them
     */
    public static List<RedundancyModel> with(Iterable<? extends RedundancyModel> others) {
        List<RedundancyModel> models = new ArrayList<>(ALL);
        others.forEach(models::add);
        return List.copyOf(models);
    }

    /** The models, by their number in the standard. */
    public static List<RedundancyModel> all() {
        return ALL;
    }
}
