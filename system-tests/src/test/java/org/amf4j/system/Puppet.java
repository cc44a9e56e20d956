package org.amf4j.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.protocol.component.Callback;
import org.amf4j.protocol.component.ChangeCsi;
import org.amf4j.protocol.component.HaReadinessSet;
import org.amf4j.protocol.component.Hello;
import org.amf4j.protocol.component.Register;
import org.amf4j.protocol.component.Response;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/**
 * A component made of bytes on the socket, so that it can do what no library would. It registers whenever its agent
 * instantiates it and agrees to everything, until it is told to misbehave once.
 */
final class Puppet implements AutoCloseable {

    private static final long RETRY_MILLIS = 50;
    private static final long LATE_MILLIS = 500;
    private static final int FRAME_BYTES_ANNOUNCED = 100;

    /** Number of a request that is none of those by which callbacks are answered. */
    private static final long DECLARATION = 1_000_000_000;

    private final Path socket;
    private final String name;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<Optional<Misbehaviour>> next = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Result>> refusal = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<ChangeCsi>> change = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Result>> answer = new AtomicReference<>(Optional.empty());
    private volatile SocketChannel channel;

    /** What it does instead of answering its next callback as it should. */
    enum Misbehaviour {
        ANSWERS_TWICE,
        NEVER_ANSWERS,
        ANSWERS_LATE,
        CLOSES_IN_THE_MIDDLE,
        SENDS_GARBAGE
    }

    /** Plays the component on the node that serves the socket, from now on. */
    Puppet(Path socket, String name) {
        this.socket = socket;
        this.name = name;
        Thread thread = new Thread(this::run, "puppet " + name);
        thread.setDaemon(true);
        thread.start();
    }

    void misbehave(Misbehaviour misbehaviour) {
        refusal.set(Optional.empty());
        next.set(Optional.of(misbehaviour));
    }

    /** The latest result that was not OK since it was told to misbehave. */
    Optional<Result> refusal() {
        return refusal.get();
    }

    /** The latest change of attributes that it was told. */
    Optional<ChangeCsi> change() {
        return change.get();
    }

    /** Says how ready it is, for everything; returns what the agent answers. */
    Result say(HaReadiness readiness) throws IOException {
        answer.set(Optional.empty());
        ToAgent request = ToAgent.newBuilder()
                .setRequest(DECLARATION)
                .setHaReadinessSet(HaReadinessSet.newBuilder().setReadiness(readiness.value()))
                .build();
        synchronized (this) {
            request.writeDelimitedTo(Channels.newOutputStream(channel));
        }
        await("the answer").atMost(LocalCluster.LIMIT).until(() -> answer.get().isPresent());
        return answer.get().orElseThrow();
    }

    private void run() {
        try {
            do {
                live();
            } while (!closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One life, from the connection to its end. */
    private void live() throws InterruptedException {
        try (SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel = connection;
            InputStream in = Channels.newInputStream(connection);
            OutputStream out = Channels.newOutputStream(connection);
            if (register(in, out)) {
                for (ToComponent message = ToComponent.parseDelimitedFrom(in);
                        message != null;
                        message = ToComponent.parseDelimitedFrom(in)) {
                    take(message, out);
                }
            }
        } catch (IOException e) {
            // The agent is not there, or has ended the session: the next life begins when it instantiates again.
        }
    }

    private boolean register(InputStream in, OutputStream out) throws IOException {
        Hello hello = Hello.newBuilder()
                .setProtocolVersion(1)
                .setComponent(name)
                .setPid(ProcessHandle.current().pid())
                .build();
        ToAgent.newBuilder().setRequest(1).setHello(hello).build().writeDelimitedTo(out);
        if (!isAccepted(in)) {
            return false;
        }
        ToAgent.newBuilder()
                .setRequest(2)
                .setRegister(Register.getDefaultInstance())
                .build()
                .writeDelimitedTo(out);
        return isAccepted(in);
    }

    private static boolean isAccepted(InputStream in) throws IOException {
        ToComponent answer = ToComponent.parseDelimitedFrom(in);
        return answer != null && answer.getResult().getStatus() == AisStatus.OK.value();
    }

    private void take(ToComponent message, OutputStream out) throws IOException, InterruptedException {
        if (message.hasResult() && message.getResult().getStatus() != AisStatus.OK.value()) {
            refusal.set(Optional.of(message.getResult()));
        }
        if (message.hasResult() && message.getResult().getRequest() == DECLARATION) {
            answer.set(Optional.of(message.getResult()));
        }
        if (!message.hasCallback()) {
            return;
        }
        Callback callback = message.getCallback();
        if (callback.hasChangeCsi()) {
            change.set(Optional.of(callback.getChangeCsi()));
        }
        Optional<Misbehaviour> misbehaviour = next.getAndSet(Optional.empty());
        if (misbehaviour.isPresent()) {
            misbehave(misbehaviour.get(), callback, out);
        } else {
            synchronized (this) {
                answer(callback).writeDelimitedTo(out);
            }
        }
    }

    private void misbehave(Misbehaviour misbehaviour, Callback callback, OutputStream out)
            throws IOException, InterruptedException {
        switch (misbehaviour) {
            case ANSWERS_TWICE -> {
                answer(callback).writeDelimitedTo(out);
                answer(callback).writeDelimitedTo(out);
            }
            case NEVER_ANSWERS -> {}
            case ANSWERS_LATE -> {
                long limitMillis = TimeUnit.NANOSECONDS.toMillis(callback.getTimeoutNanos());
                if (!closed.await(limitMillis + LATE_MILLIS, TimeUnit.MILLISECONDS)) {
                    answer(callback).writeDelimitedTo(out);
                }
            }
            case CLOSES_IN_THE_MIDDLE -> {
                out.write(FRAME_BYTES_ANNOUNCED);
                out.write(answer(callback).toByteArray());
                channel.close();
            }
            case SENDS_GARBAGE -> out.write(new byte[] {12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1});
        }
    }

    private static ToAgent answer(Callback callback) {
        return ToAgent.newBuilder()
                .setRequest(callback.getInvocation() + 2)
                .setResponse(Response.newBuilder()
                        .setInvocation(callback.getInvocation())
                        .setStatus(AisStatus.OK.value()))
                .build();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        if (channel != null) {
            channel.close();
        }
    }
}
