package org.amf4j.node;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.amf4j.ckpt.message.PeerCodec;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.message.Question;
import org.amf4j.ckpt.node.Caller;
import org.amf4j.ckpt.node.CheckpointNode;
import org.amf4j.ckpt.node.ClientCall;
import org.amf4j.ckpt.node.Effect;
import org.amf4j.ckpt.node.ReplicaStore;
import org.amf4j.ckpt.registry.CheckpointSummary;
import org.amf4j.protocol.checkpoint.CheckpointRequest;
import org.amf4j.telemetry.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a node: runs its {@link CheckpointNode}, serves the socket of its processes, and passes messages.
 *
 * <p>Whoever brings something does the work itself, one at a time, and does not wait for anything else: handing it to
 * another thread would cost more than the work. All methods may be called by any thread.
 */
public final class CheckpointService implements AutoCloseable {

    /** The longest frame: what one call can write, and a little. */
    static final int FRAME_BYTES_MAX = 3 << 20;

    private static final int SESSIONS_MAX = 4_096;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Time between ticks when nothing has come in for {@link #REST_AFTER_NANOS}: a node at rest takes no processor. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** And when there are no checkpoints here at all. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long REST_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SHUTDOWN_MILLIS = 1_000;

    /** For how long it is taken for granted that the lease still lasts; less than the lease's margin. */
    private static final long LEASE_LOOK_NANOS = 5_000_000;

    private static final String PERMISSIONS = "rw-rw-rw-";
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointService.class);

    private final Sender sender;
    private final BooleanSupplier mayServe;
    private final BiConsumer<String, Throwable> fatal;
    private final ReentrantLock lock = new ReentrantLock();
    private final CheckpointNode node;
    private final Map<Long, CheckpointSession> sessions = new ConcurrentHashMap<>();
    private final AtomicLong lastSession = new AtomicLong();
    /** Guarded by lock: the sessions that something has been said to, but not sent. */
    private final Set<CheckpointSession> spoken = new LinkedHashSet<>();

    private final EventLoopGroup threads;
    private final Thread ticker;
    private final Counter calls;
    private final Counter writes;
    private final Timer latency;
    private final Inspection inspection;
    private Optional<UnixServer> server = Optional.empty();
    private volatile boolean isClosed;
    private volatile boolean rests;
    private volatile long heardNanos = System.nanoTime();
    private long lookedNanos;
    private boolean served;
    private String leader = "";

    /**
     * What is outside.
     *
     * @param sender sends to a node's checkpoint service
     * @param mayServe whether the node's lease lasts
     * @param store keeps the replicas of durable checkpoints; used by one thread at a time
     * @param fatal told when the process must end
     */
    public record Surroundings(
            Sender sender,
            BooleanSupplier mayServe,
            ReplicaStore store,
            MeterRegistry meters,
            BiConsumer<String, Throwable> fatal) {}

    /** Sends bytes to the checkpoint service of a node. */
    @FunctionalInterface
    public interface Sender {
        /**
         * Must not block.
         *
         * @param isRepeated whether it is said again when it gets lost: nobody else has to
         */
        void send(String node, byte[] bytes, boolean isRepeated);
    }

