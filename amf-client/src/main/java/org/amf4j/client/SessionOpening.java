package org.amf4j.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.protocol.component.Hello;
import org.amf4j.protocol.component.ToAgent;

/** The first steps of a session. */
final class SessionOpening {

    /** Version of the wire protocol that this library speaks. */
    static final int PROTOCOL_VERSION = 1;

    private static final long PAUSE_FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PAUSE_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private SessionOpening() {}

    static ToAgent.Builder hello(Dn component) {
        return ToAgent.newBuilder()
                .setHello(Hello.newBuilder()
                        .setProtocolVersion(PROTOCOL_VERSION)
                        .setComponent(component.toString())
                        .setPid(ProcessHandle.current().pid()));
    }

    /** Connects; an agent that is not there may be about to start again, so it is tried until the deadline. */
    static AgentConnection connect(Path socket, long deadlineNanos) {
        long pauseNanos = PAUSE_FIRST_NANOS;
        while (true) {
            try {
                return AgentConnection.connect(socket);
            } catch (IOException e) {
                if (System.nanoTime() + pauseNanos - deadlineNanos >= 0) {
                    throw new AisException(
                            AisStatus.ERR_TRY_AGAIN,
                            "the node agent's socket " + socket + " cannot be reached (" + e.getMessage()
                                    + "); is the agent of this node running?",
                            e);
                }
            }
            try {
                TimeUnit.NANOSECONDS.sleep(pauseNanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AisException(AisStatus.ERR_INTERRUPT, "connecting to " + socket + " was interrupted", e);
            }
            pauseNanos = Math.min(2 * pauseNanos, PAUSE_MAX_NANOS);
        }
    }
}
