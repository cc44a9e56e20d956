package org.amf4j.client;

import java.nio.file.Path;
import org.amf4j.api.clm.ClusterMembership;
import org.amf4j.api.clm.MembershipProvider;

/** Opens memberships over the node agent's Unix domain socket; found by {@link java.util.ServiceLoader}. */
public final class ClientMembershipProvider implements MembershipProvider {

    /** Called by {@link java.util.ServiceLoader}. */
    public ClientMembershipProvider() {}

    @Override
    public ClusterMembership open(Path agentSocket) {
        return ClientMembership.open(agentSocket);
    }
}
