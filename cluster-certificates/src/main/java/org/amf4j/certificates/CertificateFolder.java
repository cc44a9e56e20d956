package org.amf4j.certificates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The folder with the authority of a cluster and, per node, a folder that is to be taken to it.
 *
 * <p>{@code ca.key} and {@code ca.crt} are the authority's. A node's folder has {@code node.key}, {@code node.crt} and
 * a copy of {@code ca.crt}; no node needs {@code ca.key}. Not safe for use by two processes at a time.
 *
 * @param path where it is
 */
public record CertificateFolder(Path path) {

    /** How long a node's certificate is valid unless said otherwise, in days. */
    public static final int NODE_DAYS = 365;

    /** How long an authority's certificate is valid, in days. */
    public static final int AUTHORITY_DAYS = 3650;

    private static final String AUTHORITY_CERTIFICATE = "ca.crt";
    private static final String AUTHORITY_KEY = "ca.key";
    private static final String NODE_CERTIFICATE = "node.crt";
    private static final String NODE_KEY = "node.key";
    private static final String KEY_ALGORITHM = "EC";

    /** Certificates are valid a little earlier than now, for nodes whose clocks are behind. */
    private static final Duration CLOCKS_APART_MAX = Duration.ofHours(1);

    private static final Pattern NAME = Pattern.compile("[^/\\s\\p{Cntrl}][^/\\p{Cntrl}]{0,62}");

    public CertificateFolder {
        path = path.toAbsolutePath().normalize();
    }

    /**
     * What is to be made.
     *
     * @param nodes names of the nodes
     * @param days how long their certificates are to be valid, 1 to {@link #AUTHORITY_DAYS}
     * @param renew whether nodes that have a certificate get a new one, with a new key
     */
    public record Wish(List<String> nodes, int days, boolean renew) {

        public Wish {
            nodes = List.copyOf(nodes);
            for (String node : nodes) {
                if (!NAME.matcher(node).matches() || node.equals(".") || node.equals("..")) {
                    throw new IllegalArgumentException(
                            "'" + node
                                    + "' cannot be a node's name here; use up to 63 characters without '/' that begin with no blank");
                }
            }
            if (days < 1 || days > AUTHORITY_DAYS) {
                throw new IllegalArgumentException(
                        "certificates can be valid for 1 to " + AUTHORITY_DAYS + " days, not " + days);
            }
        }
    }

    /**
     * What has become of one node's certificate.
     *
     * @param node the node
     * @param created whether it is new; otherwise there was one, and it was left
     * @param expires until when it is valid
     */
    public record Issued(String node, boolean created, Instant expires) {}

    /** Whether there is an authority here. */
    public boolean hasAuthority() {
        return Files.exists(path.resolve(AUTHORITY_CERTIFICATE)) || Files.exists(path.resolve(AUTHORITY_KEY));
    }

    /** Makes what is missing: the authority, and a key and a certificate per node. */
    public List<Issued> create(Wish wish, Instant now) throws IOException {
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            Authority authority = hasAuthority() ? readAuthority(now) : newAuthority(now);
            List<Issued> issued = new ArrayList<>();
            for (String node : wish.nodes()) {
                issued.add(issue(authority, node, wish, now));
            }
            return issued;
        } catch (GeneralSecurityException e) {
            throw new IOException("keys cannot be made with this JDK: " + e.getMessage(), e);
        }
    }

    private record Authority(X509Certificate certificate, PrivateKey key) {}

    private Authority newAuthority(Instant now) throws IOException, GeneralSecurityException {
        KeyPair keys = Certificates.newKeys();
        X509Certificate certificate = Certificates.authority(keys, validity(now, AUTHORITY_DAYS));
        PemFiles.writeKey(path.resolve(AUTHORITY_KEY), keys.getPrivate());
        PemFiles.writeCertificates(path.resolve(AUTHORITY_CERTIFICATE), List.of(certificate));
        return new Authority(certificate, keys.getPrivate());
    }

    private Authority readAuthority(Instant now) throws IOException, GeneralSecurityException {
        for (String needed : List.of(AUTHORITY_CERTIFICATE, AUTHORITY_KEY)) {
            if (!Files.exists(path.resolve(needed))) {
                throw new IOException(path.resolve(needed) + " is missing; only the folder with both "
                        + AUTHORITY_CERTIFICATE + " and " + AUTHORITY_KEY
                        + " of a cluster can make certificates for it, so bring it back from a copy, or make all"
                        + " certificates anew in an empty folder");
            }
        }
        X509Certificate certificate =
                PemFiles.readCertificates(path.resolve(AUTHORITY_CERTIFICATE)).get(0);
        PrivateKey key = PemFiles.readKey(path.resolve(AUTHORITY_KEY), KEY_ALGORITHM);
        if (!KeyMatch.belong(key, certificate)) {
            throw new IOException(path.resolve(AUTHORITY_KEY) + " is not the key of the first certificate in "
                    + path.resolve(AUTHORITY_CERTIFICATE) + "; bring both back from one copy");
        }
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new IOException("the authority in " + path + " has expired on "
                    + certificate.getNotAfter().toInstant() + "; make all certificates anew in an empty folder");
        }
        return new Authority(certificate, key);
    }

    private Issued issue(Authority authority, String node, Wish wish, Instant now)
            throws IOException, GeneralSecurityException {
        Path folder = folder(node);
        Path certificateFile = folder.resolve(NODE_CERTIFICATE);
        if (Files.exists(certificateFile) && !wish.renew()) {
            X509Certificate there = PemFiles.readCertificates(certificateFile).get(0);
            return new Issued(node, false, there.getNotAfter().toInstant());
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        KeyPair keys = Certificates.newKeys();
        Certificates.Issuer issuer = new Certificates.Issuer(
                authority.certificate().getSubjectX500Principal().getEncoded(), authority.key());
        X509Certificate certificate = Certificates.node(issuer, validity(now, wish.days()), node, keys.getPublic());
        Files.deleteIfExists(certificateFile); // an interruption must not leave two files that do not fit
        PemFiles.writeKey(folder.resolve(NODE_KEY), keys.getPrivate());
        PemFiles.writeCertificates(
                folder.resolve(AUTHORITY_CERTIFICATE), PemFiles.readCertificates(path.resolve(AUTHORITY_CERTIFICATE)));
        PemFiles.writeCertificates(certificateFile, List.of(certificate));
        return new Issued(node, true, certificate.getNotAfter().toInstant());
    }

    private static Certificates.Validity validity(Instant now, int days) {
        return new Certificates.Validity(now.minus(CLOCKS_APART_MAX), now.plus(Duration.ofDays(days)));
    }

    Path folder(String node) {
        return path.resolve(node);
    }

    Path certificate(String node) {
        return folder(node).resolve(NODE_CERTIFICATE);
    }

    Path key(String node) {
        return folder(node).resolve(NODE_KEY);
    }

    Path authorities(String node) {
        return folder(node).resolve(AUTHORITY_CERTIFICATE);
    }
}
