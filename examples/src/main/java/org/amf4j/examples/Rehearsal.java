package org.amf4j.examples;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.CsiFlag;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.SessionOptions;
import org.amf4j.protocol.component.Attribute;
import org.amf4j.protocol.component.Callback;
import org.amf4j.protocol.component.Csi;
import org.amf4j.protocol.component.Healthcheck;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.SetCsi;
import org.amf4j.protocol.component.Terminate;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/**
 * Runs {@link Streamer} through its whole life in one process, with a node agent that is played here.
 *
 * <p>It shows what is said over an agent's socket, and it is the training run by which {@code scripts/prepare} finds
 * out which classes the component needs.
 */
public final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String CSI = "safCsi=stream,safSi=stream,safApp=rehearsal";

    private final SocketChannel component;
    private final InputStream input;
    private long invocations;

    private Rehearsal(SocketChannel component) {
        this.component = component;
        this.input = Channels.newInputStream(component);
    }

    /** Plays the rehearsal once; ends with an error if the component does not do as it should. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("rehearsal");
        Path socket = folder.resolve("agent.sock");
        try (ServerSocketChannel agent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            agent.bind(UnixDomainSocketAddress.of(socket));
            CompletableFuture<Void> life = CompletableFuture.runAsync(() -> live(socket));
            try (SocketChannel component = agent.accept()) {
                new Rehearsal(component).play();
                life.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            }
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        }
    }

    private static void live(Path socket) {
        try {
            Dn name = Dn.of("safComp=streamer,safSu=su1,safSg=streamers,safApp=rehearsal");
            Streamer.run(SessionOptions.of(name, socket));
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private void play() throws IOException {
        answer(ToAgent.BodyCase.HELLO);
        answer(ToAgent.BodyCase.REGISTER);
        answer(ToAgent.BodyCase.HEALTHCHECK_START);
        int port = freePort();
        Csi.Builder named = Csi.newBuilder().setName(CSI);
        Csi.Builder complete = named.clone()
                .addAttributes(Attribute.newBuilder().setName("port").addValues(Integer.toString(port)));
        ask(set(HaState.STANDBY, CsiFlag.ADD_ONE, complete));
        ask(set(HaState.ACTIVE, CsiFlag.TARGET_ONE, named));
        System.out.print(askService(port));
        ask(Callback.newBuilder().setHealthcheck(Healthcheck.newBuilder().setKey("check")));
        ask(set(HaState.QUIESCED, CsiFlag.TARGET_ONE, named));
        ask(Callback.newBuilder().setTerminate(Terminate.getDefaultInstance()));
    }

    private static Callback.Builder set(HaState state, CsiFlag flag, Csi.Builder csi) {
        return Callback.newBuilder()
                .setSetCsi(SetCsi.newBuilder()
                        .setHaState(state.value())
                        .setFlags(flag.value())
                        .addCsis(csi));
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static String askService(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write("GET / HTTP/1.0\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** Waits for a request of this kind and answers it with OK. */
    private void answer(ToAgent.BodyCase expected) throws IOException {
        ToAgent request = next();
        if (request.getBodyCase() != expected) {
            throw new IOException("expected " + expected + ", got " + request);
        }
        send(ToComponent.newBuilder()
                .setResult(Result.newBuilder().setRequest(request.getRequest()).setStatus(AisStatus.OK.value()))
                .build());
    }

    /** Sends a callback and waits until it is answered with OK. */
    private void ask(Callback.Builder callback) throws IOException {
        callback.setInvocation(++invocations).setTimeoutNanos(PATIENCE.toNanos());
        send(ToComponent.newBuilder().setCallback(callback).build());
        ToAgent answer = next();
        if (!answer.hasResponse() || answer.getResponse().getStatus() != AisStatus.OK.value()) {
            throw new IOException("asked " + callback + ", got " + answer);
        }
    }

    private ToAgent next() throws IOException {
        ToAgent frame = ToAgent.parseDelimitedFrom(input);
        if (frame == null) {
            throw new IOException("the component has closed the connection");
        }
        return frame;
    }

    private void send(ToComponent frame) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(frame.getSerializedSize() + Integer.BYTES + 1);
        CodedOutputStream encoder = CodedOutputStream.newInstance(bytes);
        encoder.writeUInt32NoTag(frame.getSerializedSize());
        frame.writeTo(encoder);
        encoder.flush();
        bytes.flip();
        while (bytes.hasRemaining()) {
            component.write(bytes);
        }
    }
}
