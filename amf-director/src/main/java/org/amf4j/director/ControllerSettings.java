package org.amf4j.director;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.recorder.ring.RecorderSettings;

/**
 * What a controller is started with.
 *
 * @param self its member name, that of its node's agent
 * @param cluster the cluster's name, for people
 * @param controllers names of all controllers
 * @param configuration the initial configuration, proposed by the first leader of an empty log
 * @param recording where and how much the flight recorder writes; empty for not at all
 */
public record ControllerSettings(
        String self,
        String cluster,
        List<String> controllers,
        List<ImmObject> configuration,
        Optional<RecorderSettings> recording) {

    /** Settings of a controller without a flight recorder. */
    public ControllerSettings(String self, String cluster, List<String> controllers, List<ImmObject> configuration) {
        this(self, cluster, controllers, configuration, Optional.empty());
    }

    public ControllerSettings {
        controllers = List.copyOf(controllers);
        configuration = List.copyOf(configuration);
    }
}
