package org.amf4j.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.amf4j.certificates.CertificateFolder;
import org.amf4j.certificates.NodeCredentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node shows to the others, read at its start. */
final class OwnCredentials {

    private static final Logger LOG = LoggerFactory.getLogger(OwnCredentials.class);

    private OwnCredentials() {}

    /**
     * The credentials; empty when security is off.
     *
     * @param base the folder of the cluster file
     * @throws IOException when they cannot be used, with a remedy
     */
    static Optional<NodeCredentials> read(String node, Security security, Path base) throws IOException {
        if (!security.on()) {
            LOG.atWarn()
                    .addKeyValue("node", node)
                    .log("traffic between nodes is neither encrypted nor authenticated, as security is off");
            return Optional.empty();
        }
        CertificateFolder folder = new CertificateFolder(security.folder(base));
        Instant now = Instant.now();
        NodeCredentials credentials = NodeCredentials.read(folder, node, now);
        if (credentials.expiresSoon(now)) {
            LOG.atWarn()
                    .addKeyValue("node", node)
                    .addKeyValue("expires", credentials.expires())
                    .addKeyValue(
                            "remedy", "amf certificates create --dir " + folder.path() + " --node " + node + " --renew")
                    .log("the certificate of this node expires soon; nodes refuse it then");
        }
        return Optional.of(credentials);
    }
}
