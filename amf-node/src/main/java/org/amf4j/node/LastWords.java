package org.amf4j.node;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.amf4j.clc.Guardian;

/**
 * By what the guardian of an agent proves that nothing of the agent runs any more: a word that it alone knows, and whose
 * digest the agent has told the controllers while it lived. Whoever listens on the network learns it when it is of no use
 * any more.
 */
final class LastWords {

    private static final int RANDOM_BYTES = 16;

    private final String secret;

    LastWords() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        secret = HexFormat.of().formatHex(random);
    }

    /** What the guardian says, to whom. */
    Guardian.LastWord of(NodeSettings settings, Leasing leasing) {
        String line = String.join(
                " ", List.of("amf4j-ended", Long.toString(settings.incarnation()), secret, settings.agentName()));
        return new Guardian.LastWord(line, leasing.witnesses());
    }

    /** The SHA-256 digest of the secret word. */
    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
