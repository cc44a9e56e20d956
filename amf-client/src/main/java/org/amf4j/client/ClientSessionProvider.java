package org.amf4j.client;

import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.SessionOptions;
import org.amf4j.api.amf.SessionProvider;

/** Opens sessions over the node agent's Unix domain socket; found by {@link java.util.ServiceLoader}. */
public final class ClientSessionProvider implements SessionProvider {

    /** Called by {@link java.util.ServiceLoader}. */
    public ClientSessionProvider() {}

    @Override
    public AmfSession open(SessionOptions options) {
        return ClientSession.open(options);
    }
}
