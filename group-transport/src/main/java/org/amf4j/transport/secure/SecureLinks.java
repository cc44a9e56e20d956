package org.amf4j.transport.secure;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.amf4j.certificates.NodeCredentials;

/**
 * Mutual TLS among the members of one port: TLS 1.3 only, both sides show certificates.
 *
 * <p>Safe for use by several threads.
 */
public final class SecureLinks {

    /** The only version of TLS that is spoken. */
    public static final String PROTOCOL = "TLSv1.3";

    /** In order of preference: nodes compile little, so that fewer rounds count more than a longer key. */
    private static final List<String> CIPHERS =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private final OwnKey key;
    private final PeerTrust trust;
    private final Refusals refusals;
    private final SSLContext context;

    /**
     * Links of one member to the others.
     *
     * @param members who listens where; these and no others may connect
     * @param what what is connected to, for the log
     */
    public SecureLinks(NodeCredentials credentials, Map<InetSocketAddress, String> members, String what) {
        this(credentials, () -> members, what);
    }

    /** Links of one member to others that may come and go: the list is asked at each handshake. */
    public SecureLinks(NodeCredentials credentials, Supplier<Map<InetSocketAddress, String>> members, String what) {
        key = new OwnKey(credentials);
        refusals = new Refusals(credentials.node(), what);
        trust = new PeerTrust(credentials, members, refusals);
        try {
            context = SSLContext.getInstance(PROTOCOL);
            context.init(new KeyManager[] {key}, trust.asArray(), null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + PROTOCOL + ": " + e.getMessage(), e);
        }
    }

    /** The only ciphers that are used, best first. */
    public List<String> ciphers() {
        return CIPHERS;
    }

    /** For sockets. */
    public SSLContext context() {
        return context;
    }

    /** For libraries that make a context of their own. */
    public KeyManager keyManager() {
        return key;
    }

    /** For libraries that make a context of their own. */
    public TrustManager trustManager() {
        return trust;
    }

    /** Says in the log that a peer was refused, unless it was said lately. */
    public void refused(SocketAddress peer, Throwable why) {
        refusals.refused(peer, why);
    }
}
