package org.amf4j.node;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.protocol.component.Hello;
import org.amf4j.protocol.component.Leaving;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/** One connection of a process. Reading happens on the socket's thread; sending and closing may be done by any. */
final class ComponentSession extends SimpleChannelInboundHandler<ToAgent> {

    static final int PROTOCOL_VERSION = 1;

    /** Requests that may wait for the agent before no more are read. */
    static final int WAITING_MAX = 256;

    /** Time for the first request, in seconds. */
    private static final long HELLO_SECONDS = 10;

    /** Time for the last bytes when the agent ends a session, in seconds. */
    static final long LINGER_SECONDS = 1;

    private volatile long number;
    private final Peers peers;
    private final SessionListener listener;
    private final FrameDecoder decoder;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Optional<Channel> channel = Optional.empty();
    private volatile Optional<UserPrincipal> user = Optional.empty();
    private volatile Optional<String> broken = Optional.empty();
    private volatile Dn component = Dn.ROOT;
    private boolean greeted;
    private boolean begun;

    ComponentSession(long number, Peers peers, FrameDecoder decoder, SessionListener listener) {
        this.number = number;
        this.peers = peers;
        this.decoder = decoder;
        this.listener = listener;
    }

    long number() {
        return number;
    }

    /** Whether this is the answer to the first request, which has none yet; in the loop. */
    boolean begins() {
        boolean begins = !begun;
        begun = true;
        return begins;
    }

    /** The session is the one that had this number; in the loop, before anything else is asked in it. */
    void goOnAs(long earlier) {
        number = earlier;
    }

    /** The component that the process speaks for; the root name for one that only reports errors. */
    Dn component() {
        return component;
    }

    private boolean isTrusted() {
        return peers.mayOpenSessions(user);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = Optional.of(context.channel());
        user = Peers.userOf(context.channel());
        context.executor()
                .schedule(
                        () -> {
                            if (!greeted) {
                                context.close();
                            }
                        },
                        HELLO_SECONDS,
                        TimeUnit.SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ToAgent frame) {
        if (broken.isPresent()) {
            return;
        }
        if (!greeted) {
            greet(frame);
            return;
        }
        if (waiting.incrementAndGet() >= WAITING_MAX) {
            context.channel().config().setAutoRead(false);
            // The agent may have caught up just before, and then nobody else would turn reading on again.
            readOnIf(waiting.get() <= WAITING_MAX / 2);
        }
        listener.requested(this, frame);
    }

    private void greet(ToAgent frame) {
        if (frame.getBodyCase() != ToAgent.BodyCase.HELLO) {
            breakOff("the first request is " + frame.getBodyCase() + " instead of HELLO");
            return;
        }
        Hello hello = frame.getHello();
        Dn name;
        try {
            name = Dn.of(hello.getComponent());
        } catch (IllegalArgumentException e) {
            refuse(frame.getRequest(), AisStatus.ERR_INVALID_PARAM, e.getMessage());
            return;
        }
        if (hello.getProtocolVersion() != PROTOCOL_VERSION) {
            refuse(frame.getRequest(), AisStatus.ERR_VERSION, "this agent speaks version " + PROTOCOL_VERSION);
        } else if (!isTrusted()) {
            String who = user.map(UserPrincipal::getName).orElse("unknown");
            ComponentLog.misbehaved(name, "a process of user " + who + " wanted a session and was refused");
            refuse(
                    frame.getRequest(),
                    AisStatus.ERR_ACCESS_DENIED,
                    "user " + who + " may not open sessions; run the process as the agent's user");
        } else {
            greeted = true;
            component = name;
            if (hello.getResumeToken().isEmpty()) {
                listener.greeted(this, frame.getRequest());
            } else {
                listener.resumed(this, frame.getRequest(), hello.getResumeToken());
            }
        }
    }

    /** Answers the first request, and ends the session. */
    void refuse(long request, AisStatus status, String text) {
        reply(request, status, text);
        close();
    }

    /** The agent has handled a request; reads on if reading was stopped. */
    void handled() {
        readOnIf(waiting.decrementAndGet() == WAITING_MAX / 2);
    }

    private void readOnIf(boolean caughtUp) {
        if (caughtUp) {
            channel.ifPresent(open -> open.config().setAutoRead(true));
        }
    }

    void reply(long request, AisStatus status, String text) {
        send(ToComponent.newBuilder()
                .setResult(Result.newBuilder()
                        .setRequest(request)
                        .setStatus(status.value())
                        .setText(text))
                .build());
    }

    /** Sends; a result of a request without number is dropped, and a process that does not read loses its session. */
    void send(ToComponent message) {
        if (message.hasResult() && message.getResult().getRequest() == 0) {
            return;
        }
        channel.ifPresent(open -> {
            if (open.isWritable()) {
                open.writeAndFlush(message, open.voidPromise());
            } else if (open.isActive()) {
                breakOff("more than " + UnixServer.UNREAD_BYTES_MAX + " bytes wait to be read by the process");
            }
        });
    }

    private void breakOff(String detail) {
        broken = Optional.of(detail);
        channel.ifPresent(Channel::close);
    }

    /** The agent leaves: whoever connects again in time can go on. Ends the session; returns its end, if it had begun. */
    Optional<ChannelFuture> leave(long backWithinNanos) {
        send(ToComponent.newBuilder()
                .setLeaving(Leaving.newBuilder().setBackWithinNanos(backWithinNanos))
                .build());
        close();
        return channel.map(Channel::closeFuture);
    }

    /** Ends the session when what was sent is read, or soon after. */
    void close() {
        // Part of a failure: no expressions that are linked at their first use, see NodeAgent.
        if (channel.isPresent()) {
            Channel open = channel.get();
            open.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            open.eventLoop().schedule(new Closing(open), LINGER_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The end of a connection whose other side has not read what was sent. */
    private record Closing(Channel open) implements Runnable {
        @Override
        public void run() {
            open.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        boolean cut = decoder.isCut();
        listener.ended(
                this,
                broken.isPresent(),
                broken.orElse(cut ? "the connection ended in the middle of a frame" : "the connection ended"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException) {
            Throwable reason = cause.getCause() == null ? cause : cause.getCause();
            breakOff("not a frame of the protocol: " + reason.getMessage());
        } else {
            context.close();
        }
    }
}
