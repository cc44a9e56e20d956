package org.amf4j.server;

import java.util.function.BiConsumer;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.transport.GroupChannel;

/** Sends a controller's messages; what a lost one is asked for again anyway, the grant of a lease, costs no acknowledgement. */
record ClusterSender(GroupChannel channel) implements BiConsumer<String, ClusterMessage> {

    @Override
    public void accept(String to, ClusterMessage message) {
        if (message.hasLeaseGrant()) {
            channel.sendFleeting(to, message.toByteArray());
        } else {
            channel.send(to, message.toByteArray());
        }
    }
}
