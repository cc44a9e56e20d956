package org.amf4j.system.clock;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An agent for JVMs whose time of day is to be set while they run: the program asks this class instead of the system, which
 * shows the system's time and the seconds that stand in a file. Clocks that cannot be set, as {@link System#nanoTime()}, stay
 * as they are.
 */
public final class SettableClock {

    /** How often the file is looked at, in milliseconds. */
    static final long LOOK_MILLIS = 100;

    private static volatile long shiftMillis;

    private SettableClock() {}

    /**
     * Called by the JVM before the program.
     *
     * @param file whose text is the difference, in seconds; 0 while it does not exist
     */
    public static void premain(String file, Instrumentation instrumentation) {
        Path path = Path.of(file).toAbsolutePath();
        Thread looking = new Thread(() -> look(path), "settable-clock");
        looking.setDaemon(true);
        looking.start();
        instrumentation.addTransformer(new ClockCalls());
    }

    private static void look(Path file) {
        try {
            while (true) {
                shiftMillis = TimeUnit.SECONDS.toMillis(seconds(file));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the clock cannot be set by " + file, e);
        }
    }

    private static long seconds(Path file) throws IOException {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** In place of {@link System#currentTimeMillis()}. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + shiftMillis;
    }

    /** In place of {@link Instant#now()}. */
    public static Instant now() {
        return Instant.now().plusMillis(shiftMillis);
    }
}
