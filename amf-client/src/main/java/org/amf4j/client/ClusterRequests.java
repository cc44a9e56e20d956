package org.amf4j.client;

import org.amf4j.protocol.component.ClusterAnswer;
import org.amf4j.protocol.component.ClusterNodeGet;
import org.amf4j.protocol.component.ClusterOpen;
import org.amf4j.protocol.component.ClusterTrack;
import org.amf4j.protocol.component.ClusterTrackStop;
import org.amf4j.protocol.component.ClusterViewGet;
import org.amf4j.protocol.component.ToAgent;

/** Requests about the membership, without their number. */
final class ClusterRequests {

    private ClusterRequests() {}

    static ToAgent.Builder open() {
        return ToAgent.newBuilder().setClusterOpen(ClusterOpen.getDefaultInstance());
    }

    static ToAgent.Builder track(int flags, long token) {
        return ToAgent.newBuilder()
                .setClusterTrack(ClusterTrack.newBuilder().setFlags(flags).setToken(token));
    }

    static ToAgent.Builder stop() {
        return ToAgent.newBuilder().setClusterTrackStop(ClusterTrackStop.getDefaultInstance());
    }

    static ToAgent.Builder view() {
        return ToAgent.newBuilder().setClusterViewGet(ClusterViewGet.getDefaultInstance());
    }

    static ToAgent.Builder node(long nodeId) {
        return ToAgent.newBuilder()
                .setClusterNodeGet(ClusterNodeGet.newBuilder().setNodeId(nodeId));
    }

    static ToAgent.Builder answer(long invocation, int answer) {
        return ToAgent.newBuilder()
                .setClusterAnswer(
                        ClusterAnswer.newBuilder().setInvocation(invocation).setAnswer(answer));
    }
}
