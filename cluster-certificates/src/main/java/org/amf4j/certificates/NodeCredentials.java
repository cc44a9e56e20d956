package org.amf4j.certificates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * By what a node shows who it is, and whom it believes: its key, its certificate, and the authorities of its cluster.
 *
 * <p>Immutable. Its text form has nothing secret in it.
 */
public final class NodeCredentials {

    /** How long before the end of a certificate its node begins to warn. */
    public static final Duration WARNING = Duration.ofDays(30);

    private final String node;
    private final PrivateKey key;
    private final X509Certificate certificate;
    private final List<X509Certificate> authorities;

    private NodeCredentials(
            String node, PrivateKey key, X509Certificate certificate, List<X509Certificate> authorities) {
        this.node = node;
        this.key = key;
        this.certificate = certificate;
        this.authorities = List.copyOf(authorities);
    }

    /**
     * Reads what a node has in a folder of certificates, and checks that it can be used now.
     *
     * @throws IOException when something is missing, does not fit together, has expired or can be read by others; the
     *     message names file, reason and remedy
     */
    public static NodeCredentials read(CertificateFolder folder, String node, Instant now) throws IOException {
        for (Path needed : List.of(folder.certificate(node), folder.key(node), folder.authorities(node))) {
            if (!Files.isReadable(needed)) {
                throw new IOException(
                        "node " + node + " has no certificate: " + needed + " is missing or not readable. "
                                + "Create it with 'amf certificates create --dir " + folder.path() + " --node " + node
                                + "' where the cluster's ca.key is and bring the folder " + node
                                + " here; or, on a network that nobody else can reach, say 'security: off' in cluster.yaml or start"
                                + " the node with --insecure");
            }
        }
        X509Certificate certificate =
                PemFiles.readCertificates(folder.certificate(node)).get(0);
        PrivateKey key =
                PemFiles.readKey(folder.key(node), certificate.getPublicKey().getAlgorithm());
        List<X509Certificate> authorities = PemFiles.readCertificates(folder.authorities(node));
        NodeCredentials credentials = new NodeCredentials(node, key, certificate, authorities);
        credentials.check(folder, now);
        return credentials;
    }

    private void check(CertificateFolder folder, Instant now) throws IOException {
        Path file = folder.certificate(node);
        String renewal = "'amf certificates create --dir " + folder.path() + " --node " + node + " --renew'";
        Optional<String> named = NodeName.of(certificate);
        if (!named.equals(Optional.of(node))) {
            throw new IOException(file + " is the certificate of "
                    + named.map(n -> "node " + n).orElse("no node of a cluster") + ", not of node " + node
                    + "; bring the folder that was made for this node, or make one with " + renewal);
        }
        if (!KeyMatch.belong(key, certificate)) {
            throw new IOException(folder.key(node) + " is not the key of " + file
                    + "; bring both from one copy, or make new ones with " + renewal);
        }
        X509Certificate authority = authorities.stream()
                .filter(this::isSignedBy)
                .findFirst()
                .orElseThrow(() -> new IOException(file + " was not signed by an authority in "
                        + folder.authorities(node) + "; make a new one with " + renewal
                        + " where that authority's ca.key is"));
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw new IOException(file + " is valid from "
                    + certificate.getNotBefore().toInstant() + " on, and this node's clock says " + now
                    + "; set the clock, or make a new one with " + renewal);
        }
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new IOException(
                    file + " has expired on " + certificate.getNotAfter().toInstant() + "; make a new one with "
                            + renewal + " and start the node again");
        }
        if (now.isAfter(authority.getNotAfter().toInstant())) {
            throw new IOException("the authority in " + folder.authorities(node) + " has expired on "
                    + authority.getNotAfter().toInstant()
                    + "; make all certificates of the cluster anew in an empty folder");
        }
    }

    private boolean isSignedBy(X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            // Another authority's; whoever asks goes on to the next.
            return false;
        }
    }

    /** The node's name. */
    public String node() {
        return node;
    }

    /** The private key; not to be shown to anybody. */
    public PrivateKey key() {
        return key;
    }

    /** The node's own certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** Whose certificates are believed; more than one while an authority is being replaced. */
    public List<X509Certificate> authorities() {
        return authorities;
    }

    /** When the certificate ends to be valid. */
    public Instant expires() {
        return certificate.getNotAfter().toInstant();
    }

    /** Whether the certificate ends within {@link #WARNING}. */
    public boolean expiresSoon(Instant now) {
        return now.plus(WARNING).isAfter(expires());
    }

    @Override
    public String toString() {
        return "credentials of " + node + " until " + expires();
    }
}
