package org.amf4j.node;

import com.google.protobuf.ByteString;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.core.agent.AgentAction;
import org.amf4j.core.agent.AgentEvent;
import org.amf4j.core.agent.Caller;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.restart.SessionToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's hands for sessions: serves the component socket and carries out what concerns sessions, in the loop. */
final class SessionHands implements SessionListener, AutoCloseable {

    /** Most connections at a time. */
    static final int SESSIONS_MAX = 4_096;

    /** Number of the session of those who report without one; sessions begin with 1. */
    static final long NOBODY = 0;

    /** Everyone may connect; who may speak for a component is decided by the user at the other end. */
    private static final String PERMISSIONS = "rw-rw-rw-";

    private static final Logger LOG = LoggerFactory.getLogger(SessionHands.class);

    private final AgentLoop loop;
    private final MembershipLink membership;
    private final NotificationLink notifications;
    private final ImmLink model;
    private final Consumer<AgentEvent> machine;
    /** Changed in the loop; read by whoever has the agent leave. */
    private final Map<Long, ComponentSession> sessions = new ConcurrentSkipListMap<>();

    private final AtomicLong lastNumber = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final SessionTokens tokens = new SessionTokens();
    private Runnable allBack = () -> {};
    private Optional<UnixServer> server = Optional.empty();

    /** What sessions ask about that is not the business of one component. */
    record Links(MembershipLink membership, NotificationLink notifications, ImmLink model) {}

    SessionHands(AgentLoop loop, Links links, Consumer<AgentEvent> machine) {
        this.loop = loop;
        this.notifications = links.notifications();
        this.model = links.model();
        this.membership = links.membership();
        this.machine = machine;
    }

