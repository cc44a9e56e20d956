package org.amf4j.clc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills what we have started when we die, by whatever cause.
 *
 * <p>A small shell process in a session of its own reads a pipe from us. We tell it which sessions are ours; when the
 * pipe ends because we are gone, it sends SIGKILL to all their processes and ends. Should the shell itself be killed, a
 * new one takes over. Thread-safe.
 */
public final class Guardian implements AutoCloseable {

    /** Most times that a killed guardian is replaced. */
    private static final int REPLACEMENTS_MAX = 100;

    /** Most sessions guarded. */
    private static final int SESSIONS_MAX = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Guardian.class);

    private final String script;
    private final Set<Long> sessions = new LinkedHashSet<>();
    private Process process;
    private int replacements;
    private boolean closed;

    private Guardian(String script) throws IOException {
        this.script = script;
        this.process = launch();
    }

    /**
     * Starts a guardian of no sessions.
     *
     * @throws IOException when the shell cannot be started
     */
    public static Guardian start() throws IOException {
        try (InputStream resource = Guardian.class.getResourceAsStream("guardian.sh")) {
            Guardian guardian = new Guardian(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
            guardian.watch();
            return guardian;
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(DetachedExecutor.inNewSession(List.of("/bin/sh", "-c", script, "guardian"))
                        .toStrings())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    private synchronized void watch() {
        process.onExit().thenRun(this::replace);
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
            sessions.forEach(session -> tell("+" + session));
            watch();
        } catch (IOException e) {
            LOG.atError().setCause(e).log("the guardian cannot be replaced; processes may outlive this one");
        }
    }

    /** Guards a session from now on. */
    public synchronized void add(long session) {
        if (sessions.size() < SESSIONS_MAX && sessions.add(session)) {
            tell("+" + session);
        }
    }

    /** Guards a session no more; call it as soon as the session is empty, because its number will be used again. */
    public synchronized void remove(long session) {
        if (sessions.remove(session)) {
            tell("-" + session);
        }
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
