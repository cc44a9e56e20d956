package org.amf4j.client;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.amf4j.protocol.component.ToAgent;

/**
 * The connection to the agent that a session has at the moment. While the agent is restarted there is none to write to, and who
 * has something to say waits. Thread-safe.
 */
final class AgentLink implements AutoCloseable {

    /** What may be written to; null while nothing may. Read without a lock, as every answer of a callback does. */
    private volatile AgentConnection writable;

    /** Written with this object's lock. */
    private volatile AgentConnection connection;

    private volatile Optional<String> over = Optional.empty();

    AgentLink(AgentConnection connection) {
        this.connection = connection;
        this.writable = connection;
    }

    /** The latest connection, for whoever reads. */
    AgentConnection connection() {
        return connection;
    }

    /** The connection to write to; empty while the agent is restarted, and for ever when the session is over. */
    Optional<AgentConnection> writable() {
        return Optional.ofNullable(writable);
    }

    /** The agent leaves: nothing more is written to this connection. */
    synchronized void suspend() {
        writable = null;
    }

    /** Whether the agent has left and is not back, while the session goes on. */
    boolean isSuspended() {
        return writable == null && !isOver();
    }

    /** Whether it has ended for ever. */
    boolean isOver() {
        return over.isPresent();
    }

    /** The agent is back; closes the connection instead when the session has ended meanwhile. */
    synchronized void resume(AgentConnection next) {
        if (isOver()) {
            next.close();
            return;
        }
        connection = next;
        writable = next;
        notifyAll();
    }

    /**
     * Writes a frame; while there is no agent, or when it turns out that there is none, waits until it is back.
     *
     * @throws IOException when the session is over, the agent is not back by the deadline, or the frame is too large
     */
    void send(ToAgent message, long deadlineNanos) throws IOException, InterruptedException {
        AgentConnection used = writable;
        while (true) {
            if (used == null) {
                used = awaitOther(null, deadlineNanos, null);
            }
            try {
                used.send(message);
                return;
            } catch (AgentConnection.FrameTooLargeException e) {
                throw e;
            } catch (IOException e) {
                // Whether the agent has said that it leaves is for the reading thread to find out.
                used = awaitOther(used, deadlineNanos, e);
            }
        }
    }

    private synchronized AgentConnection awaitOther(AgentConnection used, long deadlineNanos, IOException cause)
            throws IOException, InterruptedException {
        while (writable == null || writable == used) {
            long leftNanos = deadlineNanos - System.nanoTime();
            if (isOver() || leftNanos <= 0) {
                throw new IOException(over.orElse("the node agent has not come back in time"), cause);
            }
            TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
        }
        return writable;
    }

    /** Ends it for ever; the first reason stays. */
    void end(String reason) {
        synchronized (this) {
            if (!isOver()) {
                over = Optional.of(reason);
            }
            writable = null;
            notifyAll();
        }
        connection.close();
    }

    @Override
    public void close() {
        end("the session is closed");
    }
}
