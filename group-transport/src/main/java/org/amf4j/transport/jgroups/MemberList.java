package org.amf4j.transport.jgroups;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.transport.jgroups.ChannelConfig.Endpoint;

/** Who the members of the group are at present, and where they listen. Any thread may read it while it is replaced. */
final class MemberList {

    private volatile Known known;

    /** What is said of one list, so that nobody sees half of the next one. */
    private record Known(
            Map<String, Endpoint> members,
            Map<InetSocketAddress, String> names,
            Map<String, InetSocketAddress> addresses) {}

    MemberList(Map<String, Endpoint> members) {
        replace(members);
    }

    /** From now on these are the members. */
    void replace(Map<String, Endpoint> members) {
        Map<InetSocketAddress, String> names = new HashMap<>();
        Map<String, InetSocketAddress> addresses = new TreeMap<>();
        members.forEach((name, endpoint) -> {
            names.put(endpoint.address(), name);
            addresses.put(name, endpoint.address());
        });
        known = new Known(Map.copyOf(members), Map.copyOf(names), Map.copyOf(addresses));
    }

    /** Who listens at an address. */
    Map<InetSocketAddress, String> names() {
        return known.names();
    }

    /** Where each listens for messages. */
    Map<String, InetSocketAddress> addresses() {
        return known.addresses();
    }

    boolean has(String member) {
        return known.members().containsKey(member);
    }

    /** All addresses for messages, in no order. */
    List<InetSocketAddress> hosts() {
        return List.copyOf(known.addresses().values());
    }

    /** The member that listens for messages there. */
    Optional<Endpoint> at(InetSocketAddress address) {
        Known now = known;
        return Optional.ofNullable(now.names().get(address)).map(now.members()::get);
    }
}
