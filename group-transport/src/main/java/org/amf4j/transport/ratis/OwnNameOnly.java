package org.amf4j.transport.ratis;

import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.amf4j.certificates.NodeName;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.Grpc;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A voter may ask for votes and append entries under the name in its certificate only.
 *
 * <p>The services for clients and administrators of Ratis are on the same port; nobody uses them over the network, so
 * they are refused altogether.
 */
final class OwnNameOnly implements ServerInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(OwnNameOnly.class);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Optional<String> peer = certified(call);
        String service = call.getMethodDescriptor().getServiceName();
        if (peer.isEmpty() || !RaftServerProtocolServiceGrpc.SERVICE_NAME.equals(service)) {
            return refuse(call, peer.orElse("nobody"), "it calls " + service + ", which nobody may over the network");
        }
        ByteString name = ByteString.copyFromUtf8(peer.get());
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            private boolean refused;

            @Override
            public void onMessage(Q request) {
                if (refused) {
                    return;
                }
                ByteString claimed = requestor(request);
                if (name.equals(claimed)) {
                    super.onMessage(request);
                } else {
                    refused = true;
                    refuse(call, peer.get(), "it says that it is " + claimed.toStringUtf8());
                    onCancel();
                }
            }

            @Override
            public void onHalfClose() {
                if (!refused) {
                    super.onHalfClose();
                }
            }
        };
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, String peer, String reason) {
        LOG.atWarn()
                .addKeyValue("peer", peer)
                .addKeyValue("address", call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR))
                .addKeyValue("reason", reason)
                .log("request of a voter refused; see that each node has the certificates made for it");
        call.close(Status.PERMISSION_DENIED.withDescription(reason), new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private static Optional<String> certified(ServerCall<?, ?> call) {
        SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            return Optional.empty();
        }
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? NodeName.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            // Without a certificate there is no name; the caller refuses.
            return Optional.empty();
        }
    }

    private static ByteString requestor(Object request) {
        RaftRpcRequestProto header = switch (request) {
            case AppendEntriesRequestProto append -> append.getServerRequest();
            case RequestVoteRequestProto vote -> vote.getServerRequest();
            case InstallSnapshotRequestProto snapshot -> snapshot.getServerRequest();
            case ReadIndexRequestProto read -> read.getServerRequest();
            case StartLeaderElectionRequestProto election -> election.getServerRequest();
            default -> RaftRpcRequestProto.getDefaultInstance();
        };
        return header.getRequestorId();
    }
}
