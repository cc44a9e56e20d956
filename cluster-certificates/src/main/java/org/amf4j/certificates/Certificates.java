package org.amf4j.certificates;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.HexFormat;

/** Makes keys and signs certificates: elliptic curve P-256, ECDSA with SHA-256, X.509 version 3. */
final class Certificates {

    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 126;
    private static final int AUTHORITY_NAME_BYTES = 4;

    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
    private static final byte[] COMMON_NAME = Der.identifier("2.5.4.3");
    private static final byte[] KEY_USAGE = Der.identifier("2.5.29.15");
    private static final byte[] ALTERNATIVE_NAME = Der.identifier("2.5.29.17");
    private static final byte[] BASIC_CONSTRAINTS = Der.identifier("2.5.29.19");
    private static final byte[] EXTENDED_KEY_USAGE = Der.identifier("2.5.29.37");
    private static final byte[] SERVER = Der.identifier("1.3.6.1.5.5.7.3.1");
    private static final byte[] CLIENT = Der.identifier("1.3.6.1.5.5.7.3.2");
    private static final byte[] DIGITAL_SIGNATURE = Der.bits(7, (byte) 0x80);
    private static final byte[] SIGN_CERTIFICATES = Der.bits(1, (byte) 0x06);
    private static final int URI_NAME = 6;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Certificates() {}

    /** From when until when a certificate is valid. */
    record Validity(Instant from, Instant until) {}

    /** Who signs: the subject and the key of an authority. */
    record Issuer(byte[] name, PrivateKey key) {}

    static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE), RANDOM);
        return generator.generateKeyPair();
    }

    /** A certificate that an authority gives itself; its name has a random part, so that two are told apart. */
    static X509Certificate authority(KeyPair keys, Validity validity) throws GeneralSecurityException {
        byte[] random = new byte[AUTHORITY_NAME_BYTES];
        RANDOM.nextBytes(random);
        byte[] name = name("amf4j cluster " + HexFormat.of().formatHex(random));
        byte[] extensions = Der.sequence(
                critical(BASIC_CONSTRAINTS, Der.sequence(Der.yes(), Der.integer(0))),
                critical(KEY_USAGE, SIGN_CERTIFICATES));
        return signed(new Issuer(name, keys.getPrivate()), validity, name, keys.getPublic(), extensions);
    }

    static X509Certificate node(Issuer issuer, Validity validity, String node, PublicKey key)
            throws GeneralSecurityException {
        byte[] uri = NodeName.uri(node).getBytes(StandardCharsets.US_ASCII);
        byte[] extensions = Der.sequence(
                critical(KEY_USAGE, DIGITAL_SIGNATURE),
                extension(EXTENDED_KEY_USAGE, Der.sequence(SERVER, CLIENT)),
                extension(ALTERNATIVE_NAME, Der.sequence(Der.implicit(URI_NAME, uri))));
        return signed(issuer, validity, name(node), key, extensions);
    }

    private static X509Certificate signed(
            Issuer issuer, Validity validity, byte[] subject, PublicKey key, byte[] extensions)
            throws GeneralSecurityException {
        byte[] content = Der.sequence(
                Der.explicit(0, Der.integer(2)), // version 3
                Der.integer(new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE)),
                ECDSA_WITH_SHA256,
                issuer.name(),
                Der.sequence(Der.time(validity.from()), Der.time(validity.until())),
                subject,
                key.getEncoded(),
                Der.explicit(3, extensions));
        Signature signature = Signature.getInstance(SIGNATURE);
        signature.initSign(issuer.key());
        signature.update(content);
        byte[] certificate = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.utf8(commonName))));
    }

    private static byte[] critical(byte[] identifier, byte[] value) {
        return Der.sequence(identifier, Der.yes(), Der.octets(value));
    }

    private static byte[] extension(byte[] identifier, byte[] value) {
        return Der.sequence(identifier, Der.octets(value));
    }
}
