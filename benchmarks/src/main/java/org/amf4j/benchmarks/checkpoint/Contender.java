package org.amf4j.benchmarks.checkpoint;

/** Something that is ready to be written to, ours or another system, for as many rounds as are wished. Not thread-safe. */
interface Contender extends AutoCloseable {

    /** Writes for so long, and says what came out. */
    Round run(long millis) throws InterruptedException;

    @Override
    void close() throws InterruptedException;
}
