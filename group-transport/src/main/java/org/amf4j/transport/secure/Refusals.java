package org.amf4j.transport.secure;

import java.io.EOFException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log whom this node has refused and what would help; of one address at most once in ten seconds. */
final class Refusals {

    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int ADDRESSES_MAX = 64;
    private static final int CAUSES_MAX = 10;
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final String member;
    private final String what;
    /** Guarded by this: when an address was last written about; the oldest is forgotten first. */
    private final Map<String, Long> said = new LinkedHashMap<>();

    /**
     * Will speak for a member.
     *
     * @param what what the peers wanted to be connected to
     */
    Refusals(String member, String what) {
        this.member = member;
        this.what = what;
    }

    void refused(SocketAddress peer, Throwable why) {
        Throwable root = root(why);
        if (hasGoneAway(root)) {
            LOG.atDebug()
                    .addKeyValue("member", member)
                    .addKeyValue("peer", peer)
                    .log("a peer has gone before it was secured");
            return;
        }
        if (isToBeSaid(host(peer))) {
            LOG.atWarn()
                    .addKeyValue("member", member)
                    .addKeyValue("port", what)
                    .addKeyValue("peer", peer)
                    .addKeyValue("reason", reason(root))
                    .log("peer refused");
        }
    }

    /** What was wrong, and what helps. */
    static String reason(Throwable root) {
        String text = String.valueOf(root.getMessage());
        if (root instanceof CertificateException) {
            return text;
        }
        if (text.contains("Unsupported or unrecognized SSL message") || text.contains("not an SSL/TLS record")) {
            return "it does not speak TLS; if it is a node of this cluster, take 'security: off' from its cluster.yaml and"
                    + " start it without --insecure";
        }
        if (root instanceof SocketTimeoutException) {
            return "it has not shown in time who it is; see whether it hangs";
        }
        if (text.contains("Empty client certificate chain")) {
            return "it shows no certificate; if it is a node of this cluster, create one with 'amf certificates create'";
        }
        if (text.contains("fatal alert")) {
            return "it refuses this node (" + text + "); its own log says why";
        }
        return text;
    }

    private synchronized boolean isToBeSaid(String host) {
        long now = System.nanoTime();
        Long last = said.get(host);
        if (last != null && now - last < QUIET_NANOS) {
            return false;
        }
        said.remove(host);
        if (said.size() >= ADDRESSES_MAX) {
            said.remove(said.keySet().iterator().next());
        }
        said.put(host, now);
        return true;
    }

    private static String host(SocketAddress peer) {
        return peer instanceof InetSocketAddress address ? address.getHostString() : String.valueOf(peer);
    }

    /** Port scanners and watchers of ports connect and go; that is nothing to be told of. */
    private static boolean hasGoneAway(Throwable root) {
        return root instanceof EOFException
                || root instanceof SocketException
                || root instanceof java.nio.channels.ClosedChannelException;
    }

    private static Throwable root(Throwable why) {
        Throwable root = why;
        for (int i = 0; i < CAUSES_MAX && root.getCause() != null && !(root instanceof Refused); i++) {
            root = root.getCause();
        }
        return root;
    }
}
