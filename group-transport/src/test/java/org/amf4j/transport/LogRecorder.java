package org.amf4j.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Notes all that a copy of a log tells, and can be made slow or faulty. */
public final class LogRecorder implements ReplicatedLog.Listener {

    public final String name;
    public final ReplicatedLog log;
    private final List<String> events = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private Optional<String> leader = Optional.empty();
    private boolean leads;
    private String failure;
    private String held = "";
    private CountDownLatch gate = new CountDownLatch(0);
    private String fatal = "";

    /** One entry as told. */
    public record Entry(long index, long term, long timestampNanos, String payload) {}

    public LogRecorder(String name, ReplicatedLog log) {
        this.name = name;
        this.log = log;
    }

    /** Makes the listener wait at such payloads. */
    public LogRecorder heldAt(String payload, CountDownLatch until) {
        held = payload;
        gate = until;
        return this;
    }

    public synchronized void throwingAt(String payload) {
        fatal = payload;
    }

    public CompletableFuture<Long> propose(String payload) {
        return log.propose(payload.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void entry(long index, long term, long timestampNanos, byte[] payload) {
        String text = payload.length > 100 ? "long" : new String(payload, StandardCharsets.UTF_8);
        if (text.equals(held)) {
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
        synchronized (this) {
            if (text.equals(fatal)) {
                throw new IllegalStateException("bug");
            }
            entries.add(new Entry(index, term, timestampNanos, text));
            events.add(text);
        }
    }

    @Override
    public synchronized void restored(ReplicatedLog.Memory memory) {
        events.add("restored " + new String(memory.bytes(), StandardCharsets.UTF_8));
    }

    /** Has the log keep this text as what is remembered after the last entry told. */
    public CompletableFuture<Void> remember(String text) {
        Entry last = entries().getLast();
        return log.remember(new ReplicatedLog.Memory(
                last.index(), last.term(), last.timestampNanos(), text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public synchronized void leading(long term) {
        leads = true;
        events.add("leading");
    }

    @Override
    public synchronized void following() {
        leads = false;
        events.add("following");
    }

    @Override
    public synchronized void leaderChanged(Optional<String> known) {
        leader = known;
    }

    @Override
    public synchronized void failed(String reason, Throwable cause) {
        failure = reason;
    }

    public synchronized boolean leads() {
        return leads && log.isLeader();
    }

    public synchronized Optional<String> leader() {
        return leader;
    }

    public synchronized String failure() {
        return failure;
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    public synchronized List<String> payloads() {
        return entries.stream().map(Entry::payload).toList();
    }

    /** Payloads, "leading" and "following", in the order told. */
    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    public int indexOfEvent(String event) {
        return events().indexOf(event);
    }

    public List<String> leadership() {
        return events().stream()
                .filter(event -> event.equals("leading") || event.equals("following"))
                .toList();
    }
}
