package org.amf4j.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys (PKCS#8) and certificates as PEM files; a key is readable by its owner alone, from its first byte on. */
final class PemFiles {

    private static final int LINE_CHARS = 64;
    private static final long BYTES_MAX = 1 << 20;
    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private PemFiles() {}

    static void writeKey(Path file, PrivateKey key) throws IOException {
        write(file, text("PRIVATE KEY", key.getEncoded()), "rw-------");
    }

    static void writeCertificates(Path file, List<X509Certificate> certificates) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate certificate : certificates) {
                text.append(text("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (CertificateException e) {
            throw new IOException("a certificate for " + file + " cannot be encoded: " + e.getMessage(), e);
        }
        write(file, text.toString(), "rw-r--r--");
    }

    /** All certificates of a file, at least one. */
    static List<X509Certificate> readCertificates(Path file) throws IOException {
        try {
            List<X509Certificate> read =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(read(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!read.isEmpty()) {
                return read;
            }
        } catch (CertificateException e) {
            throw new IOException(file + " is not a certificate in PEM form: " + e.getMessage(), e);
        }
        throw new IOException(file + " has no certificate in it");
    }

    /** The key of a file that nobody else can read; what is wrong is said without any of its content. */
    static PrivateKey readKey(Path file, String algorithm) throws IOException {
        Set<PosixFilePermission> open = EnumSet.noneOf(PosixFilePermission.class);
        open.addAll(Files.getPosixFilePermissions(file));
        open.retainAll(OTHERS);
        if (!open.isEmpty()) {
            throw new IOException(file + " is a private key that others than its owner have rights to ("
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    + "); if nobody can have copied it, 'chmod 600 " + file + "', otherwise make a new one");
        }
        Matcher key = KEY.matcher(new String(read(file), StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw new IOException(file + " has no private key in PKCS#8 PEM form in it");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause is left out: it might show a part of the key.
            throw new IOException(file + " is not a private key of the kind " + algorithm);
        }
    }

    private static byte[] read(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(file + " is longer than " + BYTES_MAX + " bytes; it is no key or certificate");
        }
        return Files.readAllBytes(file);
    }

    /** Never half a file, and never one that others may read for a moment. */
    private static void write(Path file, String text, String permissions) throws IOException {
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(), "draft", ".pem", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(draft, text, StandardOpenOption.TRUNCATE_EXISTING);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(permissions));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static String text(String kind, byte[] content) {
        Base64.Encoder lines = Base64.getMimeEncoder(LINE_CHARS, new byte[] {'\n'});
        return "-----BEGIN " + kind + "-----\n" + lines.encodeToString(content) + "\n-----END " + kind + "-----\n";
    }
}
