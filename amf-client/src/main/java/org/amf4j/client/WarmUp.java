package org.amf4j.client;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AgentLossPolicy;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.ComponentAdapter;
import org.amf4j.api.amf.CsiFlag;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.Removal;
import org.amf4j.api.amf.SessionOptions;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.protocol.component.Attribute;
import org.amf4j.protocol.component.Callback;
import org.amf4j.protocol.component.Csi;
import org.amf4j.protocol.component.Healthcheck;
import org.amf4j.protocol.component.RemoveCsi;
import org.amf4j.protocol.component.SetCsi;
import org.amf4j.protocol.component.ToComponent;

/**
 * Takes the way of a callback some hundred times before the first one comes.
 *
 * <p>A process that stands by for months enters the callback that makes it active once. Through code that has hardly
 * run, the way there takes tens of milliseconds the first time and half of one later; that time would be part of every
 * outage. So, while the application still starts, a thread of low priority lets a made-up component in a session of its
 * own, over a pipe, go through its life.
 */
final class WarmUp {

    /** Lives of the made-up component: enough for the simple compiler, which compiles after 200 calls. */
    static final int ROUNDS = 100;

    private static final String CSI = "safCsi=warm-up,safSi=warm-up,safApp=warm-up";
    private static final Dn COMPONENT = Dn.of("safComp=warm-up,safSu=warm-up,safSg=warm-up,safApp=warm-up");
    private static final long ANSWER_TIMEOUT_SECONDS = 5;

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private WarmUp() {}

    /** Begins, once in a process: a container has many sessions. */
    static void start() {
        if (!STARTED.compareAndSet(false, true)) {
            return;
        }
        Thread thread = new Thread(WarmUp::tryRun, "amf-warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private static void tryRun() {
        try {
            run();
        } catch (IOException | RuntimeException | InterruptedException e) {
            // The first callbacks will be slower; nothing else depends on it.
            System.getLogger("org.amf4j.client").log(Level.DEBUG, "warm-up ended early", e);
        }
    }

    /** Lets the component live; how often it did. */
    static int run() throws IOException, InterruptedException {
        SessionOptions options =
                SessionOptions.of(COMPONENT, Path.of("none")).withAgentLossPolicy(AgentLossPolicy.CALLBACK);
        Pipe pipe = Pipe.open();
        Answers answers = new Answers();
        AgentConnection connection = AgentConnection.over(pipe.source(), answers);
        try (Pipe.SinkChannel sink = pipe.sink();
                ClientSession session = ClientSession.rehearsing(options, connection, new Idle())) {
            List<ByteBuffer> life = life();
            for (int round = 0; round < ROUNDS; round++) {
                if (!live(life, sink, answers)) {
                    return round;
                }
            }
            return ROUNDS;
        }
    }

    private static boolean live(List<ByteBuffer> life, Pipe.SinkChannel sink, Answers answers)
            throws IOException, InterruptedException {
        for (ByteBuffer callback : life) {
            sink.write(callback.duplicate());
            if (!answers.count.tryAcquire(ANSWER_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                return false;
            }
        }
        return true;
    }

    private static List<ByteBuffer> life() throws IOException {
        Csi.Builder named = Csi.newBuilder().setName(CSI);
        Csi.Builder complete = named.clone()
                .addAttributes(Attribute.newBuilder().setName("port").addValues("0"));
        return List.of(
                frame(set(HaState.STANDBY, CsiFlag.ADD_ONE, complete).setStandbyRank(1)),
                frame(set(HaState.ACTIVE, CsiFlag.TARGET_ONE, named)
                        .setTransition(TransitionDescriptor.NOT_QUIESCED.value())),
                frame(Callback.newBuilder()
                        .setHealthcheck(Healthcheck.newBuilder().setKey("check"))),
                frame(Callback.newBuilder()
                        .setRemoveCsi(RemoveCsi.newBuilder()
                                .setFlags(CsiFlag.TARGET_ONE.value())
                                .addCsis(CSI))));
    }

    private static SetCsi.Builder set(HaState state, CsiFlag flag, Csi.Builder csi) {
        return SetCsi.newBuilder()
                .setHaState(state.value())
                .setFlags(flag.value())
                .addCsis(csi)
                .setActiveComponent(COMPONENT.toString());
    }

    private static ByteBuffer frame(SetCsi.Builder set) throws IOException {
        return frame(Callback.newBuilder().setSetCsi(set));
    }

    private static ByteBuffer frame(Callback.Builder callback) throws IOException {
        ToComponent message = ToComponent.newBuilder()
                .setCallback(callback.setInvocation(Long.MAX_VALUE)
                        .setTimeoutNanos(TimeUnit.SECONDS.toNanos(ANSWER_TIMEOUT_SECONDS)))
                .build();
        ByteBuffer frame = ByteBuffer.allocate(CodedOutputStream.computeMessageSizeNoTag(message));
        CodedOutputStream encoder = CodedOutputStream.newInstance(frame);
        encoder.writeMessageNoTag(message);
        encoder.flush();
        return frame.flip();
    }

    /** Counts answers and forgets them. */
    private static final class Answers implements WritableByteChannel {

        private final Semaphore count = new Semaphore(0);

        @Override
        public int write(ByteBuffer frame) {
            int size = frame.remaining();
            frame.position(frame.limit());
            count.release();
            return size;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private static final class Idle extends ComponentAdapter {

        @Override
        public void active(Assignment assignment) {
            assignment.attribute("port");
            assignment.done();
        }

        @Override
        public void quiesced(Assignment assignment) {
            assignment.done();
        }

        @Override
        public void removed(Removal removal) {
            removal.done();
        }
    }
}
