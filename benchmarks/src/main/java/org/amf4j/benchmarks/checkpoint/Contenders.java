package org.amf4j.benchmarks.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** All that write in turn. Not thread-safe. */
final class Contenders implements AutoCloseable {

    private final Map<String, Contender> byName = new LinkedHashMap<>();
    private final long warmUpMillis;

    /**
     * Nobody yet.
     *
     * @param warmUpMillis how long each writes as soon as it is added, before the next one takes processor time for its start
     */
    Contenders(long warmUpMillis) {
        this.warmUpMillis = warmUpMillis;
    }

    void add(String name, Contender contender) throws InterruptedException {
        byName.put(name, contender);
        if (warmUpMillis > 0) {
            contender.run(warmUpMillis);
        }
    }

    /** Each of them writes for so long while the others rest; each one's outcome is told when it is there. */
    void round(long millis, BiConsumer<String, Round> told) throws InterruptedException {
        for (Map.Entry<String, Contender> each : byName.entrySet()) {
            told.accept(each.getKey(), each.getValue().run(millis));
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (Contender each : byName.values()) {
            each.close();
        }
    }
}
