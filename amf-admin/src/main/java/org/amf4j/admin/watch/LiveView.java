package org.amf4j.admin.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.amf4j.admin.connection.AdminClient;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * A terminal that shows a cluster until its user has had enough.
 *
 * <p>One thread looks at the cluster, one carries out what was asked for, and the caller's reads keys and draws. What has not
 * changed is not drawn again.
 */
public final class LiveView {

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(3);
    private static final Duration OPERATION_LIMIT = Duration.ofSeconds(60);
    private static final long KEY_MILLIS = 100;
    private static final long SEQUENCE_MILLIS = 20;
    private static final int ESCAPE = 27;

    private final Terminal terminal;
    private final Watcher looking;
    private final Watcher acting;
    private final Interaction interaction = new Interaction();
    private final AtomicReference<Observed> observed = new AtomicReference<>(Observed.nothing());
    private final AtomicReference<Runnable> outcome = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * A view of a cluster.
     *
     * @param client makes a client with the given limit for each request
     */
    public LiveView(Terminal terminal, Function<Duration, AdminClient> client) {
        this.terminal = terminal;
        this.looking = new Watcher(client.apply(LOOK_LIMIT));
        this.acting = new Watcher(client.apply(OPERATION_LIMIT));
    }

    /** Shows the cluster; returns when the user has asked for the end. */
    public void run() throws IOException {
        terminal.handle(Terminal.Signal.INT, signal -> ended.set(true));
        Attributes before = terminal.enterRawMode();
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        Thread eyes = Thread.ofPlatform().daemon().name("watch").start(this::keepLooking);
        try (ExecutorService hands = Executors.newSingleThreadExecutor(
                task -> Thread.ofPlatform().daemon().name("operate").unstarted(task))) {
            readAndDraw(hands);
            hands.shutdownNow();
        } finally {
            eyes.interrupt();
            terminal.puts(Capability.cursor_visible);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(before);
        }
    }

    private void keepLooking() {
        while (!ended.get()) {
            observed.set(looking.look());
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    private void readAndDraw(ExecutorService hands) throws IOException {
        Display display = new Display(terminal, true);
        NonBlockingReader keys = terminal.reader();
        int width = 0;
        int height = 0;
        while (!ended.get()) {
            Optional.ofNullable(outcome.getAndSet(null)).ifPresent(Runnable::run);
            if (width != terminal.getWidth() || height != terminal.getHeight()) {
                width = terminal.getWidth();
                height = terminal.getHeight();
                display.resize(height, width);
                display.clear();
            }
            display.update(WatchScreen.lines(observed.get(), interaction, width, height), -1);
            int character = keys.read(KEY_MILLIS);
            if (character == NonBlockingReader.EOF) {
                return;
            }
            if (character >= 0) {
                press(character, keys).ifPresent(wish -> follow(wish, hands));
            }
        }
    }

    private Optional<Interaction.Wish> press(int character, NonBlockingReader keys) throws IOException {
        List<String> entities = observed.get().entities();
        if (character != ESCAPE) {
            return interaction.press(Interaction.Key.CHARACTER, (char) character, entities);
        }
        return interaction.press(sequence(keys), '\0', entities);
    }

    /** An escape alone, or the key whose sequence it begins. */
    private static Interaction.Key sequence(NonBlockingReader keys) throws IOException {
        if (keys.read(SEQUENCE_MILLIS) < 0) {
            return Interaction.Key.ESCAPE;
        }
        return switch (keys.read(SEQUENCE_MILLIS)) {
            case 'A' -> Interaction.Key.UP;
            case 'B' -> Interaction.Key.DOWN;
            case '5' -> page(keys, Interaction.Key.PAGE_UP);
            case '6' -> page(keys, Interaction.Key.PAGE_DOWN);
            default -> Interaction.Key.ESCAPE;
        };
    }

    private static Interaction.Key page(NonBlockingReader keys, Interaction.Key key) throws IOException {
        keys.read(SEQUENCE_MILLIS); // the tilde
        return key;
    }

    private void follow(Interaction.Wish wish, ExecutorService hands) {
        switch (wish) {
            case Interaction.Wish.Quit quit -> ended.set(true);
            case Interaction.Wish.Operate operate ->
                hands.execute(() -> {
                    String said = acting.operate(operate);
                    outcome.set(() -> interaction.say(said));
                });
            case Interaction.Wish.Explain explain ->
                hands.execute(() -> {
                    List<String> why = acting.explain(explain.dn());
                    outcome.set(() -> interaction.show(why));
                });
        }
    }
}
