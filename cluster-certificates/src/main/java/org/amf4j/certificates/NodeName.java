package org.amf4j.certificates;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whose certificate it is: a URI among the subject's alternative names.
 *
 * <p>A certificate names the node and no address, so it stays valid when addresses change; who listens where is said
 * by the cluster's own configuration.
 */
public final class NodeName {

    private static final String PREFIX = "amf4j://node/";
    private static final int URI = 6;

    private NodeName() {}

    /** The node that the certificate names; empty when it names none or several. */
    public static Optional<String> of(X509Certificate certificate) {
        Collection<List<?>> names;
        try {
            names = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            // Names that cannot be read are no names; whoever asks refuses the certificate for that.
            return Optional.empty();
        }
        List<String> nodes = names == null
                ? List.of()
                : names.stream()
                        .filter(name -> name.get(0).equals(URI))
                        .map(name -> name.get(1).toString())
                        .filter(uri -> uri.startsWith(PREFIX))
                        .map(uri -> URLDecoder.decode(uri.substring(PREFIX.length()), StandardCharsets.UTF_8))
                        .toList();
        return nodes.size() == 1 ? Optional.of(nodes.get(0)) : Optional.empty();
    }

    static String uri(String node) {
        return PREFIX + URLEncoder.encode(node, StandardCharsets.UTF_8);
    }
}
