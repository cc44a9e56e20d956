package org.amf4j.api.ntf;

import java.nio.file.Path;

/** Opens notifications; an implementation of the API is found through {@link java.util.ServiceLoader} by this type. */
public interface NotificationProvider {

    /**
     * Connects to the node agent.
     *
     * @throws org.amf4j.api.AisException when the agent cannot be reached in time or refuses
     */
    Notifications open(Path agentSocket);
}
