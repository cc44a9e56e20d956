package org.amf4j.transport.jgroups;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.Event;
import org.jgroups.View;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.stack.IpAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FD_SOCK2 with a listening port per member that is configured, not computed, and that may be closed by a firewall.
 *
 * <p>The original adds one offset to every member's port. That cannot work where several members share an address and
 * have arbitrary free ports.
 *
 * <p>It also connects to a neighbour in whatever thread tells it of a view or of a false alarm, often the one that reads the
 * messages of a peer: a neighbour that does not answer keeps that peer from being heard until it is suspected as well. Here
 * a thread of its own connects. And it suspects whom it cannot connect to. A port that swallows packets says nothing about
 * its process; only one that refuses does. Who merely does not answer is watched by heartbeats, and asked again later.
 */
final class NeighbourWatch extends FD_SOCK2 {

    private static final Logger LOG = LoggerFactory.getLogger(NeighbourWatch.class);
    private static final long ASK_AGAIN_MILLIS = 5_000;

    /** Most looks at neighbours that wait for their turn; each says the same. */
    private static final int LOOKS_MAX = 100;

    private final int ownPort;
    private final MemberList members;

    private volatile ThreadPoolExecutor looks;
    private volatile View lastView;

    /** Neighbours that neither answered nor refused; used by the looking thread only. */
    private final Set<Address> unanswered = new LinkedHashSet<>();

    NeighbourWatch(ChannelConfig config, MemberList members) {
        // The number under which headers go over the wire belongs to the class; a subclass has none of its own.
        setId(ClassConfigurator.getProtocolId(FD_SOCK2.class));
        connect_timeout = ProtocolStack.CONNECT_TIMEOUT_MILLIS;
        ownPort = config.own().failureDetectionPort();
        this.members = members;
    }

    @Override
    public String getName() {
        return FD_SOCK2.class.getSimpleName();
    }

    @Override
    protected int[] computeBindPorts(int transportPort) {
        return new int[] {ownPort};
    }

    @Override
    protected List<IpAddress> getPhysicalAddresses(Address member) {
        Object address = down_prot.down(new Event(Event.GET_PHYSICAL_ADDRESS, member));
        if (!(address instanceof IpAddress ip)) {
            return List.of();
        }
        return members.at(new InetSocketAddress(ip.getIpAddress(), ip.getPort()))
                .map(place -> List.of(new IpAddress(ip.getIpAddress(), place.failureDetectionPort())))
                .orElse(List.of());
    }

    @Override
    public void start() throws Exception {
        looks = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(LOOKS_MAX),
                task -> getThreadFactory().newThread(task, "neighbour-watch"),
                new ThreadPoolExecutor.DiscardPolicy());
        super.start();
    }

    @Override
    public void stop() {
        if (looks != null) { // it never started if a protocol below could not
            looks.shutdownNow();
        }
        super.stop();
    }

    @Override
    protected void handleView(View view) {
        lastView = view;
        super.handleView(view);
    }

    @Override
    public void handle(@SuppressWarnings("ClassEscapesDefinedScope") Request request) {
        looks.execute(() -> {
            try {
                super.handle(request);
            } catch (Exception failed) { // JGroups declares no narrower type
                LOG.atWarn().setCause(failed).log("the neighbour could not be watched; heartbeats watch it");
            }
        });
    }

    /** A death is told before the next neighbour is asked, which may take its time. */
    @Override
    protected void connectToNextPingDest(Address died) {
        if (died != null) {
            broadcastSuspectMessage(List.of(died));
        }
        super.connectToNextPingDest(null);
        if (!unanswered.isEmpty()) {
            LOG.atDebug().addKeyValue("neighbours", unanswered).log("neighbours do not answer; heartbeats watch them");
            unanswered.clear();
            timer.schedule(this::askAgain, ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS, false);
        }
    }

    private void askAgain() {
        View view = lastView;
        if (view != null && !looks.isShutdown()) {
            super.handleView(view);
        }
    }

    @Override
    protected boolean connectTo(IpAddress port, Address member) {
        if (super.connectTo(port, member)) {
            return true;
        }
        if (!refuses(port)) {
            unanswered.add(member);
        }
        return false;
    }

    private static boolean refuses(IpAddress port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(port.getIpAddress(), port.getPort()), ProtocolStack.CONNECT_TIMEOUT_MILLIS);
            return false;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }

    @Override
    protected void broadcastSuspectMessage(List<Address> suspects) {
        List<Address> dead = new ArrayList<>(suspects);
        dead.removeAll(unanswered);
        super.broadcastSuspectMessage(dead);
    }
}
