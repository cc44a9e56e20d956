package org.amf4j.host;

import org.amf4j.api.Dn;
import org.amf4j.api.amf.AmfSession;

/** Opens sessions of contained components. */
interface Sessions {

    /**
     * A session with the node's agent in the name of this component.
     *
     * @throws org.amf4j.api.AisException when the agent refuses or cannot be reached
     */
    AmfSession open(Dn component);
}
