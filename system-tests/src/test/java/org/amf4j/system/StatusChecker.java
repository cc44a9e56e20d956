package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.amf4j.admin.outcome.CommandFailure;

/**
 * Compares all the time what {@code status} says with what components were told: who is ACTIVE in a group where nothing is under
 * way is acting, and who is acting is ACTIVE. For a moment they may differ; when they still do after some seconds in which a leader
 * has answered each time, something is wrong. Its thread ends with {@link #close()}.
 */
final class StatusChecker implements AutoCloseable {

    /** For so long they may differ: a lease and an election, and more for machines that are busy. */
    private static final long DIFFERENT_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

    /** A process acts every two milliseconds, on a machine that is busy. */
    private static final long ACTING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Duration ASKING_LIMIT = Duration.ofSeconds(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int WRONG_MAX = 20;

    private final ClusterView view;
    private final ActivityObserver observer;
    private final List<String> instancesOf;
    private final List<String> wrong = new ArrayList<>();

    /** Instances for which they differ, and since when. */
    private final Map<String, Long> differentSince = new HashMap<>();

    private final Thread thread;
    private int compared;
    private volatile boolean ended;

    private StatusChecker(ClusterView view, ActivityObserver observer, List<String> instancesOf) {
        this.view = view;
        this.observer = observer;
        this.instancesOf = instancesOf;
        this.thread = new Thread(this::run, "status-checker");
        thread.setDaemon(true);
    }

    /** Begins to compare, for the instances of these nodes. */
    static StatusChecker start(ClusterView view, ActivityObserver observer, List<String> instancesOf) {
        StatusChecker checker = new StatusChecker(view, observer, instancesOf);
        checker.thread.start();
        return checker;
    }

    private void run() {
        while (!ended && wrong.size() < WRONG_MAX) {
            long before = System.nanoTime();
            Optional<JsonNode> status = ask();
            long after = System.nanoTime();
            if (status.isPresent()) {
                instancesOf.forEach(instance -> compare(status.get(), instance, before, after));
            } else {
                differentSince.clear();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Optional<JsonNode> ask() {
        try {
            return Optional.of(view.client(ASKING_LIMIT).query("status", Map.of()))
                    .filter(status -> status.path("majority").asBoolean());
        } catch (CommandFailure e) {
            return Optional.empty(); // nobody leads at this moment
        }
    }

    private void compare(JsonNode status, String instance, long before, long after) {
        boolean settled = ClusterView.stream(status, "groups")
                .filter(group -> group.path("dn").asText().equals(LabModel.group(instance)))
                .anyMatch(group -> group.path("settled").asBoolean());
        Optional<String> difference = settled ? difference(status, instance, before, after) : Optional.empty();
        compared += settled ? 1 : 0;
        if (difference.isEmpty()) {
            differentSince.remove(instance);
        } else if (after - differentSince.computeIfAbsent(instance, i -> before) > DIFFERENT_NANOS_MAX) {
            wrong.add(difference.get() + ", for " + TimeUnit.NANOSECONDS.toSeconds(DIFFERENT_NANOS_MAX) + " s");
        }
    }

    private Optional<String> difference(JsonNode status, String instance, long before, long after) {
        Optional<String> said = ClusterView.unit(status, LabModel.instance(instance), "ACTIVE");
        List<Claims.Claim> claims = observer.claimsFor(instance);
        boolean acts = said.stream()
                .flatMap(unit -> by(unit, claims))
                .anyMatch(c -> c.beginNanos() <= after && c.latestNanos() >= before - ACTING_NANOS);
        if (said.isPresent() && !acts) {
            return Optional.of(
                    "status says that " + said.get() + " is ACTIVE for " + instance + ", which does not act");
        }
        return claims.stream()
                .filter(c -> c.beginNanos() < before - ACTING_NANOS && c.latestNanos() > after)
                .filter(c -> said.stream().flatMap(unit -> by(unit, claims)).noneMatch(c::equals))
                .findFirst()
                .map(c -> c.holder() + " acts for " + instance + ", and status says " + said);
    }

    private static Stream<Claims.Claim> by(String unit, List<Claims.Claim> claims) {
        return claims.stream().filter(c -> c.holder().startsWith(LabModel.component(unit) + "-"));
    }

    /** Fails when there was a difference. */
    void assertAgreed() {
        assertThat(wrong).as("status and components disagree").isEmpty();
        assertThat(compared).as("comparisons").isPositive();
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join(ASKING_LIMIT.toMillis() + TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return compared + " comparisons of status with components";
    }
}
