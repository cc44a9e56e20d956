package org.amf4j.api.imm;

import java.nio.file.Path;

/** Opens implementers of objects; an implementation of the API is found through {@link java.util.ServiceLoader} by this type. */
public interface ObjectImplementerProvider {

    /**
     * Connects to the node agent.
     *
     * @throws org.amf4j.api.AisException when the agent cannot be reached in time or refuses
     */
    ObjectImplementer open(Path agentSocket, ImplementerListener listener);
}
