package org.amf4j.certificates;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/** Whether a private key is the one of a certificate. */
final class KeyMatch {

    private static final byte[] TEXT = "amf4j".getBytes(StandardCharsets.US_ASCII);

    private KeyMatch() {}

    static boolean belong(PrivateKey key, X509Certificate certificate) {
        String algorithm = "SHA256with" + (key.getAlgorithm().equals("EC") ? "ECDSA" : key.getAlgorithm());
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(TEXT);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(TEXT);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // Keys of different kinds do not fit together.
            return false;
        }
    }
}
