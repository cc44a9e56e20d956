package org.amf4j.client;

import java.nio.file.Path;
import org.amf4j.api.imm.ObjectManagement;
import org.amf4j.api.imm.ObjectManagementProvider;

/** Opens the information model over the node agent's Unix domain socket; found by {@link java.util.ServiceLoader}. */
public final class ClientObjectManagementProvider implements ObjectManagementProvider {

    /** Called by {@link java.util.ServiceLoader}. */
    public ClientObjectManagementProvider() {}

    @Override
    public ObjectManagement open(Path agentSocket) {
        return ClientObjectManagement.open(agentSocket);
    }
}
