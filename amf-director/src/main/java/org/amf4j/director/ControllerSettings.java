package org.amf4j.director;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.recorder.ring.RecorderSettings;

/**
 * What a controller is started with.
 *
 * @param self its member name, that of its node's agent
 * @param cluster the cluster's name, for people
 * @param controllers names of all controllers
 * @param configuration the initial configuration, proposed by the first leader of an empty log
 * @param models the redundancy models that it knows; the same on every controller
 * @param keeping what is kept on disk beside the log
 * @param loss how the loss of nodes is dealt with
 * @param classes definitions of the configuration's classes; an object of any other cannot be changed later
 */
public record ControllerSettings(
        String self,
        String cluster,
        List<String> controllers,
        List<ImmObject> configuration,
        List<RedundancyModel> models,
        Keeping keeping,
        LossSettings loss,
        List<ImmClass> classes) {

    /**
     * What a controller keeps on disk beside the log.
     *
     * @param recording where and how much the flight recorder writes; empty for not at all
     * @param entriesPerMemory after how many entries of the log a memory is kept, so that a start need not apply them again
     */
    public record Keeping(Optional<RecorderSettings> recording, int entriesPerMemory) {

        /** A memory every ten thousand entries. */
        public static final int ENTRIES_PER_MEMORY = 10_000;
    }

    /** Settings of a controller without leases. */
    public ControllerSettings(
            String self,
            String cluster,
            List<String> controllers,
            List<ImmObject> configuration,
            List<RedundancyModel> models,
            Keeping keeping) {
        this(self, cluster, controllers, configuration, models, keeping, LossSettings.IMMEDIATE, List.of());
    }

    /** Settings of a controller without leases and without a flight recorder. */
    public ControllerSettings(
            String self,
            String cluster,
            List<String> controllers,
            List<ImmObject> configuration,
            List<RedundancyModel> models) {
        this(
                self,
                cluster,
                controllers,
                configuration,
                models,
                new Keeping(Optional.empty(), Keeping.ENTRIES_PER_MEMORY));
    }

    public ControllerSettings {
        models = List.copyOf(models);
        controllers = List.copyOf(controllers);
        configuration = List.copyOf(configuration);
        classes = List.copyOf(classes);
    }
}
