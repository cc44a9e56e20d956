package org.amf4j.transport.secure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.amf4j.certificates.NodeCredentials;
import org.amf4j.certificates.NodeName;

/**
 * Believes certificates of the cluster's authorities, and each only for the node that it names.
 *
 * <p>Who connects must be one of the members; who is connected to must be the member that listens there. What was
 * refused is said in the log here, as libraries do not.
 */
final class PeerTrust extends X509ExtendedTrustManager {

    private final X509TrustManager authorities;
    private final X509Certificate[] accepted;
    private final Supplier<Map<InetSocketAddress, String>> members;
    private final Refusals refusals;

    PeerTrust(NodeCredentials credentials, Supplier<Map<InetSocketAddress, String>> members, Refusals refusals) {
        this.accepted = credentials.authorities().toArray(X509Certificate[]::new);
        this.authorities = trust(accepted);
        this.members = members;
        this.refusals = refusals;
    }

    private static X509TrustManager trust(X509Certificate... certificates) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < certificates.length; i++) {
                store.setCertificateEntry("authority-" + i, certificates[i]);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK cannot check certificates: " + e.getMessage(), e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, authType, true, socket.getRemoteSocketAddress());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, authType, false, socket.getRemoteSocketAddress());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, authType, true, peer(engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, authType, false, peer(engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a peer without a connection cannot be checked");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a peer without a connection cannot be checked");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return accepted.clone();
    }

    private void check(X509Certificate[] chain, String authType, boolean incoming, SocketAddress peer)
            throws CertificateException {
        try {
            checkAuthority(chain, authType, incoming);
            checkName(chain[0], incoming, peer);
        } catch (Refused refused) {
            if (!incoming) { // who listens sees the failed handshake and says more of it
                refusals.refused(peer, refused);
            }
            throw refused;
        }
    }

    private void checkAuthority(X509Certificate[] chain, String authType, boolean incoming) throws Refused {
        try {
            if (incoming) {
                authorities.checkClientTrusted(chain, authType);
            } else {
                authorities.checkServerTrusted(chain, authType);
            }
        } catch (CertificateException e) {
            String whose = "the certificate of " + NodeName.of(chain[0]).orElse("somebody without a node's name");
            if (isExpired(e)) {
                throw new Refused(
                        whose + " has expired on " + chain[0].getNotAfter().toInstant()
                                + "; make a new one with 'amf certificates create --renew' and start that node again",
                        e);
            }
            throw new Refused(
                    whose + " is not of this cluster's authority (" + rootMessage(e)
                            + "); if it is a node of this cluster, create its certificate where this cluster's ca.key is",
                    e);
        }
    }

    private void checkName(X509Certificate certificate, boolean incoming, SocketAddress peer) throws Refused {
        Optional<String> name = NodeName.of(certificate);
        Map<InetSocketAddress, String> known = members.get();
        if (incoming) {
            if (name.isEmpty() || !known.containsValue(name.get())) {
                throw new Refused(
                        "its certificate names " + name.orElse("no node")
                                + ", and the nodes that may connect here are "
                                + known.values().stream().sorted().toList()
                                + "; see that both have the same cluster.yaml",
                        null);
            }
            return;
        }
        Optional<String> expected =
                peer instanceof InetSocketAddress address ? Optional.ofNullable(known.get(address)) : Optional.empty();
        if (name.isEmpty() || !name.equals(expected)) {
            throw new Refused(
                    "the certificate there names " + name.orElse("no node") + ", but " + expected.orElse("no node")
                            + " should listen there; see that the addresses in cluster.yaml are right and that each node"
                            + " has the folder of certificates made for it",
                    null);
        }
    }

    /** Where the engine's other side is: for one who connects, what it has connected to. */
    private static SocketAddress peer(SSLEngine engine) {
        String host = engine.getPeerHost();
        if (host == null || engine.getPeerPort() < 0) {
            return InetSocketAddress.createUnresolved("unknown", 0);
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByName(host), engine.getPeerPort()); // literal, nothing is asked
        } catch (IOException e) {
            // Not an address: no member listens there.
            return InetSocketAddress.createUnresolved(host, engine.getPeerPort());
        }
    }

    private static boolean isExpired(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return true;
            }
        }
        return false;
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** All that a context needs. */
    TrustManager[] asArray() {
        return new TrustManager[] {this};
    }
}
