package org.amf4j.admin.model;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.RedundancyModels;
import org.amf4j.redundancy.StandardModels;

/** The redundancy models of this installation: those of the standard, and those that jars on the class path offer. */
public final class InstalledModels {

    private InstalledModels() {}

    /** All of them; a {@link CommandFailure} that says which one cannot be loaded, or which two have one name. */
    public static List<RedundancyModel> load() {
        try {
            List<RedundancyModel> models = StandardModels.with(ServiceLoader.load(RedundancyModel.class));
            RedundancyModels.byName(models);
            return models;
        } catch (ServiceConfigurationError | IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "a redundancy model cannot be loaded: " + e.getMessage(),
                    "take its jar away, or build it anew against this version",
                    e);
        }
    }
}
