package org.amf4j.node;

import com.google.protobuf.ByteString;
import org.amf4j.protocol.component.ToAgent;

/** Hears of sessions, on the socket's thread, for each session in order; must not block. */
interface SessionListener {

    /** A process has said who it is and may be that. */
    void greeted(ComponentSession session, long request);

    /** The same for a session that an earlier process of the agent had, by its token. */
    void resumed(ComponentSession session, long request, ByteString token);

    /** It asks for something; call {@link ComponentSession#handled} afterwards. */
    void requested(ComponentSession session, ToAgent frame);

    /** The connection is gone, greeted or not. */
    void ended(ComponentSession session, boolean broken, String detail);
}
