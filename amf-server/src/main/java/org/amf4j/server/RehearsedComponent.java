package org.amf4j.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.HaState;
import org.amf4j.protocol.component.Callback;
import org.amf4j.protocol.component.Hello;
import org.amf4j.protocol.component.Register;
import org.amf4j.protocol.component.Response;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/** A component that agrees to everything, spoken by hand. */
final class RehearsedComponent implements AutoCloseable {

    private static final long RETRY_MILLIS = 50;

    private final String name;
    private final SocketChannel channel;
    private final OutputStream out;
    private final LinkedBlockingQueue<String> states = new LinkedBlockingQueue<>();

    private RehearsedComponent(String name, SocketChannel channel) {
        this.name = name;
        this.channel = channel;
        this.out = Channels.newOutputStream(channel);
    }

    /** Registers as the component as soon as the agent waits for it. */
    static RehearsedComponent join(Path socket, String name, long limitSeconds)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
        while (true) {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            RehearsedComponent component = new RehearsedComponent(name, channel);
            if (component.register()) {
                Thread reader = new Thread(component::read, "rehearsed");
                reader.setDaemon(true);
                reader.start();
                return component;
            }
            component.close();
            if (System.nanoTime() > end) {
                throw new IOException(name + " was not instantiated in " + limitSeconds + " s");
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private boolean register() throws IOException {
        Hello hello = Hello.newBuilder()
                .setProtocolVersion(1)
                .setComponent(name)
                .setPid(ProcessHandle.current().pid())
                .build();
        send(ToAgent.newBuilder().setRequest(1).setHello(hello).build());
        if (!isAccepted()) {
            return false;
        }
        send(ToAgent.newBuilder()
                .setRequest(2)
                .setRegister(Register.getDefaultInstance())
                .build());
        return isAccepted();
    }

    private boolean isAccepted() throws IOException {
        ToComponent answer = ToComponent.parseDelimitedFrom(Channels.newInputStream(channel));
        return answer != null && answer.getResult().getStatus() == AisStatus.OK.value();
    }

    private void send(ToAgent message) throws IOException {
        message.writeDelimitedTo(out);
        out.flush();
    }

    private void read() {
        InputStream in = Channels.newInputStream(channel);
        try {
            ToComponent message = ToComponent.parseDelimitedFrom(in);
            while (message != null) {
                if (message.hasCallback()) {
                    agree(message.getCallback());
                }
                message = ToComponent.parseDelimitedFrom(in);
            }
        } catch (IOException e) {
            states.add("GONE"); // closed by us, or by the agent: the play is over
        }
    }

    private void agree(Callback callback) throws IOException {
        Response response = Response.newBuilder()
                .setInvocation(callback.getInvocation())
                .setStatus(AisStatus.OK.value())
                .build();
        send(ToAgent.newBuilder().setResponse(response).build());
        if (callback.hasSetCsi()) {
            states.add(HaState.of(callback.getSetCsi().getHaState()).name());
        }
    }

    /** Waits until the component has been told this state. */
    boolean becomes(String state, long time, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(time);
        String told = "";
        while (told != null && !told.equals(state)) {
            told = states.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return told != null;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
