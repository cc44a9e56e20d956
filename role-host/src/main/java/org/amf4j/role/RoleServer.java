package org.amf4j.role;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.api.AisException;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.RecommendedRecovery;

/**
 * The program of a component that is a server with roles: starts the server, registers when the role script says that it
 * is ready, and has the script tell it its roles from then on. When the server ends, the component has failed.
 */
public final class RoleServer {

    /** Between two questions whether the server is ready, in nanoseconds. */
    private static final long READY_PAUSE_NANOS = 20_000_000L;

    private static final Duration READY_LIMIT = Duration.ofSeconds(10);

    /** How long a server that was asked to end may take before it is killed, in seconds. */
    private static final long STOP_SECONDS = 5;

    private static final int USAGE = 200;

    /** Whether the framework has terminated the component, so that the server may end. */
    private static volatile boolean ending;

    private RoleServer() {}

    /** Runs until the framework terminates the component. Words: the role script, then the server's command line. */
    public static void main(String[] words) throws InterruptedException, IOException {
        if (words.length < 2) {
            System.err.println("usage: RoleServer ROLE_SCRIPT SERVER WORD...");
            System.exit(USAGE);
        }
        RoleScript script = new RoleScript(words[0]);
        Process server = start(Arrays.asList(words).subList(1, words.length));
        awaitReady(script, server);
        try (AmfSession session = Availability.open()) {
            session.register(new RoleComponent(script));
            server.onExit().thenAccept(ended -> serverEnded(session, ended.exitValue()));
            session.awaitTermination();
            ending = true;
            stop(server);
        }
        Runtime.getRuntime().halt(0);
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT)
                .start();
    }

    /** The time limit of INSTANTIATE ends this when nothing else does. */
    private static void awaitReady(RoleScript script, Process server) {
        while (true) {
            if (!server.isAlive()) {
                System.err.println(
                        "the server has ended with exit code " + server.exitValue() + " before it was ready");
                Runtime.getRuntime().halt(1);
            }
            try {
                script.call("ready", Map.of(), READY_LIMIT);
                return;
            } catch (RoleScript.RoleException e) {
                LockSupport.parkNanos(READY_PAUSE_NANOS);
            }
        }
    }

    /** Nothing may be done about it here: the framework cleans up, and decides. */
    private static void serverEnded(AmfSession session, int code) {
        if (ending) {
            return;
        }
        String text = "the server has ended with exit code " + code;
        System.err.println(text);
        try {
            session.reportError(session.component(), RecommendedRecovery.NO_RECOMMENDATION, text);
        } catch (AisException e) {
            System.err.println("and that could not be reported: " + e.getMessage());
        }
        // The closed session says it, too.
        Runtime.getRuntime().halt(1);
    }

    private static void stop(Process server) throws InterruptedException {
        server.destroy();
        if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
    }
}
