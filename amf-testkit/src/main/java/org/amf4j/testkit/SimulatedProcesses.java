package org.amf4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;

/** What really runs on a simulated node: by component, what its last INSTANTIATE started last. */
final class SimulatedProcesses {

    private final VirtualCluster cluster;
    private final Map<Dn, List<SimulatedProcess>> running = new TreeMap<>();

    SimulatedProcesses(VirtualCluster cluster) {
        this.cluster = cluster;
    }

    void clear() {
        running.clear();
    }

    /** Ends all but these. */
    void keep(Predicate<Dn> components) {
        running.keySet().removeIf(component -> !components.test(component));
    }

    void add(SimulatedProcess process) {
        running.computeIfAbsent(process.component, c -> new ArrayList<>(1)).add(process);
    }

    void remove(SimulatedProcess process) {
        process.alive = false;
        List<SimulatedProcess> left = running.get(process.component);
        if (left != null && left.remove(process) && left.isEmpty()) {
            running.remove(process.component);
        }
    }

    /** Ends all that runs of the component. */
    List<SimulatedProcess> take(Dn component) {
        List<SimulatedProcess> all = running.remove(component);
        if (all == null) {
            return List.of();
        }
        all.forEach(p -> p.alive = false);
        return all;
    }

    /** Ends all that the agents have given up, of the components chosen. */
    void removeLeftovers(Predicate<Dn> chosen) {
        running.values()
                .forEach(all -> all.removeIf(p -> {
                    boolean inside = p.container
                            .filter(c -> c.givenUp && chosen.test(c.component))
                            .isPresent();
                    boolean removed = (p.givenUp || isFailedProxied(p.component)) && chosen.test(p.component) || inside;
                    p.alive &= !removed;
                    return removed;
                }));
        running.values().removeIf(List::isEmpty);
    }

    /** No agent gives up what proxies speak for. */
    private boolean isFailedProxied(Dn component) {
        return cluster.state()
                .component(component)
                .filter(c -> c.proxying().isPresent() && c.presence().isFailed())
                .isPresent();
    }

    /** What runs inside the process. */
    List<SimulatedProcess> inside(SimulatedProcess container) {
        return running.values().stream()
                .flatMap(List::stream)
                .filter(p -> p.container.filter(c -> c == container).isPresent())
                .toList();
    }

    Optional<SimulatedProcess> of(Dn component, long run) {
        return running.getOrDefault(component, List.of()).stream()
                .filter(p -> p.run == run)
                .findFirst();
    }

    /** The process that the agent has not given up. */
    Optional<SimulatedProcess> present(Dn component) {
        List<SimulatedProcess> all = running.getOrDefault(component, List.of());
        return all.isEmpty() || all.get(all.size() - 1).givenUp
                ? Optional.empty()
                : Optional.of(all.get(all.size() - 1));
    }

    /** The agent has no more to do with what runs of the component, if anything does. */
    void giveUp(Dn component) {
        running.getOrDefault(component, List.of()).forEach(p -> p.givenUp = true);
    }

    void closeSession(Dn component, long session) {
        for (SimulatedProcess process : running.getOrDefault(component, List.of())) {
            if (process.isCalledIn(session)) {
                process.session = OptionalLong.empty();
                process.draining.clear();
            }
        }
    }

    /** The process has this HA state now, as far as it may really have it. */
    void put(SimulatedProcess process, Dn csi, HaState state) {
        if (process.has.put(csi, state) != state) {
            cluster.holdingChanged(process, csi, state);
        }
    }

    /** Everything that runs. */
    Iterable<List<SimulatedProcess>> all() {
        return running.values();
    }

    /** What answers nothing and has not been given up. */
    List<SimulatedProcess> hung() {
        return running.values().stream()
                .flatMap(List::stream)
                .filter(p -> p.hung && !p.givenUp)
                .toList();
    }
}
