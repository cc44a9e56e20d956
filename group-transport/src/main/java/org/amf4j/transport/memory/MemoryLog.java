package org.amf4j.transport.memory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.amf4j.transport.ReplicatedLog;

/**
 * The copies of one {@link ReplicatedLog} within one JVM, whose controllers can be elected, isolated and crashed.
 *
 * <p>Whenever nobody leads and a majority of the voters is open and not isolated, the first of them by name leads; so a
 * test that wants another one calls {@link #elect}. Entries outlive the copies, as on a disk. Each copy's listener is
 * called by a thread of its own. All methods may be called by any thread.
 */
public final class MemoryLog implements AutoCloseable {

    /** One entry; indexes have a hole at each change of leader, as in a real log. */
    record Entry(long index, long term, long timestampNanos, byte[] payload) {}

    private final Set<String> voters;
    private final TreeMap<String, MemoryCopy> open = new TreeMap<>();
    private final Set<String> isolated = new TreeSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private Optional<ReplicatedLog.Memory> memory = Optional.empty();
    /** Entries forgotten, because the memory contains them. */
    private int forgotten;

    private Optional<String> leader = Optional.empty();
    private long term;
    private long lastIndex;
    private long lastTimestampNanos;

    /** A log without entries. */
    public MemoryLog(List<String> voters) {
        this.voters = new LinkedHashSet<>(voters);
    }

    /** A new copy that stamps entries with the machine's clock while it leads. */
    public ReplicatedLog copy(String voter) {
        return copy(voter, () -> System.currentTimeMillis() * 1_000_000);
    }

    /** A new copy with the clock given, in nanoseconds since the epoch. */
    public ReplicatedLog copy(String voter, LongSupplier epochNanos) {
        if (!voters.contains(voter)) {
            throw new IllegalArgumentException(voter + " is not among the voters " + voters);
        }
        return new MemoryCopy(this, voter, epochNanos);
    }

    /** Makes a controller lead that is open and not isolated, where a majority is. */
    public synchronized void elect(String voter) {
        if (!canLead(voter)) {
            throw new IllegalStateException(voter + " cannot lead: open " + open.keySet() + ", isolated " + isolated);
        }
        lead(voter);
    }

    /** Cuts a controller off: it leads no more and gets no entries until {@link #heal}. */
    public synchronized void isolate(String voter) {
        isolated.add(voter);
        change();
    }

    /** Ends all isolation. */
    public synchronized void heal() {
        isolated.clear();
        change();
    }

    /** Ends a copy without a word to its listener. */
    public void crash(String voter) {
        MemoryCopy crashed;
        synchronized (this) {
            crashed = open.get(voter);
        }
        if (crashed != null) {
            crashed.close();
        }
    }

    /** Closes all copies. */
    @Override
    public void close() {
        List<MemoryCopy> copies;
        synchronized (this) {
            copies = List.copyOf(open.values());
        }
        copies.forEach(MemoryCopy::close);
    }

    synchronized void join(MemoryCopy copy) {
        if (open.containsKey(copy.voter())) {
            throw new IllegalStateException("a copy of " + copy.voter() + " is open already; close it first");
        }
        open.put(copy.voter(), copy);
        change();
    }

    synchronized boolean leave(MemoryCopy copy) {
        boolean wasOpen = open.remove(copy.voter(), copy);
        change();
        return wasOpen;
    }

    synchronized boolean leads(MemoryCopy copy) {
        return leader.filter(copy.voter()::equals).isPresent() && open.get(copy.voter()) == copy;
    }

    synchronized Optional<String> leader() {
        return leader;
    }

    synchronized List<String> keepers(MemoryCopy copy) {
        return leads(copy)
                ? open.keySet().stream()
                        .filter(voter -> !isolated.contains(voter))
                        .sorted()
                        .toList()
                : List.of();
    }

    /** Adds an entry, tells it to all that can be reached, and returns its index. */
    synchronized Optional<Long> append(MemoryCopy copy, byte[] payload, long epochNanos) {
        if (!leads(copy)) {
            return Optional.empty();
        }
        lastTimestampNanos = Math.max(lastTimestampNanos, epochNanos);
        entries.add(new Entry(++lastIndex, term, lastTimestampNanos, payload));
        tellEntries();
        return Optional.of(lastIndex);
    }

    /** Forgets at once what the memory contains: whoever has not been told gets the memory instead. */
    synchronized void remember(ReplicatedLog.Memory latest) {
        if (memory.isPresent() && memory.get().index() >= latest.index()) {
            return;
        }
        memory = Optional.of(latest);
        while (!entries.isEmpty() && entries.getFirst().index() <= latest.index()) {
            entries.removeFirst();
            forgotten++;
        }
    }

    /** How many entries are forgotten. */
    public synchronized int forgotten() {
        return forgotten;
    }

    synchronized boolean transfer(MemoryCopy from, String to) {
        if (!leads(from) || !canLead(to)) {
            return false;
        }
        if (!to.equals(from.voter())) {
            lead(to);
        }
        return true;
    }

    /** A leader that is said to have ended is replaced by the first of the others; one that has ended has been already. */
    synchronized void ended(MemoryCopy teller, String member) {
        boolean other =
                !member.equals(teller.voter()) && leader.filter(member::equals).isPresent();
        if (other && open.get(teller.voter()) == teller) {
            open.keySet().stream()
                    .filter(voter -> !voter.equals(member) && canLead(voter))
                    .findFirst()
                    .ifPresent(this::lead);
            tellEntries();
        }
    }

    private void change() {
        if (leader.isPresent() && !canLead(leader.get())) {
            unlead();
        }
        if (leader.isEmpty()) {
            open.keySet().stream().filter(this::canLead).findFirst().ifPresent(this::lead);
        }
        tellEntries();
    }

    private boolean canLead(String voter) {
        long reachable =
                open.keySet().stream().filter(name -> !isolated.contains(name)).count();
        return open.containsKey(voter) && !isolated.contains(voter) && 2 * reachable > voters.size();
    }

    private void lead(String voter) {
        unlead();
        leader = Optional.of(voter);
        term++;
        lastIndex++;
        tellEntries();
        open.get(voter).tellLeading(term);
    }

    private void unlead() {
        leader.map(open::get).ifPresent(MemoryCopy::tellFollowing);
        leader = Optional.empty();
    }

    private void tellEntries() {
        open.forEach((voter, copy) -> {
            if (!isolated.contains(voter)) {
                copy.tell(memory, forgotten, entries);
                copy.tellLeader(leader);
            } else {
                copy.tellLeader(Optional.empty());
            }
        });
    }
}
