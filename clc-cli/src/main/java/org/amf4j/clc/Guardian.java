package org.amf4j.clc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills what we have started when we die, by whatever cause, and when we are stopped for longer than our lease lasts.
 *
 * <p>A small shell process in a session of its own reads a pipe from us. We tell it which sessions are ours; when the
 * pipe ends because we are gone, it sends SIGKILL to all their processes, tells those who want to know that nothing is
 * left, and ends. When we have told it the end of a lease, and no later one in time, it kills them, too. Should the shell
 * itself be killed, a new one takes over. Thread-safe.
 */
public final class Guardian implements AutoCloseable {

    /** Most times that a killed guardian is replaced. */
    private static final int REPLACEMENTS_MAX = 100;

    /** Most sessions guarded. */
    private static final int SESSIONS_MAX = 100_000;

    /** What the shell says when it has acted because the lease had run out. */
    private static final String FIRED = "fired";

    private static final List<Path> SHELLS = List.of(Path.of("/bin/bash"), Path.of("/usr/bin/bash"));
    private static final long STACK_BYTES = 128 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(Guardian.class);

    private final String script;
    private final LastWord lastWord;
    private final Runnable fired;
    private final Set<Long> sessions = new LinkedHashSet<>();
    private final Set<Long> lasting = new LinkedHashSet<>();
    private OptionalLong leaseEnd = OptionalLong.empty();
    private Optional<Path> kept = Optional.empty();
    private Process process;
    private int replacements;
    private boolean closed;

    /**
     * What is told when we are gone and nothing of ours runs any more.
     *
     * @param word one line; not told to anybody before
     * @param listeners addresses with ports, for UDP
     */
    public record LastWord(String word, List<InetSocketAddress> listeners) {

        /** Nothing, to nobody. */
        public static final LastWord NONE = new LastWord("", List.of());

        public LastWord {
            listeners = List.copyOf(listeners);
            if (word.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a last word is one line");
            }
        }
    }

    private Guardian(String script, LastWord lastWord, Runnable fired) throws IOException {
        this.script = script;
        this.lastWord = lastWord;
        this.fired = fired;
        this.process = launch();
    }

    /**
     * Starts a guardian of no sessions that tells nobody.
     *
     * @throws IOException when the shell cannot be started
     */
    public static Guardian start() throws IOException {
        return start(LastWord.NONE, () -> {});
    }

    /**
     * Starts a guardian of no sessions.
     *
     * @param lastWord what it tells when we are gone and nothing is left
     * @param fired told, on a thread of its own, that the guardian has killed all because the lease had run out
     * @throws IOException when the shell cannot be started
     */
    public static Guardian start(LastWord lastWord, Runnable fired) throws IOException {
        try (InputStream resource = Guardian.class.getResourceAsStream("guardian.sh")) {
            String script = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            Guardian guardian = new Guardian(script, lastWord, fired);
            guardian.begin();
            return guardian;
        }
    }

    private Process launch() throws IOException {
        Path shell = SHELLS.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "bash is in none of " + SHELLS + "; install it, nothing can be guarded without"));
        List<String> command = List.of(shell.toString(), "-c", script, "guardian");
        return new ProcessBuilder(DetachedExecutor.inNewSession(Scheduling.urgent(), command)
                        .toStrings())
                .redirectError(Redirect.DISCARD)
                .start();
    }

    private synchronized void begin() {
        for (InetSocketAddress listener : lastWord.listeners()) {
            tell("T" + listener.getAddress().getHostAddress() + " " + listener.getPort());
        }
        if (!lastWord.word().isEmpty()) {
            tell("W" + lastWord.word());
        }
        sessions.forEach(this::tellOf);
        leaseEnd.ifPresent(end -> tell("L" + end));
        kept.ifPresent(file -> tell("K" + file));
        Process present = process;
        Thread ears = new Thread(null, () -> listen(present), "guardian", STACK_BYTES);
        ears.setDaemon(true);
        ears.start();
    }

    /** Hears what the shell says, until it ends. */
    private void listen(Process shell) {
        try (BufferedReader reader = shell.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.equals(FIRED)) {
                    LOG.atError().log("the lease had run out and the guardian has killed all components");
                    fired.run();
                }
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the guardian speaks no more");
        }
        replace();
    }

    private synchronized void replace() {
        if (closed) {
            return;
        }
        if (replacements++ == REPLACEMENTS_MAX) {
            LOG.atError()
                    .addKeyValue("times", REPLACEMENTS_MAX)
                    .log("the guardian was killed too often and is not replaced");
            return;
        }
        LOG.atWarn().addKeyValue("sessions", sessions.size()).log("the guardian was killed and is replaced");
        try {
            process = launch();
            begin();
        } catch (IOException e) {
            LOG.atError().setCause(e).log("the guardian cannot be replaced; processes may outlive this one");
        }
    }

    /** Guards a session from now on. */
    public synchronized void add(long session) {
        if (sessions.size() < SESSIONS_MAX && sessions.add(session)) {
            tellOf(session);
        }
    }

    /** Guards a session that is let go on when the lease has run out; it dies with us all the same. */
    public synchronized void addLasting(long session) {
        lasting.add(session);
        add(session);
    }

    private void tellOf(long session) {
        tell((lasting.contains(session) ? "~" : "+") + session);
    }

    /** Guards a session no more; call it as soon as the session is empty, because its number will be used again. */
    public synchronized void remove(long session) {
        if (sessions.remove(session)) {
            lasting.remove(session);
            tell("-" + session);
        }
    }

    /**
     * Has everything killed when the machine has been up for so long, unless a later time is told before. What is told once
     * is not taken back: without a renewal all ends then, whatever has become of us.
     *
     * @param uptimeNanos as {@link Uptime} counts
     */
    public synchronized void leaseEnds(long uptimeNanos) {
        long centiseconds = uptimeNanos / Uptime.PRECISION_NANOS;
        leaseEnd = OptionalLong.of(centiseconds);
        tell("L" + centiseconds);
    }

    /**
     * Has everything live on when we are gone, until the lease ends. Whoever has renamed the file to {@code FILE.taken} by then
     * goes on with it all, and has to guard it; else it is killed then, and the file is renamed to {@code FILE.over} before.
     *
     * @param file an absolute path, never used before
     */
    public synchronized void keepUntilLeaseEnds(Path file) {
        kept = Optional.of(file);
        tell("K" + file);
    }

    /** The sessions that are let go on when the lease has run out. */
    public synchronized List<Long> lasting() {
        return List.copyOf(lasting);
    }

    /** The sessions that are guarded. */
    public synchronized List<Long> sessions() {
        return List.copyOf(sessions);
    }

    private void tell(String line) {
        try {
            OutputStream pipe = process.getOutputStream();
            pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException e) {
            // It is gone; its replacement is told about all sessions.
            LOG.atDebug().setCause(e).addKeyValue("line", line).log("the guardian does not listen");
        }
    }

    /** The process that guards, for diagnosis. */
    public synchronized long pid() {
        return process.pid();
    }

    /** Lets the guardian go: it kills what is still registered and ends. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the guardian was gone already");
        }
    }
}
