package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;

/**
 * Compares all the time what {@code status}, {@code watch} and the runtime objects of {@code get} say with what components were
 * told: who is ACTIVE in a group where nothing is under way is acting, and who is acting is ACTIVE. For a moment they may differ;
 * when they still do after some seconds in which a leader has answered each time, something is wrong. What is assigned to a node
 * that is shown as silent says nothing: it stays until the node's lease is known to have run out. Its thread ends with
 * {@link #close()}.
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
    private final Map<About, Long> differentSince = new HashMap<>();

    private final Thread thread;
    private final Map<String, Integer> compared = new TreeMap<>();
    private volatile boolean ended;

    /** What one surface says of one instance. */
    private record About(String surface, String instance) {}

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
            AdminClient client = view.client(ASKING_LIMIT);
            long before = System.nanoTime();
            Optional<JsonNode> status = asked(() -> client.query("status", Map.of()))
                    .filter(answer -> answer.path("majority").asBoolean());
            long after = System.nanoTime();
            List<String> settled = status.map(this::settled).orElse(List.of());
            differentSince.keySet().removeIf(about -> !settled.contains(about.instance()));
            for (String instance : settled) {
                compare(new About("status", instance), Surfaces.status(status.orElseThrow(), instance), before, after);
            }
            settled.forEach(instance -> compareObjects(client, instance));
            if (!settled.isEmpty()) {
                compareWatch(client, settled);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private List<String> settled(JsonNode status) {
        return instancesOf.stream()
                .filter(instance -> ClusterView.stream(status, "groups")
                        .filter(group -> group.path("dn").asText().equals(LabModel.group(instance)))
                        .anyMatch(group -> group.path("settled").asBoolean()))
                .filter(instance -> Surfaces.status(status, instance).stream()
                        .noneMatch(unit -> isSilent(status, ClusterView.nodeOf(status, unit))))
                .toList();
    }

    private static boolean isSilent(JsonNode status, String node) {
        return ClusterView.stream(status, "nodes")
                .filter(n -> n.path("dn").asText().startsWith("safAmfNode=" + node + ","))
                .anyMatch(n -> n.path("silent").asBoolean());
    }

    private void compareObjects(AdminClient client, String instance) {
        long before = System.nanoTime();
        Optional<Map<String, List<String>>> objects = asked(() -> Surfaces.objects(client, instance, instancesOf));
        long after = System.nanoTime();
        if (objects.isEmpty()) {
            forget(about -> about.instance().equals(instance) && about.surface().startsWith("get "));
        }
        objects.orElse(Map.of())
                .forEach((surface, units) -> compare(new About(surface, instance), units, before, after));
    }

    private void compareWatch(AdminClient client, List<String> settled) {
        long before = System.nanoTime();
        Optional<List<String>> lines = asked(() -> Surfaces.watch(client));
        long after = System.nanoTime();
        if (lines.isEmpty()) {
            forget(about -> about.surface().equals("watch"));
        }
        lines.ifPresent(shown -> settled.forEach(
                instance -> compare(new About("watch", instance), Surfaces.watched(shown, instance), before, after)));
    }

    /** What was not answered says nothing. */
    private void forget(Predicate<About> whom) {
        differentSince.keySet().removeIf(whom);
    }

    private static <T> Optional<T> asked(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (CommandFailure e) {
            return Optional.empty(); // nobody leads at this moment, or the object has just gone
        }
    }

    private void compare(About about, List<String> units, long before, long after) {
        compared.merge(about.surface(), 1, Integer::sum);
        Optional<String> difference = difference(about, units, before, after);
        if (difference.isEmpty()) {
            differentSince.remove(about);
        } else if (after - differentSince.computeIfAbsent(about, a -> before) > DIFFERENT_NANOS_MAX) {
            wrong.add(difference.get() + ", for " + TimeUnit.NANOSECONDS.toSeconds(DIFFERENT_NANOS_MAX) + " s");
        }
    }

    private Optional<String> difference(About about, List<String> units, long before, long after) {
        String instance = about.instance();
        if (units.size() > 1) {
            return Optional.of(about.surface() + " says that " + units + " are ACTIVE for " + instance);
        }
        Optional<String> said = units.stream().findFirst();
        List<Claims.Claim> claims = observer.claimsFor(instance);
        boolean acts = said.stream()
                .flatMap(unit -> by(unit, claims))
                .anyMatch(c -> c.beginNanos() <= after && c.latestNanos() >= before - ACTING_NANOS);
        if (said.isPresent() && !acts) {
            return Optional.of(about.surface() + " says that " + said.get() + " is ACTIVE for " + instance
                    + ", which does not act");
        }
        return claims.stream()
                .filter(c -> c.beginNanos() < before - ACTING_NANOS && c.latestNanos() > after)
                .filter(c -> said.stream().flatMap(unit -> by(unit, claims)).noneMatch(c::equals))
                .findFirst()
                .map(c -> c.holder() + " acts for " + instance + ", and " + about.surface() + " says " + said);
    }

    private static Stream<Claims.Claim> by(String unit, List<Claims.Claim> claims) {
        return claims.stream().filter(c -> c.holder().startsWith(LabModel.component(unit) + "-"));
    }

    /** Fails when there was a difference. */
    void assertAgreed() {
        assertThat(wrong).as("what is shown and components disagree").isEmpty();
        assertThat(compared.keySet())
                .as("what was compared")
                .containsExactly("get SaAmfCSIAssignment", "get SaAmfSIAssignment", "get SaAmfSU", "status", "watch");
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
        return "comparisons with components " + compared;
    }
}
