package org.amf4j.transport.jgroups;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jgroups.Address;
import org.jgroups.Event;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.stack.IpAddress;

/**
 * FD_SOCK2 with a listening port per member that is configured, not computed.
 *
 * <p>The original adds one offset to every member's port. That cannot work where several members share an address and
 * have arbitrary free ports.
 */
final class NeighbourWatch extends FD_SOCK2 {

    private final int ownPort;
    private final Map<IpAddress, IpAddress> watchedAt = new HashMap<>();

    NeighbourWatch(ChannelConfig config) {
        // The number under which headers go over the wire belongs to the class; a subclass has none of its own.
        setId(ClassConfigurator.getProtocolId(FD_SOCK2.class));
        ownPort = config.own().failureDetectionPort();
        for (ChannelConfig.Endpoint member : config.members().values()) {
            InetSocketAddress address = member.address();
            watchedAt.put(
                    new IpAddress(address.getAddress(), address.getPort()),
                    new IpAddress(address.getAddress(), member.failureDetectionPort()));
        }
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
        IpAddress watched = address instanceof IpAddress ip ? watchedAt.get(ip) : null;
        return watched == null ? List.of() : List.of(watched);
    }
}
