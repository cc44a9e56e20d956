package org.amf4j.node;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for what takes milliseconds and must not stop the loop: killing sessions. */
final class Helper implements AutoCloseable {

    private static final int WAITING_MAX = 10_000;
    private static final long IDLE_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(Helper.class);

    private final ThreadPoolExecutor thread;

    Helper(String name) {
        thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_MAX), task -> {
                    Thread made = new Thread(task, name);
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
        // When so much waits, the loop has to do it itself.
        thread.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
    }

    void execute(Runnable task) {
        thread.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("killing processes has failed");
            }
        });
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
