package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.amf4j.api.Dn;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.codec.MalformedMessageException;
import org.amf4j.transport.ReplicatedLog;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A log that is busy, and one that loses entries. */
class ProposalsTest {

    private final ScriptedLog log = new ScriptedLog();
    private final Deque<Runnable> loop = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final Proposals proposals = new Proposals(log, loop::add, () -> told.add("asked again"));

    @Test
    @DisplayName(
            "what a busy log refuses goes again when something under way has ended, once, in order, and nobody is asked")
    void busy() {
        propose("a");
        turn();
        log.busy = true;
        propose("b");
        propose("c");
        turn();
        turn();
        assertThat(log.taken()).as("while it is busy").containsExactly("a");

        log.busy = false;
        log.complete(0);
        turn();
        log.complete(1);
        turn();

        assertThat(log.taken()).containsExactly("a", "b", "c");
        assertThat(told).containsExactly("a", "b", "c");
        assertThat(proposals.isIdle()).isTrue();
    }

    @Test
    @DisplayName(
            "what is lost is asked for again once, after all that was under way; nothing later counts as taken meanwhile")
    void lost() {
        propose("a");
        turn();
        propose("b");
        turn();
        propose("c");
        turn();

        log.lose(0);
        turn();
        assertThat(propose("d")).as("taken while something is lost").isFalse();
        log.lose(1);
        turn();
        assertThat(told).as("while an entry is under way").isEmpty();
        log.complete(2);
        turn();

        assertThat(told).containsExactly("asked again");
        assertThat(propose("a")).isTrue();
        turn();
        log.complete(3);
        turn();
        assertThat(told).containsExactly("asked again", "a");
    }

    @Test
    @DisplayName("reports that wait behind a lost one come again with it; what nobody repeats stays")
    void waiting() {
        propose("a");
        turn();
        log.busy = true;
        propose("b");
        proposals.propose(new Event.Tick(), () -> told.add("tick"));
        turn();
        log.busy = false;
        log.lose(0);
        turn();
        log.complete(1);
        turn();

        assertThat(log.events(1)).containsExactly(new Event.Tick());
        assertThat(told).containsExactly("asked again", "tick");
    }

    private boolean propose(String name) {
        Event report = new Event.QuiescingCompleted(component(name), new CommandId(1, 1), 0);
        return proposals.propose(report, () -> told.add(name));
    }

    private static Dn component(String name) {
        return Dn.of("safComp=" + name);
    }

    /** One turn of the controller's loop. */
    private void turn() {
        do {
            List<Runnable> tasks = List.copyOf(loop);
            loop.clear();
            tasks.forEach(Runnable::run);
            proposals.flush();
        } while (!loop.isEmpty());
    }

    private static final class ScriptedLog implements ReplicatedLog {

        private final List<byte[]> payloads = new ArrayList<>();
        private final List<CompletableFuture<Long>> ends = new ArrayList<>();
        private boolean busy;

        @Override
        public CompletableFuture<Long> propose(byte[] payload) {
            if (busy) {
                return CompletableFuture.failedFuture(new LogBusyException(ends.size()));
            }
            payloads.add(payload);
            ends.add(new CompletableFuture<>());
            return ends.getLast();
        }

        void complete(int entry) {
            ends.get(entry).complete((long) entry);
        }

        void lose(int entry) {
            ends.get(entry).completeExceptionally(new IllegalStateException("lost"));
        }

        List<Event> events(int entry) {
            try {
                return ClusterCodec.decode(payloads.get(entry));
            } catch (MalformedMessageException e) {
                throw new AssertionError(e);
            }
        }

        /** The names of the components in the entries, in order. */
        List<String> taken() {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < payloads.size(); i++) {
                events(i)
                        .forEach(event -> names.add(
                                ((Event.Report) event).component().toString().replace("safComp=", "")));
            }
            return names;
        }

        @Override
        public void open(Listener listener) {}

        @Override
        public CompletableFuture<Void> remember(Memory memory) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean isLeader() {
            return true;
        }

        @Override
        public Optional<String> leader() {
            return Optional.of("n1");
        }

        @Override
        public List<String> keepers() {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> transferLeadership(String member) {
            return CompletableFuture.failedFuture(new UnsupportedOperationException());
        }

        @Override
        public void ended(String member) {}

        @Override
        public void close() {}
    }
}
