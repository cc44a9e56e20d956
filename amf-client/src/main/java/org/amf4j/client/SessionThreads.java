package org.amf4j.client;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.amf4j.protocol.component.ToComponent;

/**
 * The threads of a session: one reads, and runs the callback that it has read itself, while the other goes on reading.
 *
 * <p>Handing a callback to a thread that sleeps costs more than everything else on its way, so it is the reading that
 * is handed on. As an {@link Executor} this object accepts work from the reading thread only. Callbacks still come one
 * at a time; that is for {@link SerialDispatcher}. When callbacks run in an executor of the application, one thread is
 * enough.
 */
final class SessionThreads implements Executor {

    /** What the reading thread calls. None of it may block unless it says so. */
    interface Handler {

        /** A frame arrived. */
        void received(ToComponent frame);

        /** Called before waiting: for how long to wait at most, in milliseconds, 0 for no limit. */
        long waitMillis();

        /**
         * The connection has ended; goes on over another if that was agreed on. The one method that may block.
         *
         * @return empty when it goes on, else why not
         */
        Optional<String> resumed(String reason);

        /** Nothing will arrive any more. Called once, also after the connection was closed from this side. */
        void lost(String reason);
    }

    private final AgentLink link;
    private final Handler handler;
    private final ReentrantLock reading = new ReentrantLock();
    private Runnable work;
    private boolean hasEnded;

    SessionThreads(AgentLink link, Handler handler) {
        this.link = link;
        this.handler = handler;
    }

    void start(int count) {
        for (int i = 1; i <= count; i++) {
            Thread thread = new Thread(this::run, "amf-session-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Work for the thread that reads, to be done when it has passed the reading on. */
    @Override
    public void execute(Runnable task) {
        work = task;
    }

    private void run() {
        for (Runnable task = readUntilWork(); task != null; task = readUntilWork()) {
            task.run();
        }
    }

    /** Reads until there is work for this thread, or, then null, until the connection has ended. */
    private Runnable readUntilWork() {
        reading.lock();
        try {
            while (work == null && !hasEnded) {
                read();
            }
            Runnable task = work;
            work = null;
            return task;
        } finally {
            reading.unlock();
        }
    }

    private void read() {
        try {
            readOrResume();
        } catch (RuntimeException | Error e) {
            // A mistake of this library must not leave a component that believes it is supervised.
            end("reading failed: " + e);
        }
    }

    private void readOrResume() {
        try {
            link.connection().read(handler.waitMillis(), handler::received);
        } catch (IOException e) {
            link.connection().close();
            handler.resumed(String.valueOf(e.getMessage())).ifPresent(this::end);
        }
    }

    private void end(String reason) {
        hasEnded = true;
        link.end(reason);
        handler.lost(reason);
    }
}
