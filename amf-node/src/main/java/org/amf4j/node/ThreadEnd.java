package org.amf4j.node;

/** The end of a thread that has been told to end. */
final class ThreadEnd {

    private ThreadEnd() {}

    /** Waits for it, so long at most; not at all in the thread itself. Ends early when interrupted. */
    static void await(Thread thread, long millis) {
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
