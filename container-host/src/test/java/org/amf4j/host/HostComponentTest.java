package org.amf4j.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.amf4j.api.Dn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Services are started and ended one by one, and know nothing of each other. */
class HostComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<Dn, FakeSession> sessions = new ConcurrentHashMap<>();
    private final HostComponent host =
            new HostComponent(component -> sessions.computeIfAbsent(component, FakeSession::new));

    private static Dn service(String name) {
        return Dn.of("safComp=" + name + ",safSu=su,safSg=g,safApp=a");
    }

    private void define(String name, String... values) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        attributes.put(name, List.of(values));
        host.active(new FakeAssignment(attributes));
    }

    private FakeRequest instantiate(String name, Duration limit) {
        FakeRequest request = new FakeRequest(service(name), limit);
        host.instantiateContained(request);
        await().atMost(PATIENCE).until(request::isAnswered);
        return request;
    }

    private FakeRequest cleanUp(String name, Duration limit) {
        FakeRequest request = new FakeRequest(service(name), limit);
        host.cleanUpContained(request);
        await().atMost(PATIENCE).until(request::isAnswered);
        return request;
    }

    @Test
    @DisplayName("a service is started from its class and registers in a session of its own")
    void starts() {
        define("x", Hosted.class.getName());

        FakeRequest request = instantiate("x", PATIENCE);

        assertThat(request.failure()).isEmpty();
        assertThat(sessions.get(service("x")).isRegistered()).isTrue();
    }

    @Test
    @DisplayName("two services of one class share no static state")
    void isolated() {
        define("x", Hosted.class.getName());
        instantiate("x", PATIENCE);
        FakeRequest second = new FakeRequest(service("y"), PATIENCE);
        Map<String, List<String>> both = Map.of("y", List.of(Hosted.class.getName()));
        host.active(new FakeAssignment(both));
        host.instantiateContained(second);
        await().atMost(PATIENCE).until(second::isAnswered);

        Object x = sessions.get(service("x")).listener().orElseThrow();
        Object y = sessions.get(service("y")).listener().orElseThrow();

        assertThat(x.getClass()).isNotSameAs(y.getClass()).isNotSameAs(Hosted.class);
        assertThat(x).hasToString("instance 1");
        assertThat(y).hasToString("instance 1");
    }

    @Test
    @DisplayName("what cannot be started says why: no definition, no class, no such class path")
    void cannotStart() {
        define("x", "org.example.Missing");
        assertThat(instantiate("x", PATIENCE).failure())
                .hasValueSatisfying(t -> assertThat(t).contains("org.example.Missing"));
        assertThat(instantiate("z", PATIENCE).failure())
                .hasValueSatisfying(t -> assertThat(t).contains("no attribute z"));
        define("x", Hosted.class.getName(), "no/such.jar");
        assertThat(instantiate("x", PATIENCE).failure())
                .hasValueSatisfying(t -> assertThat(t).contains("no/such.jar").contains("does not exist"));
    }

    @Test
    @DisplayName("cleaning up ends session and threads; nothing to clean up is success")
    void cleansUp() {
        define("x", Hosted.class.getName());
        instantiate("x", PATIENCE);

        assertThat(cleanUp("x", PATIENCE).failure()).isEmpty();
        assertThat(sessions.remove(service("x")).isClosed()).isTrue();
        assertThat(cleanUp("x", PATIENCE).failure()).isEmpty();
        assertThat(instantiate("x", PATIENCE).failure()).isEmpty();
    }

    @Test
    @DisplayName("a thread that dies of an exception is the failure of its service alone")
    void threadDies() {
        define("x", Hosted.class.getName());
        instantiate("x", PATIENCE);
        FakeSession session = sessions.get(service("x"));

        session.perform("die");

        await().atMost(PATIENCE).until(() -> session.reported().isPresent());
        assertThat(session.reported()).hasValueSatisfying(t -> assertThat(t).contains("asked to die"));
    }

    @Test
    @DisplayName("a service whose threads do not end cannot be cleaned up, which is said")
    void stubborn() {
        define("x", Hosted.class.getName());
        instantiate("x", PATIENCE);
        sessions.get(service("x")).perform("linger");

        Optional<String> failure = cleanUp("x", Duration.ofMillis(400)).failure();
        assertThat(failure).hasValueSatisfying(t -> assertThat(t).contains("lingering"));

        Hosted.releaseAll();
        assertThat(cleanUp("x", PATIENCE).failure()).isEmpty();
    }
}