    /** Begins to serve, with a rule about who may speak for components. */
    void open(NodeSettings settings, EventLoopGroup threads, Peers peers) throws IOException {
        FrameEncoder encoder = new FrameEncoder();
        server = Optional.of(UnixServer.open(
                settings.componentSocket(), PERMISSIONS, threads, new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (connections.incrementAndGet() > SESSIONS_MAX) {
                            LOG.atWarn()
                                    .addKeyValue("sessions", SESSIONS_MAX)
                                    .log("too many sessions, one more was refused");
                            channel.closeFuture().addListener(closed -> connections.decrementAndGet());
                            channel.close();
                            return;
                        }
                        FrameDecoder decoder = new FrameDecoder(ToAgent.parser());
                        ComponentSession session =
                                new ComponentSession(lastNumber.incrementAndGet(), peers, decoder, SessionHands.this);
                        channel.closeFuture().addListener(closed -> connections.decrementAndGet());
                        channel.pipeline().addLast(decoder, encoder, session);
                    }
                }));
    }

    /** Has somebody come and go without a word, of whom nothing is left; see {@link FailureRehearsal}. Blocks for a moment. */
    void rehearse() {
        server.ifPresent(own -> {
            try (SocketChannel visitor = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                visitor.connect(UnixDomainSocketAddress.of(own.path()));
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("the end of sessions is not rehearsed"); // the agent ends already
            }
        });
    }

    /**
     * Goes on with the sessions of an earlier process; before it is opened.
     *
     * @param lastSession numbers go on after this one
     * @param awaited those that may come back
     * @param whenAllAreBack told once, in the loop
     */
    void await(long lastSession, List<SessionToken> awaited, Runnable whenAllAreBack) {
        lastNumber.set(lastSession);
        tokens.await(awaited);
        allBack = whenAllAreBack;
        if (awaited.isEmpty()) {
            loop.execute(whenAllAreBack);
        }
    }

    /** Sessions that have not come back have ended. */
    void giveUpAwaited() {
        for (SessionToken missing : tokens.giveUp()) {
            machine.accept(new AgentEvent.SessionClosed(
                    loop.nowNanos(),
                    Dn.of(missing.getComponent()),
                    missing.getSession(),
                    false,
                    "the process has not come back after a restart of the agent"));
        }
    }

    /** The tokens of all sessions of components. */
    List<SessionToken> tokens() {
        return tokens.all();
    }

    /** The last number of a session. */
    long lastNumber() {
        return lastNumber.get();
    }

    /**
     * Serves nobody any more, and then tells everybody that the agent leaves: who hears it connects again at once, and is to meet
     * the next process only, as this one would refuse to go on with a session. Blocks until all is told, at most some seconds.
     */
    void leave(long backWithinNanos) {
        close();
        List<ChannelFuture> ends = sessions.values().stream()
                .flatMap(session -> session.leave(backWithinNanos).stream())
                .toList();
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * ComponentSession.LINGER_SECONDS);
        ends.forEach(end -> end.awaitUninterruptibly(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void greeted(ComponentSession session, long request) {
        loop.execute(() -> {
            sessions.put(session.number(), session);
            if (session.component().isRoot()) {
                session.reply(request, AisStatus.OK, "");
            } else {
                machine.accept(new AgentEvent.SessionOpened(loop.nowNanos(), caller(session, request)));
            }
        });
    }

    @Override
    public void resumed(ComponentSession session, long request, ByteString token) {
        loop.execute(() -> {
            Optional<Long> earlier = tokens.back(token, session.component());
            if (earlier.isEmpty()) {
                session.refuse(request, AisStatus.ERR_NOT_EXIST, "there is no session with this token any more");
                return;
            }
            session.goOnAs(earlier.get());
            session.begins();
            sessions.put(session.number(), session);
            session.send(ComponentCodec.greeting(request, token));
            machine.accept(new AgentEvent.SessionResumed(loop.nowNanos(), session.component(), session.number()));
            if (tokens.areAllBack()) {
                allBack.run();
            }
        });
    }

    @Override
    public void requested(ComponentSession session, ToAgent frame) {
        loop.execute(() -> {
            handle(session, frame);
            session.handled();
        });
    }

    private void handle(ComponentSession session, ToAgent frame) {
        if (MembershipLink.isAbout(frame)) {
            membership.requested(session, frame);
            return;
        }
        if (NotificationLink.isAbout(frame)) {
            notifications.requested(session, frame);
            return;
        }
        if (ImmLink.isAbout(frame)) {
            model.requested(session, frame);
            return;
        }
        boolean anonymous = session.component().isRoot();
        AgentEvent event;
        try {
            event = ComponentCodec.toEvent(loop.nowNanos(), caller(session, frame.getRequest()), frame);
        } catch (IllegalArgumentException e) {
            boolean unknown = frame.getBodyCase() == ToAgent.BodyCase.BODY_NOT_SET;
            ComponentLog.misbehaved(session.component(), "sent an invalid request: " + e.getMessage());
            session.reply(
                    frame.getRequest(),
                    unknown ? AisStatus.ERR_NOT_SUPPORTED : AisStatus.ERR_INVALID_PARAM,
                    e.getMessage());
            return;
        }
        boolean open = event instanceof AgentEvent.ErrorReported || event instanceof AgentEvent.ErrorCleared;
        if (anonymous && !open) {
            session.reply(
                    frame.getRequest(),
                    AisStatus.ERR_BAD_OPERATION,
                    "this session is for error reports and what is about the cluster only");
        } else {
            machine.accept(event);
        }
    }

    private static Caller caller(ComponentSession session, long request) {
        return new Caller(session.component(), session.number(), request);
    }

    @Override
    public void ended(ComponentSession session, boolean broken, String detail) {
        loop.execute(() -> {
            membership.ended(session.number());
            model.ended(session.number());
            tokens.ended(session.number());
            boolean greeted =
                    Optional.ofNullable(sessions.remove(session.number())).isPresent();
            if (greeted && !session.component().isRoot()) {
                machine.accept(new AgentEvent.SessionClosed(
                        loop.nowNanos(), session.component(), session.number(), broken, detail));
            } else if (broken) {
                LOG.atWarn().addKeyValue("what", detail).log("a process without a component broke the protocol");
            }
        });
    }

    void call(AgentAction.SendCallback send) {
        find(send.session()).ifPresent(session -> session.send(ComponentCodec.callback(send)));
    }

    void answer(AgentAction.AnswerRequest answer) {
        if (answer.caller().session() == NOBODY && answer.status() != AisStatus.OK) {
            LOG.atWarn()
                    .addKeyValue("status", answer.status())
                    .addKeyValue("why", answer.text())
                    .log("the error report of a script was refused");
        }
        find(answer.caller().session()).ifPresent(session -> {
            long request = answer.caller().request();
            boolean begins = session.begins() && answer.status() == AisStatus.OK;
            session.send(
                    begins
                            ? ComponentCodec.greeting(request, tokens.issue(session.number(), session.component()))
                            : ComponentCodec.result(answer));
        });
    }

    void answer(AgentAction.AnswerGroup answer) {
        find(answer.caller().session()).ifPresent(session -> session.send(ComponentCodec.result(answer)));
    }

    void notify(AgentAction.NotifyGroup notify) {
        find(notify.caller().session()).ifPresent(session -> session.send(ComponentCodec.notification(notify)));
    }

    void close(AgentAction.CloseSession close) {
        ComponentSession session = sessions.remove(close.session());
        if (session != null) {
            session.close();
        }
    }

    private Optional<ComponentSession> find(long number) {
        return Optional.ofNullable(sessions.get(number));
    }

    @Override
    public void close() {
        server.ifPresent(UnixServer::close);
    }
}
