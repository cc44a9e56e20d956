package org.amf4j.client;

import java.nio.file.Path;
import org.amf4j.api.imm.ImplementerListener;
import org.amf4j.api.imm.ObjectImplementer;
import org.amf4j.api.imm.ObjectImplementerProvider;

/** Opens implementers over the node agent's Unix domain socket; found by {@link java.util.ServiceLoader}. */
public final class ClientObjectImplementerProvider implements ObjectImplementerProvider {

    /** Called by {@link java.util.ServiceLoader}. */
    public ClientObjectImplementerProvider() {}

    @Override
    public ObjectImplementer open(Path agentSocket, ImplementerListener listener) {
        return ClientObjectImplementer.open(agentSocket, listener);
    }
}
