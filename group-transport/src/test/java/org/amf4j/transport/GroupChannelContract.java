package org.amf4j.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link GroupChannel} promises; members are "a", "b" and "c". */
public abstract class GroupChannelContract {

    protected static final List<String> ALL = List.of("a", "b", "c");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<GroupChannel> opened = new ArrayList<>();

    /** A new channel for one of the members; all channels of one test can reach each other. */
    protected abstract GroupChannel channel(String member);

    @AfterEach
    final void closeAll() {
        opened.reversed().forEach(GroupChannel::close);
    }

    protected final Recorder open(String member) throws IOException {
        Recorder recorder = new Recorder(channel(member));
        opened.add(recorder.channel);
        recorder.channel.open(recorder);
        return recorder;
    }

    protected static void awaitView(List<String> members, Recorder... recorders) {
        for (Recorder recorder : recorders) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> assertThat(recorder.view()).isEqualTo(members));
        }
    }

    @Test
    @DisplayName("a lone member sees itself and hears itself")
    void alone() throws IOException {
        Recorder a = open("a");
        awaitView(List.of("a"), a);

        a.send("a", "one");
        a.send("a", "two");

        a.awaitMessages("a:one", "a:two");
    }

    @Test
    @DisplayName("members see each other come and go, sorted by name")
    void views() throws IOException {
        Recorder c = open("c");
        Recorder a = open("a");
        awaitView(List.of("a", "c"), a, c);

        Recorder b = open("b");
        awaitView(ALL, a, b, c);
        c.channel.close();

        awaitView(List.of("a", "b"), a, b);
    }

    @Test
    @DisplayName("messages of one sender arrive once and in the order sent")
    void orderPerSender() throws IOException {
        Recorder a = open("a");
        Recorder b = open("b");
        Recorder c = open("c");
        awaitView(ALL, a, b, c);
        List<String> numbers =
                IntStream.range(0, 2_000).mapToObj(Integer::toString).toList();

        numbers.forEach(number -> {
            a.send("c", number);
            b.send("c", number);
        });

        await().atMost(PATIENCE).until(() -> c.messages().size() == 2 * numbers.size());
        for (String sender : List.of("a", "b")) {
            assertThat(c.messages().stream().filter(message -> message.startsWith(sender)))
                    .containsExactlyElementsOf(numbers.stream()
                            .map(number -> sender + ":" + number)
                            .toList());
        }
    }

    @Test
    @DisplayName("messages that need not arrive do, at most once, among others")
    void fleeting() throws IOException {
        Recorder a = open("a");
        Recorder b = open("b");
        awaitView(List.of("a", "b"), a, b);

        for (int i = 0; i < 100; i++) {
            a.channel.sendFleeting("b", ("f" + i).getBytes(StandardCharsets.UTF_8));
        }
        a.send("b", "last");
        a.channel.sendFleeting("nobody", new byte[0]);

        await().atMost(PATIENCE).until(() -> b.messages().size() == 101);
        assertThat(b.messages()).doesNotHaveDuplicates().contains("a:f0", "a:f99", "a:last");
    }

    @Test
    @DisplayName("an answer sent at once to the first message of a new member arrives")
    void answerAtOnce() throws IOException {
        AtomicReference<GroupChannel> echo = new AtomicReference<>();
        GroupChannel a = channel("a");
        opened.add(a);
        echo.set(a);
        a.open(new GroupChannel.Listener() {
            @Override
            public void viewChanged(List<String> members) {}

            @Override
            public void received(String sender, byte[] message) {
                echo.get().send(sender, message);
            }
        });

        Recorder b = new Recorder(channel("b")) {
            @Override
            public void viewChanged(List<String> members) {
                super.viewChanged(members);
                if (members.contains("a")) {
                    send("a", "hello");
                }
            }
        };
        opened.add(b.channel);
        b.channel.open(b);

        b.awaitMessages("a:hello");
    }

    @Test
    @DisplayName("a message to an unknown, an absent or a departed member is dropped")
    void dropped() throws IOException {
        Recorder a = open("a");
        Recorder b = open("b");
        awaitView(List.of("a", "b"), a, b);

        a.send("nobody", "lost");
        a.send("c", "lost");
        b.channel.close();
        awaitView(List.of("a"), a);
        a.send("b", "lost");
        b.send("a", "lost");
        a.send("a", "kept");

        a.awaitMessages("a:kept");
        assertThat(b.messages()).isEmpty();
    }

    @Test
    @DisplayName("a member that comes back leaves the view before, and gets new messages only")
    void restart() throws IOException {
        Recorder a = open("a");
        Recorder before = open("b");
        awaitView(List.of("a", "b"), a, before);

        before.channel.close();
        Recorder after = open("b");
        awaitView(List.of("a", "b"), after);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(a.views()).containsExactly("[a]", "[a, b]", "[a]", "[a, b]"));
        a.send("b", "again");

        after.awaitMessages("a:again");
        assertThat(before.messages()).isEmpty();
    }

    @Test
    @DisplayName("messages of 1 MB pass whole; one over the limit is refused")
    void longMessages() throws IOException {
        Recorder a = open("a");
        Recorder b = open("b");
        awaitView(List.of("a", "b"), a, b);
        String text = "x".repeat(1 << 20);

        a.send("b", text);

        b.awaitMessages("a:" + text);
        assertThatThrownBy(() -> a.channel.send("b", new byte[GroupChannel.MESSAGE_BYTES_MAX + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pieces");
    }

    @Test
    @DisplayName("a listener that throws ends the channel, is told why, and the peers see it leave")
    void listenerThrows() throws IOException {
        Recorder a = open("a");
        Recorder b = new Recorder(channel("b")) {
            @Override
            public void received(String sender, byte[] message) {
                throw new IllegalStateException("bug");
            }
        };
        opened.add(b.channel);
        b.channel.open(b);
        awaitView(List.of("a", "b"), a, b);

        a.send("b", "anything");

        await().atMost(PATIENCE).until(() -> b.failure.get() != null);
        assertThat(b.failure.get()).contains("listener of b", "bug");
        awaitView(List.of("a"), a);
    }

    @Test
    @DisplayName("a channel whose listener is stuck ends when too many messages wait, and its peers see it leave")
    void listenerStuck() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        Recorder a = open("a");
        Recorder b = new Recorder(channel("b")) {
            @Override
            public void received(String sender, byte[] message) {
                try {
                    gate.await();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
            }
        };
        opened.add(b.channel);
        b.channel.open(b);
        awaitView(List.of("a", "b"), a, b);

        for (int i = 0; i < 66_000; i++) {
            b.send("b", "x");
        }
        awaitView(List.of("a"), a);
        gate.countDown();

        await().atMost(PATIENCE).until(() -> b.failure.get() != null);
        assertThat(b.failure.get()).contains("listener of b");
    }

    /** Notes all that a channel tells. */
    public static class Recorder implements GroupChannel.Listener {

        public final GroupChannel channel;
        final List<String> events = new CopyOnWriteArrayList<>();
        final AtomicReference<String> failure = new AtomicReference<>();
        private final List<String> messages = new ArrayList<>();
        private volatile List<String> view = List.of();

        protected Recorder(GroupChannel channel) {
            this.channel = channel;
        }

        public void send(String member, String text) {
            channel.send(member, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void viewChanged(List<String> members) {
            view = members;
            events.add("view" + members);
        }

        @Override
        public void received(String sender, byte[] message) {
            synchronized (messages) {
                messages.add(sender + ":" + new String(message, StandardCharsets.UTF_8));
            }
        }

        @Override
        public void failed(String reason, Throwable cause) {
            failure.set(reason);
        }

        public List<String> view() {
            return view;
        }

        public List<String> views() {
            return events.stream()
                    .filter(event -> event.startsWith("view"))
                    .map(event -> event.substring("view".length()))
                    .toList();
        }

        /** Why the channel has closed itself; empty while it has not. */
        public Optional<String> failure() {
            return Optional.ofNullable(failure.get());
        }

        public List<String> messages() {
            synchronized (messages) {
                return List.copyOf(messages);
            }
        }

        public void awaitMessages(String... expected) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> assertThat(messages()).containsExactly(expected));
        }
    }
}
