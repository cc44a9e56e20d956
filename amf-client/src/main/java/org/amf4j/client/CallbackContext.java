package org.amf4j.client;

import java.util.Optional;
import org.amf4j.api.Dn;

/** One callback's identity and the session it belongs to. */
record CallbackContext(ClientSession session, long invocation, long timeoutNanos, Optional<ClientProxied> proxied) {

    /** What the component concerned has accepted. */
    AssignmentTable table() {
        return proxied.map(ClientProxied::table).orElseGet(session::table);
    }

    /** The component concerned. */
    Dn component() {
        return proxied.map(ClientProxied::component).orElseGet(session::component);
    }
}
