package org.amf4j.director;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.director.Rules;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.recorder.ring.RecorderSettings;

/**
 * What a controller is started with.
 *
 * @param self its member name, that of its node's agent
 * @param cluster the cluster's name, for people
 * @param controllers names of all that keep the log
 * @param witnesses those of them that remember nothing and never lead
 * @param configuration the initial configuration, proposed by the first leader of an empty log
 * @param models the redundancy models that it knows; the same on every controller
 * @param keeping what is kept on disk beside the log
 * @param loss how the loss of nodes is dealt with
 * @param classes definitions of the configuration's classes; an object of any other cannot be changed later
 * @param rulesKnown the latest version of the rules that its program knows
 * @param home the folder of the installation, for paths in changes by operators; empty to leave such paths as they are
 */
public record ControllerSettings(
        String self,
        String cluster,
        List<String> controllers,
        List<String> witnesses,
        List<ImmObject> configuration,
        List<RedundancyModel> models,
        Keeping keeping,
        LossSettings loss,
        List<ImmClass> classes,
        int rulesKnown,
        Optional<String> home) {

    /** Settings of this program. */
    public ControllerSettings(
            String self,
            String cluster,
            List<String> controllers,
            List<ImmObject> configuration,
            List<RedundancyModel> models,
            Keeping keeping,
            LossSettings loss,
            List<ImmClass> classes) {
        this(
                self,
                cluster,
                controllers,
                List.of(),
                configuration,
                models,
                keeping,
                loss,
                classes,
                Rules.LATEST,
                Optional.empty());
    }

    /**
     * What a controller keeps on disk beside the log.
     *
     * @param recording where and how much the flight recorder writes; empty for not at all
     * @param entriesPerMemory after how many entries of the log a memory is kept, so that a start need not apply them again
     * @param entriesPerComparison after how many entries of the log the controllers compare what they remember
     * @param streams where notifications and requests are written down
     */
    public record Keeping(
            Optional<RecorderSettings> recording, int entriesPerMemory, int entriesPerComparison, LogStreams streams) {

        /** Memories are compared every thousand entries. */
        public static final int ENTRIES_PER_COMPARISON = 1_000;

        /** With the usual comparison. */
        public Keeping(Optional<RecorderSettings> recording, int entriesPerMemory) {
            this(recording, entriesPerMemory, ENTRIES_PER_COMPARISON, LogStreams.NONE);
        }

        /** The same with log streams. */
        public Keeping withStreams(LogStreams written) {
            return new Keeping(recording, entriesPerMemory, entriesPerComparison, written);
        }

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

    /** The same with witnesses among the controllers. */
    public ControllerSettings withWitnesses(List<String> names) {
        return new ControllerSettings(
                self, cluster, controllers, names, configuration, models, keeping, loss, classes, rulesKnown, home);
    }

    /** The same for a program that is installed in this folder. */
    public ControllerSettings installedIn(String folder) {
        return new ControllerSettings(
                self,
                cluster,
                controllers,
                witnesses,
                configuration,
                models,
                keeping,
                loss,
                classes,
                rulesKnown,
                Optional.of(folder));
    }

    /** The same for a program that knows the rules up to this version. */
    ControllerSettings knowing(int rules) {
        return new ControllerSettings(
                self, cluster, controllers, witnesses, configuration, models, keeping, loss, classes, rules, home);
    }

    /** Names of those that remember what the log says, and may lead. */
    List<String> deciding() {
        return controllers.stream().filter(c -> !witnesses.contains(c)).toList();
    }

    public ControllerSettings {
        models = List.copyOf(models);
        controllers = List.copyOf(controllers);
        witnesses = List.copyOf(witnesses);
        configuration = List.copyOf(configuration);
        classes = List.copyOf(classes);
    }
}
