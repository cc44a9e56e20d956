package org.amf4j.node;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket of the operators: only the agent's user can open it. Frames as on the socket of the components. */
public final class OperatorSocket implements AutoCloseable {

    /** Requests of one connection that may be unanswered. */
    private static final int UNANSWERED_MAX = 64;

    private static final String PERMISSIONS = "rw-------";
    private static final long SHUTDOWN_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(OperatorSocket.class);

    private final EventLoopGroup threads;
    private final UnixServer server;

    private OperatorSocket(EventLoopGroup threads, UnixServer server) {
        this.threads = threads;
        this.server = server;
    }

    /**
     * Serves the operators of a node.
     *
     * @param path the socket's file, at most 107 bytes
     * @param handler answers
     * @throws IOException when the path is too long, in use by a running program, or is no socket
     */
    public static OperatorSocket open(Path path, OperatorHandler handler) throws IOException {
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("operator-socket", true), NioIoHandler.newFactory());
        FrameEncoder encoder = new FrameEncoder();
        ChannelInitializer<Channel> sessions = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new FrameDecoder(AdminRequest.parser()), encoder, new Session(handler));
            }
        };
        try {
            return new OperatorSocket(
                    threads, UnixServer.open(path.toAbsolutePath().normalize(), PERMISSIONS, threads, sessions));
        } catch (IOException | RuntimeException e) {
            threads.shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
            throw e;
        }
    }

    /** Takes no more requests and removes the socket's file. */
    @Override
    public void close() {
        server.close();
        threads.shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(SHUTDOWN_MILLIS);
    }

    private static final class Session extends SimpleChannelInboundHandler<AdminRequest> {
        private final OperatorHandler handler;
        private final Set<String> unanswered = new LinkedHashSet<>();

        Session(OperatorHandler handler) {
            this.handler = handler;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, AdminRequest request) {
            if (unanswered.size() >= UNANSWERED_MAX) {
                context.writeAndFlush(AdminReply.newBuilder()
                        .setId(request.getId())
                        .setStatus(AisStatus.ERR_TRY_AGAIN.value())
                        .setText("more than " + UNANSWERED_MAX
                                + " requests of this connection are unanswered; wait for some")
                        .build());
                return;
            }
            unanswered.add(request.getId());
            handler.handle(
                    request,
                    reply -> context.executor().execute(() -> {
                        unanswered.remove(request.getId());
                        context.writeAndFlush(reply);
                    }));
        }

        /** Who has hung up has done something else since a leader comes for whom his request waits. */
        @Override
        public void channelInactive(ChannelHandlerContext context) {
            unanswered.forEach(handler::withdraw);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.atWarn().setCause(cause).log("a connection of an operator has failed");
            context.close();
        }
    }
}
