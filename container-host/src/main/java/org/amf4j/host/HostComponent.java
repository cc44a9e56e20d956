package org.amf4j.host;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AgentLossPolicy;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.AssignedCsi;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.ComponentAdapter;
import org.amf4j.api.amf.ContainedRequest;
import org.amf4j.api.amf.Removal;
import org.amf4j.api.amf.SessionOptions;

/** The container: knows what its services are made of while it is active, starts them and ends them. Thread-safe. */
final class HostComponent extends ComponentAdapter {

    /** Most services in one container. */
    static final int SERVICES_MAX = 1_000;

    private static final Duration SESSION_CLOSE = Duration.ofMillis(500);
    private static final Duration END_LEAST = Duration.ofMillis(100);

    private final Sessions sessions;
    private final Map<Dn, HostedService> services = new ConcurrentHashMap<>();
    private volatile Map<String, List<String>> definitions = Map.of();

    HostComponent() {
        this(HostComponent::openSession);
    }

    HostComponent(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The loss of the agent ends the process by the container's own session; services need not see to that. */
    private static AmfSession openSession(Dn component) {
        SessionOptions host = SessionOptions.fromEnvironment(System.getenv());
        return Availability.open(SessionOptions.of(component, host.agentSocket())
                .withAgentLossPolicy(AgentLossPolicy.CALLBACK)
                .withCloseTimeout(SESSION_CLOSE));
    }

    @Override
    public void active(Assignment assignment) {
        Map<String, List<String>> known = new LinkedHashMap<>();
        for (AssignedCsi csi : assignment.csis()) {
            known.putAll(csi.attributes());
        }
        definitions = Map.copyOf(known);
        assignment.done();
    }

    @Override
    public void quiesced(Assignment assignment) {
        assignment.done();
    }

    @Override
    public void removed(Removal removal) {
        removal.done();
    }

    @Override
    public void instantiateContained(ContainedRequest request) {
        List<String> values = definitions.getOrDefault(request.component().rdnValue(), List.of());
        if (values.isEmpty()) {
            request.fail(
                    "the container CSI has no attribute " + request.component().rdnValue() + " that names the class of "
                            + request.component() + "; add the SaAmfCSIAttribute");
        } else if (services.size() >= SERVICES_MAX) {
            request.fail("the container has " + SERVICES_MAX + " services, no more can be started");
        } else {
            later(request, () -> start(request, ServiceDefinition.of(values)));
        }
    }

    private void start(ContainedRequest request, ServiceDefinition definition) throws InterruptedException {
        List<String> left = endPresent(request);
        if (left.isEmpty()) {
            HostedService service = new HostedService(request, definition, sessions);
            services.put(request.component(), service);
            service.start();
        } else {
            request.fail("threads of the instance before go on: " + left);
        }
    }

    @Override
    public void cleanUpContained(ContainedRequest request) {
        later(request, () -> {
            List<String> left = endPresent(request);
            if (left.isEmpty()) {
                request.done();
            } else {
                request.fail("its threads go on: " + left + "; only the end of the process ends them");
            }
        });
    }

    private List<String> endPresent(ContainedRequest request) throws InterruptedException {
        Optional<HostedService> present = Optional.ofNullable(services.get(request.component()));
        if (present.isEmpty()) {
            return List.of();
        }
        Duration half = request.timeLimit().dividedBy(2);
        List<String> left = present.get().end(half.compareTo(END_LEAST) > 0 ? half : END_LEAST);
        if (left.isEmpty()) {
            services.remove(request.component(), present.get());
        }
        return left;
    }

    /** Something that takes its time; callbacks to the container must not wait for it. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private static void later(ContainedRequest request, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (AisException e) {
                        // The answer came too late, or the agent is gone: it acts on that by itself.
                        System.getLogger(HostComponent.class.getName())
                                .log(System.Logger.Level.WARNING, request.callback() + ": " + e.getMessage());
                    }
                },
                request.callback());
        thread.setDaemon(true);
        thread.start();
    }
}
