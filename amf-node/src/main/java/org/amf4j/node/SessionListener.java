package org.amf4j.node;

import org.amf4j.protocol.component.ToAgent;

/** Hears of sessions, on the socket's thread, for each session in order; must not block. */
interface SessionListener {

    /** A process has said who it is and may be that. */
    void greeted(ComponentSession session, long request);

    /** It asks for something; call {@link ComponentSession#handled} afterwards. */
    void requested(ComponentSession session, ToAgent frame);

    /** The connection is gone, greeted or not. */
    void ended(ComponentSession session, boolean broken, String detail);
}
