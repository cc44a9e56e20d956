package org.amf4j.client;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.protocol.component.Hello;
import org.amf4j.protocol.component.ToAgent;

/** The first steps of a session. */
final class SessionOpening {

    /** Version of the wire protocol that this library speaks. */
    static final int PROTOCOL_VERSION = 1;

    private SessionOpening() {}

    static ToAgent.Builder hello(Dn component) {
        return ToAgent.newBuilder()
                .setHello(Hello.newBuilder()
                        .setProtocolVersion(PROTOCOL_VERSION)
                        .setComponent(component.toString())
                        .setPid(ProcessHandle.current().pid()));
    }

    /** The session of this token goes on, on a new connection. */
    static ToAgent.Builder resumption(Dn component, ByteString token) {
        ToAgent.Builder hello = hello(component);
        hello.getHelloBuilder().setResumeToken(token);
        return hello;
    }

    /** Connects; an agent that is not there may be about to start again, so it is tried until the deadline. */
    static AgentConnection connect(Path socket, long deadlineNanos) {
        GrowingPause pause = new GrowingPause();
        while (true) {
            try {
                return AgentConnection.connect(socket);
            } catch (IOException e) {
                if (!pause.fitsBefore(deadlineNanos)) {
                    throw new AisException(
                            AisStatus.ERR_TRY_AGAIN,
                            "the node agent's socket " + socket + " cannot be reached (" + e.getMessage()
                                    + "); is the agent of this node running?",
                            e);
                }
            }
            pause.pause("connecting to " + socket);
        }
    }
}
