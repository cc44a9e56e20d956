package org.amf4j.host;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.amf4j.api.AisException;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.ComponentListener;
import org.amf4j.api.amf.ContainedRequest;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.SessionState;

/** One life of one service: its class loader, its threads, its session. */
final class HostedService {

    private static final System.Logger LOG = System.getLogger(HostedService.class.getName());

    private final ContainedRequest birth;
    private final ServiceDefinition definition;
    private final Sessions sessions;
    private final ServiceThreads threads;
    private final AtomicReference<Optional<AmfSession>> session = new AtomicReference<>(Optional.empty());

    HostedService(ContainedRequest birth, ServiceDefinition definition, Sessions sessions) {
        this.birth = birth;
        this.definition = definition;
        this.sessions = sessions;
        this.threads = new ServiceThreads(birth.component().rdnValue(), this::report);
    }

    /** Starts it in a thread of its own; the request is answered when it has registered, or cannot be. */
    void start() {
        new Thread(threads, this::live, "service " + birth.component().rdnValue()).start();
    }

    private void live() {
        try (ServiceLoading classes = new ServiceLoading(definition)) {
            Thread.currentThread().setContextClassLoader(classes); // threads that are started here inherit it
            try (AmfSession own = sessions.open(birth.component())) {
                session.set(Optional.of(own));
                ComponentListener listener = classes.newListener(own);
                own.register(listener);
                birth.done();
                own.awaitTermination();
            }
        } catch (AisException | IllegalArgumentException | IllegalStateException | IOException | LinkageError e) {
            ended(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended("interrupted");
        }
        threads.interrupt();
    }

    private void ended(String cause) {
        if (birth.isAnswered()) {
            LOG.log(Level.INFO, "service {0} has ended: {1}", birth.component(), cause);
        } else {
            birth.fail("service " + birth.component().rdnValue() + " could not be started: " + cause);
        }
    }

    /** A thread of it has died of an exception, which is its failure. */
    private void report(String text) {
        session.get().filter(s -> s.state() == SessionState.REGISTERED).ifPresent(s -> {
            try {
                s.reportError(birth.component(), RecommendedRecovery.NO_RECOMMENDATION, text);
            } catch (AisException e) {
                LOG.log(Level.WARNING, "{0} failed, and that could not be reported: {1}", birth.component(), text);
            }
        });
    }

    /** Ends what there is of it; the names of threads that go on after this time. */
    List<String> end(Duration limit) throws InterruptedException {
        session.get().ifPresent(AmfSession::close);
        return threads.end(limit);
    }
}
