package org.amf4j.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.ComponentAdapter;
import org.amf4j.api.amf.Health;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.Removal;
import org.amf4j.api.amf.SessionOptions;

/**
 * An SA-aware component: while it is active, a TCP service on the port that its component service instance names tells
 * who answers. A standby does not listen, but has everything loaded that it will need.
 */
public final class Streamer {

    private Streamer() {}

    /** Runs the component that AMF started this process for, until AMF terminates it. */
    public static void main(String[] arguments) throws InterruptedException {
        run(SessionOptions.fromEnvironment(System.getenv()));
    }

    static void run(SessionOptions options) throws InterruptedException {
        try (AmfSession amf = Availability.open(options);
                StreamServer server = new StreamServer(amf.component().toString())) {
            amf.register(new Roles(server));
            amf.awaitTermination();
        }
    }

    private static final class Roles extends ComponentAdapter {

        private final StreamServer server;

        Roles(StreamServer server) {
            this.server = server;
        }

        @Override
        public void active(Assignment assignment) {
            try {
                server.start(Integer.parseInt(assignment.attribute("port")));
            } catch (IOException e) {
                throw new UncheckedIOException("port " + assignment.attribute("port") + ": " + e.getMessage(), e);
            }
            assignment.done();
        }

        @Override
        public void standby(Assignment assignment) {
            server.stop();
            try {
                server.warmUp();
            } catch (IOException e) {
                throw new UncheckedIOException("warming up: " + e.getMessage(), e);
            }
            assignment.done();
        }

        @Override
        public void quiesced(Assignment assignment) {
            server.stop();
            assignment.done();
        }

        @Override
        public void removed(Removal removal) {
            server.stop();
            removal.done();
        }

        @Override
        public Health check() {
            return server.isWell()
                    ? Health.ok()
                    : Health.failed(RecommendedRecovery.COMPONENT_FAILOVER, "the serving thread has ended");
        }
    }
}
