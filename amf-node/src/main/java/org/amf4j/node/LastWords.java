package org.amf4j.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.amf4j.clc.Guardian;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By what the guardian of an agent proves that nothing of the agent runs any more: a word that it alone knows, and whose
 * digest the agent has told the controllers while it lived. Whoever listens on the network learns it when it is of no use
 * any more.
 *
 * <p>An agent in a virtual machine can leave the word with the machine's host as well: when the machine has ended, nothing of the
 * agent runs, and nobody inside is left to say so.
 */
final class LastWords {

    /** Names the file or device by which the machine's host is told; in the environment of the node's process. */
    static final String HOST_DEVICE = "AMF_LAST_WORD";

    private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);
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

    /**
     * Leaves the word with the machine's host, if there is a way to: one line, the word and each listener after a tab. A host that
     * was not told only makes the others wait for the lease.
     */
    static void leaveWithHost(Guardian.LastWord word, Map<String, String> environment) {
        String device = environment.getOrDefault(HOST_DEVICE, "");
        if (device.isEmpty() || word.word().isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(word.word());
        word.listeners()
                .forEach(listener -> line.append('\t')
                        .append(listener.getAddress().getHostAddress())
                        .append(' ')
                        .append(listener.getPort()));
        try {
            Files.writeString(Path.of(device), line.append('\n'), StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("device", device)
                    .log("the host cannot be told the last word; the end of this machine is noticed by the lease only");
        }
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
