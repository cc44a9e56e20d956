package org.amf4j.transport.jgroups;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.certificates.NodeCredentials;
import org.jgroups.Address;
import org.jgroups.PhysicalAddress;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG2;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;

/**
 * The JGroups protocols of a channel, bottom first.
 *
 * <p>There is no flow control: it would make a sender wait for a peer that hangs, and {@code send} must not wait. What
 * a peer has not acknowledged is kept by UNICAST3 until it leaves the view, and {@link JGroupsChannel} bounds it.
 *
 * <p>With credentials every connection is mutual TLS.
 */
final class ProtocolStack {

    /** How long a connection to another member may take, in milliseconds. */
    static final int CONNECT_TIMEOUT_MILLIS = 300;

    private static final int LEAVE_TIMEOUT_MILLIS = 300;
    private static final int POOL_THREADS_MAX = 50;
    private static final int FRAGMENT_BYTES = 60_000;
    private static final int STABLE_BYTES_MAX = 4_000_000;
    private static final long STABLE_GOSSIP_MILLIS = 50_000;

    /** How many times as long a member whose view has everybody waits before it says again who it is. */
    private static final int SELDOM = 4;

    private final UNICAST3 unicast = new UNICAST3();
    private final MERGE3 merge = new MERGE3();
    private final TCPPING ping = new TCPPING();
    private final MemberList members;
    private final Optional<SecuredSockets> sockets;
    private final long mergeIntervalMillis;
    private final List<Protocol> protocols;

    ProtocolStack(ChannelConfig config, Optional<NodeCredentials> credentials) {
        ChannelConfig.Detection detection = config.detection();
        InetAddress bind = config.own().address().getAddress();
        this.mergeIntervalMillis = detection.mergeIntervalMillis();
        this.members = new MemberList(config.members());
        this.sockets = credentials.map(own -> new SecuredSockets(members, own));
        lookForOthers(true);
        List<Protocol> stack = new ArrayList<>(List.of(
                transport(config, sockets),
                ping.initialHosts(members.hosts()).portRange(0).asyncDiscovery(true),
                merge));
        if (credentials.isEmpty()) {
            // Without its own bind address it would listen everywhere, announce another address, and see no death.
            stack.add(new NeighbourWatch(config, members).setBindAddress(bind).setPortRange(0));
        }
        stack.addAll(List.of(
                new SparedHeartbeats(),
                new FD_ALL3()
                        .setTimeout(detection.heartbeatTimeoutMillis())
                        .setInterval(detection.heartbeatIntervalMillis()),
                new VERIFY_SUSPECT2().setTimeout(detection.verifySuspectMillis()),
                new NAKACK2().useMcastXmit(false),
                unicast,
                new STABLE().setDesiredAverageGossip(STABLE_GOSSIP_MILLIS).setMaxBytes(STABLE_BYTES_MAX),
                new GMS()
                        .printLocalAddress(false)
                        .setJoinTimeout(detection.joinTimeoutMillis())
                        // Not longer than anybody can be unheard: messages wait meanwhile for whoever takes a merged
                        // view,
                        // and members that do not see each other yet never acknowledge it.
                        .setViewAckCollectionTimeout(detection.heartbeatIntervalMillis())
                        .setMergeTimeout(detection.heartbeatTimeoutMillis())
                        .setLeaveTimeout(LEAVE_TIMEOUT_MILLIS),
                new FRAG2().setFragSize(FRAGMENT_BYTES)));
        protocols = List.copyOf(stack);
    }

    List<Protocol> protocols() {
        return protocols;
    }

    /** From now on these are the members: others are not let in, and connections with others are closed. */
    void replaceMembers(Map<String, ChannelConfig.Endpoint> others) {
        members.replace(others);
        ping.initialHosts(members.hosts());
        ping.clearDynamicHostList();
        sockets.ifPresent(SecuredSockets::closeStrangers);
    }

    /**
     * How often this member says who it is, so that parts of a group find each other: often while somebody is missing here,
     * and otherwise for the sake of those who miss us.
     */
    void lookForOthers(boolean isAnybodyMissing) {
        long interval = isAnybodyMissing ? mergeIntervalMillis : mergeIntervalMillis * SELDOM;
        merge.setMinInterval(1).setMaxInterval(interval).setMinInterval(interval / 3);
    }

    /** Keeps what was sent until it is acknowledged. */
    UNICAST3 unicast() {
        return unicast;
    }

    /**
     * To be called before leaving. The answer to a leaving member can get lost, as its connection is closed at the same
     * time; a member that waits for it must not be found and taken in again.
     */
    void stopMerging() {
        merge.stop();
    }

    private static TCP transport(ChannelConfig config, Optional<SecuredSockets> sockets) {
        TCP tcp = new Transport();
        tcp.setBindAddress(config.own().address().getAddress())
                .setBindPort(config.own().address().getPort())
                .setPortRange(0)
                // Measured: a round trip takes half as long again with virtual threads.
                .useVirtualThreads(false);
        tcp.tcpNodelay(true).setSockConnTimeout(CONNECT_TIMEOUT_MILLIS);
        tcp.getThreadPool().setMaxThreads(POOL_THREADS_MAX);
        sockets.ifPresent(secured -> secure(tcp, secured));
        return tcp;
    }

    /**
     * FD_SOCK2 cannot speak TLS, so that its port would tell and believe anybody. The end of a secured connection says as
     * much of a death: all members have connections to each other, as heartbeats go to all.
     */
    private static void secure(TCP tcp, SecuredSockets sockets) {
        tcp.setSocketFactory(sockets);
        tcp.enableSuspectEvents(true);
        tcp.logDetails(false);
    }

    /** TCP whose messages take the way of {@link ViewsAside}; a policy that is an object cannot be set from outside. */
    private static final class Transport extends TCP {

        Transport() {
            // The number under which headers go over the wire belongs to the class; a subclass has none of its own.
            setId(ClassConfigurator.getProtocolId(TCP.class));
            message_processing_policy = null;
            // Nobody waits for a peer that does not read: neither senders nor other peers.
            PromptBundler prompt = new PromptBundler(this::isConnected);
            setBundler(prompt);
            msg_processing_policy = new ViewsAside(prompt::heard);
        }

        private boolean isConnected(Address member) {
            PhysicalAddress address = getPhysicalAddressFromCache(member);
            return address != null && srv.connectionEstablishedTo(address);
        }

        @Override
        public String getName() {
            return TCP.class.getSimpleName();
        }
    }
}
