package org.amf4j.node;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.amf4j.protocol.component.Hello;
import org.amf4j.protocol.component.Register;
import org.amf4j.protocol.component.Response;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/** The other end of a socket of the agent, by the JDK alone: says what it is told to, be it right or wrong. */
final class RawClient implements AutoCloseable {

    private final SocketChannel channel;
    private final InputStream in;
    private long lastRequest;

    RawClient(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        in = Channels.newInputStream(channel);
    }

    void send(MessageLite message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeDelimitedTo(bytes);
        sendBytes(bytes.toByteArray());
    }

    void sendBytes(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** The announcement of a frame of this length, and nothing of it. */
    void announce(int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream coded = CodedOutputStream.newInstance(bytes);
        coded.writeUInt32NoTag(length);
        coded.flush();
        sendBytes(bytes.toByteArray());
    }

    /** Sends a request and returns the status of its result; there must be nothing else to read. */
    int ask(ToAgent.Builder request) throws IOException {
        send(request.setRequest(++lastRequest).build());
        return read(ToComponent.parser()).getResult().getStatus();
    }

    int hello(String component) throws IOException {
        return ask(ToAgent.newBuilder()
                .setHello(Hello.newBuilder().setProtocolVersion(1).setComponent(component)));
    }

    int register() throws IOException {
        return ask(ToAgent.newBuilder().setRegister(Register.getDefaultInstance()));
    }

    static ToAgent.Builder response(long invocation, int status) {
        return ToAgent.newBuilder()
                .setResponse(Response.newBuilder().setInvocation(invocation).setStatus(status));
    }

    /** Blocks until a message comes. */
    <T extends MessageLite> T read(Parser<T> parser) throws IOException {
        T message = parser.parseDelimitedFrom(in);
        if (message == null) {
            throw new IOException("the agent has closed the connection");
        }
        return message;
    }

    ToComponent read() throws IOException {
        return read(ToComponent.parser());
    }

    /** Blocks until the agent closes the connection; what comes before is dropped. */
    void awaitEnd() throws IOException {
        while (in.read() >= 0) {
            continue;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
