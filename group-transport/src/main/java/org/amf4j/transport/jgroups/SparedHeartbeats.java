package org.amf4j.transport.jgroups;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jgroups.Address;
import org.jgroups.EmptyMessage;
import org.jgroups.Event;
import org.jgroups.Header;
import org.jgroups.Message;
import org.jgroups.View;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FailureDetection;
import org.jgroups.stack.Protocol;

/**
 * Leaves heartbeats out to members that were sent something else since the last one. FD_ALL3 sends its heartbeats to all, and
 * takes any message for one; a node at rest renews its lease with the controllers as often anyway, and each message wakes
 * three threads. Belongs directly below FD_ALL3.
 */
final class SparedHeartbeats extends Protocol {

    private static final short OF_DETECTOR = ClassConfigurator.getProtocolId(FD_ALL3.class);

    /** Outside of the numbers that JGroups gives to its own protocols. */
    private static final short PROTOCOL_ID = 2_101;

    /** Members that were sent something since the last heartbeat; marked by whoever sends. */
    private final Set<Address> addressed = ConcurrentHashMap.newKeySet();

    private volatile List<Address> members = List.of();

    SparedHeartbeats() {
        setId(PROTOCOL_ID);
    }

    @Override
    public Object down(Event event) {
        if (event.type() == Event.VIEW_CHANGE) {
            View view = event.getArg();
            members = view.getMembers();
            addressed.retainAll(members);
        }
        return down_prot.down(event);
    }

    @Override
    public Object down(Message message) {
        Header header = message.getHeader(OF_DETECTOR);
        if (message.dest() == null && header instanceof FailureDetection.HeartbeatHeader) {
            members.forEach(member -> beat(member, header));
            return null;
        }
        if (message.dest() == null) {
            addressed.addAll(members);
        } else {
            addressed.add(message.dest());
        }
        return down_prot.down(message);
    }

    private void beat(Address member, Header heartbeat) {
        if (!member.equals(local_addr) && !addressed.remove(member)) {
            down_prot.down(
                    new EmptyMessage(member).putHeader(OF_DETECTOR, heartbeat).setFlag(Message.Flag.OOB));
        }
    }
}
