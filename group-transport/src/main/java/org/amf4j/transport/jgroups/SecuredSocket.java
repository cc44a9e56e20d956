package org.amf4j.transport.jgroups;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.amf4j.certificates.NodeName;
import org.amf4j.transport.secure.SecureLinks;
import org.jgroups.stack.IpAddress;

/**
 * A TCP connection with mutual TLS in it: connected only when both sides have shown who they are.
 *
 * <p>It closes as TCP does, without a word of TLS, for which it might have to wait; JGroups has its own word for an end that
 * is meant.
 */
final class SecuredSocket extends Socket {

    /** How long either side may take to show who it is, milliseconds. */
    static final int HANDSHAKE_MILLIS_MAX = 3_000;

    /** A cookie of four bytes, a version and a length of two each. */
    private static final int BEFORE_ADDRESS_BYTES = 8;

    private static final int LENGTH_AT = 6;
    private static final int ADDRESS_BYTES_MAX = 64;

    private final SecureLinks links;
    private final OpenLinks open;
    private volatile Streams secured;

    /** What goes through TLS. */
    private record Streams(InputStream in, OutputStream out) {}

    SecuredSocket(SecureLinks links, OpenLinks open) {
        this.links = links;
        this.open = open;
    }

    @Override
    public void connect(SocketAddress peer, int timeoutMillis) throws IOException {
        super.connect(peer, timeoutMillis);
        try {
            SSLSocket tls = shakeHands(true);
            open.opened(this, node(tls));
            secured = new Streams(tls.getInputStream(), tls.getOutputStream());
            setSoTimeout(0); // from here on silence is the failure detection's matter
        } catch (IOException refused) {
            close();
            throw refused;
        }
    }

    /**
     * Has the other side, which has connected, show who it is and say where it listens.
     *
     * @param members who listens where
     */
    void secureAccepted(Map<String, InetSocketAddress> members) throws IOException {
        SSLSocket tls = shakeHands(false);
        String node = node(tls);
        byte[] announcement = readAnnouncement(tls.getInputStream());
        InetSocketAddress announced = address(announcement);
        if (!members.containsKey(node)) { // a resumed session is not checked again when it is secured
            throw new IOException("its certificate names " + node + ", and the nodes that may connect here are "
                    + members.keySet().stream().sorted().toList() + "; see that both have the same cluster.yaml");
        }
        if (!announced.equals(members.get(node))) {
            throw new IOException("it says that it listens at " + announced + ", but " + node
                    + ", whose certificate it has, listens at " + members.get(node)
                    + "; see that it has its own certificate and that all nodes have the same cluster.yaml");
        }
        open.opened(this, node);
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(announcement), tls.getInputStream());
        secured = new Streams(all, tls.getOutputStream());
        setSoTimeout(0);
    }

    /** Who is at the other side. */
    private static String node(SSLSocket tls) throws IOException {
        return NodeName.of((X509Certificate) tls.getSession().getPeerCertificates()[0])
                .orElseThrow(() -> new IOException("its certificate names no node"));
    }

    @Override
    public void close() throws IOException {
        open.closed(this);
        super.close();
    }

    private SSLSocket shakeHands(boolean connecting) throws IOException {
        setSoTimeout(HANDSHAKE_MILLIS_MAX);
        InetSocketAddress peer = (InetSocketAddress) getRemoteSocketAddress();
        SSLSocket tls = (SSLSocket) links.context()
                .getSocketFactory()
                .createSocket(this, peer.getAddress().getHostAddress(), peer.getPort(), true);
        tls.setUseClientMode(connecting);
        tls.setNeedClientAuth(!connecting);
        tls.setEnabledProtocols(new String[] {SecureLinks.PROTOCOL});
        tls.setEnabledCipherSuites(links.ciphers().toArray(String[]::new));
        tls.startHandshake();
        return tls;
    }

    /** The first bytes, in which a JGroups member says where it listens. */
    private static byte[] readAnnouncement(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        byte[] before = new byte[BEFORE_ADDRESS_BYTES];
        in.readFully(before);
        int length = (before[LENGTH_AT] & 0xff) << 8 | before[LENGTH_AT + 1] & 0xff;
        if (length > ADDRESS_BYTES_MAX) {
            throw new IOException("it does not speak the protocol of this port");
        }
        byte[] address = new byte[length];
        in.readFully(address);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before);
        all.writeBytes(address);
        return all.toByteArray();
    }

    private static InetSocketAddress address(byte[] announcement) throws IOException {
        IpAddress announced = new IpAddress();
        announced.readFrom(new DataInputStream(new ByteArrayInputStream(
                announcement, BEFORE_ADDRESS_BYTES, announcement.length - BEFORE_ADDRESS_BYTES)));
        return new InetSocketAddress(announced.getIpAddress(), announced.getPort());
    }

    @Override
    public InputStream getInputStream() throws IOException {
        Streams through = secured;
        return through == null ? super.getInputStream() : through.in();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        Streams through = secured;
        return through == null ? super.getOutputStream() : through.out();
    }
}
