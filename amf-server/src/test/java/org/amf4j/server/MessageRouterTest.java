package org.amf4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.Hello;
import org.amf4j.protocol.cluster.LeaseGrant;
import org.amf4j.protocol.cluster.LeaseRefused;
import org.amf4j.protocol.cluster.LeaseRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which messages pass by those that wait. */
class MessageRouterTest {

    @Test
    @DisplayName(
            "requests for leases and grants are known by their look; what must keep its place among views is not taken")
    void leases() {
        LeaseRequest request = LeaseRequest.newBuilder().setIncarnation(1).build();

        assertThat(MessageRouter.isOfLease(bytes(ClusterMessage.newBuilder().setLeaseRequest(request))))
                .isTrue();
        assertThat(MessageRouter.isOfLease(
                        bytes(ClusterMessage.newBuilder().setLeaseGrant(LeaseGrant.getDefaultInstance()))))
                .isTrue();
        assertThat(MessageRouter.isOfLease(
                        bytes(ClusterMessage.newBuilder().setLeaseRefused(LeaseRefused.getDefaultInstance()))))
                .isFalse();
        assertThat(MessageRouter.isOfLease(bytes(ClusterMessage.newBuilder().setHello(Hello.getDefaultInstance()))))
                .isFalse();
        assertThat(MessageRouter.isOfLease(new byte[0])).isFalse();
    }

    private static byte[] bytes(ClusterMessage.Builder message) {
        return message.build().toByteArray();
    }
}
