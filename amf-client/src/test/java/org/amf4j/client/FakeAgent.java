package org.amf4j.client;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AgentLossPolicy;
import org.amf4j.api.amf.SessionOptions;
import org.amf4j.protocol.component.Attribute;
import org.amf4j.protocol.component.Callback;
import org.amf4j.protocol.component.Csi;
import org.amf4j.protocol.component.Healthcheck;
import org.amf4j.protocol.component.Leaving;
import org.amf4j.protocol.component.RemoveCsi;
import org.amf4j.protocol.component.Response;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.SetCsi;
import org.amf4j.protocol.component.Terminate;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToAgent.BodyCase;
import org.amf4j.protocol.component.ToComponent;

/**
 * The agent's end of the socket, told by the test what to say. Requests are answered OK unless
 * something was planned.
 */
final class FakeAgent implements AutoCloseable {

    static final Dn COMPONENT = Dn.of("safComp=c,safSu=su1,safSg=sg,safApp=app");
    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private final Path socket;
    private volatile ServerSocketChannel server;
    private final AtomicLong invocations = new AtomicLong(100);
    private final List<ToAgent> received = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final Map<BodyCase, Queue<Optional<Result>>> planned = new EnumMap<>(BodyCase.class);
    private volatile SocketChannel connection;

    FakeAgent(Path folder) throws IOException {
        socket = folder.resolve("agent.sock");
        listen();
    }

    private void listen() throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        server = listening;
        Thread thread = new Thread(() -> serve(listening), "fake-agent");
        thread.setDaemon(true);
        thread.start();
    }

    /** Options for a session with this agent: an application's callback hears of a lost agent, the test of problems. */
    SessionOptions options() {
        return SessionOptions.of(COMPONENT, socket)
                .withAgentLossPolicy(AgentLossPolicy.CALLBACK)
                .withProblems(problems::add);
    }

    Path socket() {
        return socket;
    }

    List<String> problems() {
        return problems;
    }

    private void serve(ServerSocketChannel listening) {
        try {
            while (true) {
                SocketChannel accepted = listening.accept();
                connection = accepted;
                read(accepted);
            }
        } catch (IOException e) {
            // The test has closed the socket.
            received.add(ToAgent.getDefaultInstance());
        }
    }

    private void read(SocketChannel accepted) {
        try {
            InputStream input = Channels.newInputStream(accepted);
            for (ToAgent frame = ToAgent.parseDelimitedFrom(input);
                    frame != null;
                    frame = ToAgent.parseDelimitedFrom(input)) {
                received.add(frame);
                answer(frame);
            }
        } catch (IOException e) {
            // The session or the test has closed the connection.
            received.add(ToAgent.getDefaultInstance());
        }
    }

    private void answer(ToAgent frame) throws IOException {
        if (frame.getRequest() == 0) {
            return;
        }
        Optional<Result> result = Optional.of(Result.getDefaultInstance());
        synchronized (planned) {
            Queue<Optional<Result>> queue = planned.get(frame.getBodyCase());
            if (queue != null && !queue.isEmpty()) {
                result = queue.remove();
            }
        }
        if (result.isPresent()) {
            Result.Builder answer = result.get().toBuilder().setRequest(frame.getRequest());
            send(ToComponent.newBuilder()
                    .setResult(answer.getStatus() == 0 ? answer.setStatus(AisStatus.OK.value()) : answer)
                    .build());
        }
    }

    /** The next request of this kind is answered so. */
    FakeAgent plan(BodyCase kind, AisStatus status, String text) {
        return plan(
                kind,
                Optional.of(Result.newBuilder()
                        .setStatus(status.value())
                        .setText(text)
                        .build()));
    }

    /** The next request of this kind is answered so, or never. */
    FakeAgent plan(BodyCase kind, Optional<Result> result) {
        synchronized (planned) {
            planned.computeIfAbsent(kind, any -> new ArrayDeque<>()).add(result);
        }
        return this;
    }

    // ---- what it says

    long setCsi(SetCsi.Builder set) {
        return callback(Callback.newBuilder().setSetCsi(set), TIME_LIMIT);
    }

    long removeCsi(RemoveCsi.Builder remove) {
        return callback(Callback.newBuilder().setRemoveCsi(remove), TIME_LIMIT);
    }

    long terminate() {
        return callback(Callback.newBuilder().setTerminate(Terminate.getDefaultInstance()), TIME_LIMIT);
    }

    long healthcheck(String key) {
        return callback(
                Callback.newBuilder().setHealthcheck(Healthcheck.newBuilder().setKey(key)), TIME_LIMIT);
    }

    long callback(Callback.Builder callback, Duration timeLimit) {
        long invocation = invocations.incrementAndGet();
        try {
            send(ToComponent.newBuilder()
                    .setCallback(callback.setInvocation(invocation).setTimeoutNanos(timeLimit.toNanos()))
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return invocation;
    }

    /** Says anything. */
    void say(ToComponent frame) throws IOException {
        send(frame);
    }

    private void send(ToComponent frame) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(frame.getSerializedSize() + 5);
        CodedOutputStream output = CodedOutputStream.newInstance(buffer);
        output.writeUInt32NoTag(frame.getSerializedSize());
        frame.writeTo(output);
        output.flush();
        sendRaw(buffer.flip());
    }

    synchronized void sendRaw(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
    }

    /** Closes the connection, as an agent does that dies. */
    void die() throws IOException {
        connection.close();
    }

    /** Says that it is restarted, and ends; its socket's path is free. */
    void leave(Duration backWithin) throws IOException {
        say(ToComponent.newBuilder()
                .setLeaving(Leaving.newBuilder().setBackWithinNanos(backWithin.toNanos()))
                .build());
        server.close();
        Files.delete(socket);
        connection.close();
    }

    /** Serves the same path again. */
    void comeBack() throws IOException {
        listen();
    }

    // ---- what it heard

    Response response(long invocation) {
        await().atMost(PATIENCE).until(() -> responses(invocation).size() == 1);
        return responses(invocation).get(0);
    }

    List<Response> responses(long invocation) {
        return received.stream()
                .filter(ToAgent::hasResponse)
                .map(ToAgent::getResponse)
                .filter(response -> response.getInvocation() == invocation)
                .toList();
    }

    /** The only frame of this kind so far; waits for it. */
    ToAgent heard(BodyCase kind) {
        await().atMost(PATIENCE).until(() -> all(kind).size() == 1);
        return all(kind).get(0);
    }

    /** The frames of this kind as soon as there are so many. */
    List<ToAgent> heard(BodyCase kind, int count) {
        await().atMost(PATIENCE).until(() -> all(kind).size() >= count);
        return all(kind);
    }

    List<ToAgent> all(BodyCase kind) {
        return received.stream().filter(frame -> frame.getBodyCase() == kind).toList();
    }

    List<ToAgent> received() {
        return received;
    }

    static SetCsi.Builder addOne(int haState, String csi) {
        return SetCsi.newBuilder()
                .setHaState(haState)
                .setFlags(1)
                .addCsis(Csi.newBuilder()
                        .setName(csi)
                        .addAttributes(Attribute.newBuilder().setName("port").addValues("8554"))
                        .addAttributes(Attribute.newBuilder()
                                .setName("peer")
                                .addValues("a")
                                .addValues("b")));
    }

    static SetCsi.Builder targetOne(int haState, String csi) {
        return SetCsi.newBuilder()
                .setHaState(haState)
                .setFlags(2)
                .addCsis(Csi.newBuilder().setName(csi));
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (connection != null) {
            connection.close();
        }
        Files.deleteIfExists(socket);
    }
}
