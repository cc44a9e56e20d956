package org.amf4j.admin;

import java.util.concurrent.CountDownLatch;

/** What a node does that hangs. */
final class Waiting {

    private Waiting() {}

    /** Returns when the thread is interrupted; daemon threads end with the tests. */
    static void forLong() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
