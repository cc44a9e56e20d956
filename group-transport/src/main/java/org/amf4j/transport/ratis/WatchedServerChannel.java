package org.amf4j.transport.ratis;

import java.net.SocketAddress;
import java.util.List;
import org.amf4j.transport.secure.SecureLinks;
import org.apache.ratis.thirdparty.io.netty.channel.Channel;
import org.apache.ratis.thirdparty.io.netty.channel.ChannelHandlerContext;
import org.apache.ratis.thirdparty.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.ratis.thirdparty.io.netty.channel.socket.nio.NioServerSocketChannel;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslHandler;

/** Says in the log whose handshake has failed, which gRPC keeps to itself. */
final class WatchedServerChannel extends NioServerSocketChannel {

    private static final long HANDSHAKE_MILLIS_MAX = 3_000;

    private final SecureLinks links;

    WatchedServerChannel(SecureLinks links) {
        this.links = links;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int result = super.doReadMessages(accepted);
        accepted.forEach(channel -> ((Channel) channel).pipeline().addLast(new HandshakeWatch(links)));
        return result;
    }

    /** By the time a connection is active, gRPC has put the handler for TLS behind this one. */
    private static final class HandshakeWatch extends ChannelInboundHandlerAdapter {

        private final SecureLinks links;

        HandshakeWatch(SecureLinks links) {
            this.links = links;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) throws Exception {
            SslHandler handler = context.pipeline().get(SslHandler.class);
            if (handler == null) {
                throw new IllegalStateException("a connection of the log is not secured; it is closed");
            }
            SocketAddress peer = context.channel().remoteAddress();
            handler.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS_MAX);
            handler.handshakeFuture().addListener(handshake -> {
                if (!handshake.isSuccess()) {
                    links.refused(peer, handshake.cause());
                }
            });
            super.channelActive(context);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
