package org.amf4j.transport.jgroups;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secured connections that are open, and with whom: those with somebody who is no member any more are closed. A
 * connection is noted before the list is asked, and the list changes before connections are looked through, so that none
 * slips between the two. Safe for use by several threads.
 */
final class OpenLinks {

    private static final Logger LOG = LoggerFactory.getLogger(OpenLinks.class);

    private final MemberList members;
    private final Map<SecuredSocket, String> open = new ConcurrentHashMap<>();

    OpenLinks(MemberList members) {
        this.members = members;
    }

    /** A member has shown who it is. */
    void opened(SecuredSocket socket, String member) throws IOException {
        open.put(socket, member);
        if (!members.has(member)) {
            open.remove(socket);
            throw new IOException(member + " is no member any more");
        }
    }

    void closed(SecuredSocket socket) {
        open.remove(socket);
    }

    /** Closes connections with those who are no members any more. */
    void closeStrangers() {
        open.forEach((socket, member) -> {
            if (!members.has(member)) {
                LOG.atInfo()
                        .addKeyValue("peer", member)
                        .log("a connection is closed, as the peer is no member any more");
                try {
                    socket.close();
                } catch (IOException e) {
                    LOG.atWarn().setCause(e).addKeyValue("peer", member).log("a connection did not close well");
                }
            }
        });
    }
}
