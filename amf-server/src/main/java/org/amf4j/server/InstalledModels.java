package org.amf4j.server;

import java.io.IOException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.RedundancyModels;
import org.amf4j.redundancy.StandardModels;

/** The redundancy models of this installation: those of the standard, and those that jars on the class path offer. */
final class InstalledModels {

    private InstalledModels() {}

    /** All of them; an {@link IOException} that says which one cannot be loaded, or which two have one name. */
    static List<RedundancyModel> load() throws IOException {
        try {
            List<RedundancyModel> models = StandardModels.with(ServiceLoader.load(RedundancyModel.class));
            RedundancyModels.byName(models);
            return models;
        } catch (ServiceConfigurationError | IllegalArgumentException e) {
            throw new IOException("a redundancy model cannot be loaded: " + e.getMessage(), e);
        }
    }
}