    private CheckpointService(String self, long life, Surroundings surroundings) {
        this.sender = surroundings.sender();
        this.mayServe = surroundings.mayServe();
        this.fatal = surroundings.fatal();
        this.node = new CheckpointNode(self, life, surroundings.store());
        this.threads = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("checkpoint-socket", true), NioIoHandler.newFactory());
        this.ticker = Thread.ofPlatform().daemon().name("checkpoint-tick").unstarted(this::tick);
        this.inspection = new Inspection(this::send);
        MeterRegistry meters = surroundings.meters();
        this.calls = Metric.CHECKPOINT_CALLS.counter(meters);
        this.writes = Metric.CHECKPOINT_WRITES.counter(meters);
        this.latency = Metric.CHECKPOINT_LATENCY.timer(meters);
        Metric.CHECKPOINT_REPLICAS.gauge(meters, this, s -> s.look(CheckpointNode::replicas));
        Metric.CHECKPOINT_LAG.gauge(meters, this, s -> s.look(CheckpointNode::lag));
    }

    /**
     * Starts the service of a node; it knows no checkpoint until the node has joined the cluster.
     *
     * @param self the node's name
     * @param life the life with which its agent joins
     * @param socket the file of the socket
     * @throws IOException when the socket cannot be served
     */
    public static CheckpointService start(String self, long life, Path socket, Surroundings surroundings)
            throws IOException {
        CheckpointService service = new CheckpointService(self, life, surroundings);
        Peers peers = Peers.sameAsOurs(socket.toAbsolutePath().getParent());
        FrameEncoder encoder = new FrameEncoder();
        try {
            service.server = Optional.of(UnixServer.open(
                    socket.toAbsolutePath().normalize(),
                    PERMISSIONS,
                    service.threads,
                    new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            if (service.sessions.size() >= SESSIONS_MAX) {
                                LOG.atWarn()
                                        .addKeyValue("sessions", SESSIONS_MAX)
                                        .log("too many connections to the checkpoint socket, one more was refused");
                                channel.close();
                                return;
                            }
                            channel.pipeline()
                                    .addLast(
                                            new FrameDecoder(CheckpointRequest.parser(), FRAME_BYTES_MAX),
                                            encoder,
                                            new CheckpointSession(
                                                    service.lastSession.incrementAndGet(), peers, service));
                        }
                    }));
        } catch (IOException | RuntimeException e) {
            service.close();
            throw e;
        }
        service.ticker.start();
        return service;
    }

    // ---- what comes in

    void connected(long number, CheckpointSession session) {
        sessions.put(number, session);
    }

    void disconnected(long number) {
        sessions.remove(number);
        with(n -> n.sessionEnded(number));
    }

    /** What has come in at once from a process; not empty. */
    void called(List<CheckpointNode.Arrival> arrivals) {
        calls.increment(arrivals.size());
        writes.increment(arrivals.stream()
                .filter(a -> a.call() instanceof ClientCall.Modify)
                .count());
        with(n -> n.called(arrivals));
    }

    /** Bytes from a node's checkpoint service. The leader's part is the caller's: see {@link #isForLeader}. */
    public void received(String from, PeerMessage message) {
        if (message instanceof PeerMessage.ListAnswered listed) {
            inspection.listed(listed);
        } else {
            with(n -> n.received(from, message));
        }
    }

    /** Whether a message is for the leader of the controllers, not for a node. */
    public static boolean isForLeader(PeerMessage message) {
        return message instanceof PeerMessage.Greeting
                || message instanceof PeerMessage.Asked
                || message instanceof PeerMessage.ListAsked;
    }

    /** Another controller leads. */
    public void leaderIs(String name) {
        with(n -> {
            leader = name;
            return n.leaderIs(Optional.of(name));
        });
    }

    /** The node's agent begins another life: the node has left the cluster, and will join it anew. */
    public void restart(long life) {
        LOG.atInfo().addKeyValue("life", life).log("checkpoints begin another life");
        with(n -> n.restart(life));
    }

    /** Asks the leader which checkpoints there are; nothing when it does not answer. */
    public void list(Consumer<Optional<List<CheckpointSummary>>> answer) {
        inspection.list(look(n -> leader), answer);
    }

    /**
     * Asks about a checkpoint as an operator, who needs no opening; nothing when no replica answers.
     *
     * @param active the node of its active replica
     */
    public void inspect(long id, String active, Question question, Consumer<Optional<Effect.Reply>> answer) {
        Caller caller = inspection.caller(answer);
        with(n -> n.inspected(caller, id, question, active));
    }

    /** A process has its answer after so long. */
    void took(long nanos) {
        latency.record(nanos, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        while (!isClosed) {
            rests = System.nanoTime() - heardNanos > REST_AFTER_NANOS;
            LockSupport.parkNanos(rests ? restNanos() : TICK_NANOS);
            rests = false;
            turn(CheckpointNode::tick);
            inspection.tick(System.nanoTime());
        }
    }

    private long restNanos() {
        return look(CheckpointNode::isIdle) && inspection.isIdle() ? IDLE_NANOS : REST_NANOS;
    }

    /** Something has come in: what is to follow from it in some milliseconds does not wait for a ticker that rests. */
    private void with(Function<CheckpointNode, List<Effect>> input) {
        heardNanos = System.nanoTime();
        if (rests) {
            LockSupport.unpark(ticker);
        }
        turn(input);
    }

    private void turn(Function<CheckpointNode, List<Effect>> input) {
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            now();
            for (Effect effect : input.apply(node)) {
                perform(effect);
            }
            spoken.forEach(CheckpointSession::flush);
            spoken.clear();
        } catch (UncheckedIOException e) {
            LOG.atError().setCause(e).log("a durable checkpoint cannot be kept");
            fatal.accept(e.getMessage(), e);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a rule of the checkpoint service was broken");
            fatal.accept("a rule of the checkpoint service was broken: " + e, e);
        } finally {
            lock.unlock();
        }
    }

    private <T> T look(Function<CheckpointNode, T> question) {
        lock.lock();
        try {
            return question.apply(node);
        } finally {
            lock.unlock();
        }
    }

    private void now() {
        long nanos = System.nanoTime();
        if (nanos - lookedNanos > LEASE_LOOK_NANOS) {
            lookedNanos = nanos;
            served = mayServe.getAsBoolean();
        }
        Instant now = Instant.now();
        node.now(nanos, now.getEpochSecond() * 1_000_000_000L + now.getNano(), served);
    }

    // ---- what goes out

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Send send -> send(send.node(), send.message());
            case Effect.Reply reply -> {
                if (reply.caller().session() == Inspection.SESSION) {
                    inspection.answered(reply);
                } else {
                    session(reply.caller().session()).ifPresent(s -> s.answer(CheckpointCodec.reply(reply)));
                }
            }
            case Effect.Changed changed ->
                session(changed.session()).ifPresent(s -> s.send(CheckpointCodec.changed(changed)));
            case Effect.Space space ->
                LOG.atWarn()
                        .addKeyValue("checkpoint", space.checkpoint())
                        .log(space.isExhausted() ? "checkpoint sections exhausted" : "checkpoint sections available");
        }
    }

    /** A session that is about to be told something. */
    private Optional<CheckpointSession> session(long number) {
        Optional<CheckpointSession> session = Optional.ofNullable(sessions.get(number));
        session.ifPresent(spoken::add);
        return session;
    }

    private void send(String to, PeerMessage message) {
        sender.send(to, PeerCodec.toBytes(message), message.isRepeated());
    }

    @Override
    public void close() {
        lock.lock(); // whoever has begun something ends it
        isClosed = true;
        lock.unlock();
        LockSupport.unpark(ticker);
        server.ifPresent(UnixServer::close);
        threads.shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(SHUTDOWN_MILLIS);
    }
}
