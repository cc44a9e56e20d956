package org.amf4j.transport.jgroups;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import org.amf4j.certificates.NodeCredentials;
import org.amf4j.transport.secure.SecureLinks;
import org.jgroups.util.DefaultSocketFactory;

/** What JGroups makes its connections from, so that it has none but with members that have shown who they are. */
final class SecuredSockets extends DefaultSocketFactory {

    private final SecureLinks links;
    private final MemberList members;
    private final OpenLinks open;

    SecuredSockets(MemberList members, NodeCredentials credentials) {
        this.members = members;
        open = new OpenLinks(members);
        links = new SecureLinks(credentials, members::names, "messages");
    }

    /** Closes connections with those who are no members any more. */
    void closeStrangers() {
        open.closeStrangers();
    }

    /** Not connected yet; who is there is checked against the address when it is. */
    @Override
    public Socket createSocket(String service) {
        return new SecuredSocket(links, open);
    }

    @Override
    public ServerSocket createServerSocket(String service) throws IOException {
        return new SecuredServerSocket(links, open, members);
    }
}
