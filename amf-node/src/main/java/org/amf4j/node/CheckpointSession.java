package org.amf4j.node;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.ckpt.node.Caller;
import org.amf4j.ckpt.node.CheckpointNode;
import org.amf4j.ckpt.node.ClientCall;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one process to the checkpoint service. While too much of what it has asked is unanswered, no more is
 * read; a process that does not read its answers is let go.
 */
final class CheckpointSession extends SimpleChannelInboundHandler<CheckpointRequest> {

    /** Requests that may be unanswered before reading stops. */
    static final int UNANSWERED_MAX = 4_096;

    /** Bytes of unanswered requests before reading stops, but for one request. */
    static final long UNANSWERED_BYTES_MAX = 16L << 20;

    /** Changes that are handed over at once, at most: nobody else is served meanwhile. */
    private static final int TOGETHER_MAX = 64;

    private static final long TIMEOUT_NANOS_MAX = 600_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointSession.class);

    private final long number;
    private final Peers peers;
    private final CheckpointService service;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicLong unansweredBytes = new AtomicLong();
    private final Map<Long, UnderWay> underWay = new ConcurrentHashMap<>();
    /** Requests that have been read and not handed over; for the connection's thread. */
    private final List<CheckpointNode.Arrival> arrived = new ArrayList<>();

    private volatile Optional<ChannelHandlerContext> context = Optional.empty();
    private volatile Optional<PromptWriter> writer = Optional.empty();

    private record UnderWay(int bytes, long sinceNanos) {}

    CheckpointSession(long number, Peers peers, CheckpointService service) {
        super(CheckpointRequest.class);
        this.number = number;
        this.peers = peers;
        this.service = service;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        if (!peers.mayOpenSessions(Peers.userOf(active.channel()))) {
            LOG.atWarn().log("a process of another user was refused at the checkpoint socket");
            active.close();
            return;
        }
        writer = Optional.of(new PromptWriter(active.channel()));
        context = Optional.of(active);
        service.connected(number, this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext reading, CheckpointRequest request) {
        if (context.isEmpty()) {
            return;
        }
        ClientCall call;
        try {
            call = CheckpointCodec.call(request);
        } catch (AisException e) {
            refuse(request, e.status(), e.reason());
            return;
        } catch (IllegalArgumentException e) {
            refuse(request, AisStatus.ERR_INVALID_PARAM, String.valueOf(e.getMessage()));
            return;
        }
        int size = request.getSerializedSize();
        long nowNanos = System.nanoTime();
        if (underWay.putIfAbsent(request.getRequest(), new UnderWay(size, nowNanos)) != null) {
            refuse(request, AisStatus.ERR_INVALID_PARAM, "request " + request.getRequest() + " is under way already");
            return;
        }
        boolean isMuch = unansweredBytes.addAndGet(size) > UNANSWERED_BYTES_MAX;
        if (unanswered.incrementAndGet() > UNANSWERED_MAX || isMuch) {
            reading.channel().config().setAutoRead(false);
        }
        long waitNanos = Math.clamp(request.getTimeoutNanos(), 0, TIMEOUT_NANOS_MAX);
        arrived.add(new CheckpointNode.Arrival(new Caller(number, request.getRequest(), nowNanos + waitNanos), call));
        // Only changes wait for each other: their answers are short, those to reads may be too long to be written at
        // once.
        if (arrived.size() == TOGETHER_MAX || !(call instanceof ClientCall.Modify)) {
            handOver();
        }
    }

    /** What could be read at once has been read. */
    @Override
    public void channelReadComplete(ChannelHandlerContext reading) {
        handOver();
        reading.fireChannelReadComplete();
    }

    private void handOver() {
        if (!arrived.isEmpty()) {
            List<CheckpointNode.Arrival> together = List.copyOf(arrived);
            arrived.clear();
            service.called(together);
        }
    }

    private void refuse(CheckpointRequest request, AisStatus status, String text) {
        send(CheckpointReply.newBuilder()
                .setRequest(request.getRequest())
                .setStatus(status.value())
                .setText(text)
                .build());
        flush();
    }

    /** An answer, which {@link #flush} sends; may be called by any thread. */
    void answer(CheckpointReply reply) {
        UnderWay request = underWay.remove(reply.getRequest());
        if (request != null) {
            service.took(System.nanoTime() - request.sinceNanos());
            long bytes = unansweredBytes.addAndGet(-request.bytes());
            int left = unanswered.decrementAndGet();
            context.filter(c -> !c.channel().config().isAutoRead())
                    .filter(c -> left <= UNANSWERED_MAX / 2 && bytes <= UNANSWERED_BYTES_MAX / 2)
                    .ifPresent(c -> c.channel().config().setAutoRead(true));
        }
        send(reply);
    }

    /** Something that nobody has asked for, which {@link #flush} sends; may be called by any thread. */
    void send(CheckpointReply frame) {
        writer.ifPresent(w -> w.add(frame));
    }

    /** Sends what has been said. */
    void flush() {
        if (writer.isPresent() && !writer.get().flush()) {
            LOG.atWarn().addKeyValue("session", number).log("a process does not read its answers, it is let go");
            context.ifPresent(ChannelHandlerContext::close);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        handOver();
        if (context.isPresent()) {
            context = Optional.empty();
            service.disconnected(number);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failing, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("session", number)
                .addKeyValue("cause", String.valueOf(cause.getMessage()))
                .log("a connection of the checkpoint socket has failed");
        failing.close();
    }
}
