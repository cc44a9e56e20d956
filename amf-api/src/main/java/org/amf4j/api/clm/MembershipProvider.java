package org.amf4j.api.clm;

import java.nio.file.Path;

/** Opens memberships; an implementation of the API is found through {@link java.util.ServiceLoader} by this type. */
public interface MembershipProvider {

    /**
     * Connects to the node agent.
     *
     * @throws org.amf4j.api.AisException when the agent cannot be reached in time or refuses
     */
    ClusterMembership open(Path agentSocket);
}
