package org.amf4j.director;

import java.util.List;
import org.amf4j.api.imm.ImmObject;

/**
 * What a controller is started with.
 *
 * @param self its member name, that of its node's agent
 * @param cluster the cluster's name, for people
 * @param controllers names of all controllers
 * @param configuration the initial configuration, proposed by the first leader of an empty log
 */
public record ControllerSettings(String self, String cluster, List<String> controllers, List<ImmObject> configuration) {
    public ControllerSettings {
        controllers = List.copyOf(controllers);
        configuration = List.copyOf(configuration);
    }
}
