package org.amf4j.transport.jgroups;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import org.amf4j.certificates.NodeCredentials;
import org.amf4j.transport.secure.SecureLinks;
import org.jgroups.util.DefaultSocketFactory;

/** What JGroups makes its connections from, so that it has none but with members that have shown who they are. */
final class SecuredSockets extends DefaultSocketFactory {

    private final SecureLinks links;
    private final Map<String, InetSocketAddress> addresses = new HashMap<>();

    SecuredSockets(ChannelConfig config, NodeCredentials credentials) {
        Map<InetSocketAddress, String> members = new HashMap<>();
        config.members().forEach((name, endpoint) -> {
            members.put(endpoint.address(), name);
            addresses.put(name, endpoint.address());
        });
        links = new SecureLinks(credentials, members, "messages");
    }

    /** Not connected yet; who is there is checked against the address when it is. */
    @Override
    public Socket createSocket(String service) {
        return new SecuredSocket(links);
    }

    @Override
    public ServerSocket createServerSocket(String service) throws IOException {
        return new SecuredServerSocket(links, addresses);
    }
}
