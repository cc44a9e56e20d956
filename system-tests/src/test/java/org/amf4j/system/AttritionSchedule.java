package org.amf4j.system;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Faults drawn from a seed, one after the other, for as long as one likes. It knows which faults are on, so that what was
 * done is undone sooner or later; how long a fault lasts, and which come together, is left to chance.
 */
final class AttritionSchedule {

    /** Longest time between two steps, in milliseconds: beside it a lease is short, and most recoveries are over. */
    private static final int PAUSE_MILLIS_MAX = 3_000;

    /** As many nodes may be out of order at once. */
    private static final int NODES_AT_ONCE_MAX = 2;

    private final Random random;
    private final List<String> nodes;
    private final boolean firewall;
    private final Map<String, Fault> faults = new TreeMap<>();
    private boolean parted;

    /** What can be wrong with a node. */
    enum Fault {
        /** Its process is killed; undone by a new start. */
        KILLED,
        /** Its process stands still. */
        STOPPED,
        /** Its cable is pulled. */
        CUT,
        /** It hears nobody. */
        DEAF,
        /** It is heard by nobody. */
        MUTE
    }

    /**
     * One thing to do.
     *
     * @param pauseMillis to wait before it
     * @param action what to do
     * @param nodes whom it concerns
     */
    record Step(int pauseMillis, Action action, List<String> nodes) {
        @Override
        public String toString() {
            return "+" + pauseMillis + " ms " + action + " " + String.join(" ", nodes);
        }
    }

    /** What can be done. */
    enum Action {
        KILL,
        START,
        STOP,
        CONTINUE,
        CUT,
        HEAL,
        DEAFEN,
        MUTE,
        PART,
        OPEN,
        CRASH_COMPONENT
    }

    private static final Map<Fault, Action> CAUSES = new EnumMap<>(Map.of(
            Fault.KILLED, Action.KILL,
            Fault.STOPPED, Action.STOP,
            Fault.CUT, Action.CUT,
            Fault.DEAF, Action.DEAFEN,
            Fault.MUTE, Action.MUTE));

    private static final Map<Fault, Action> CURES = new EnumMap<>(Map.of(
            Fault.KILLED, Action.START,
            Fault.STOPPED, Action.CONTINUE,
            Fault.CUT, Action.HEAL,
            Fault.DEAF, Action.OPEN,
            Fault.MUTE, Action.OPEN));

    /** The schedule of a seed for these nodes; packets are kept away only where there is a firewall. */
    AttritionSchedule(long seed, List<String> nodes, boolean firewall) {
        this.random = new Random(seed);
        this.nodes = List.copyOf(nodes);
        this.firewall = firewall;
    }

    /** The next thing to do. */
    Step next() {
        int pause = random.nextInt(PAUSE_MILLIS_MAX);
        int dice = random.nextInt(10);
        if (dice == 0) {
            return new Step(pause, Action.CRASH_COMPONENT, List.of(pick(nodes)));
        }
        if (dice == 1 && firewall && !parted && !isFiltered()) {
            parted = true;
            return new Step(pause, Action.PART, side());
        }
        if (dice < 6 && faults.size() < NODES_AT_ONCE_MAX) {
            return cause(pause);
        }
        return cure(pause);
    }

    private boolean isFiltered() {
        return faults.containsValue(Fault.DEAF) || faults.containsValue(Fault.MUTE);
    }

    private List<String> side() {
        List<String> side = new ArrayList<>();
        nodes.forEach(node -> {
            if (random.nextBoolean()) {
                side.add(node);
            }
        });
        return side.isEmpty() || side.size() == nodes.size() ? List.of(nodes.get(0)) : side;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private Step cause(int pause) {
        String node = pick(nodes.stream().filter(n -> !faults.containsKey(n)).toList());
        boolean packets = firewall && !parted && !isFiltered();
        Fault fault = Fault.values()[random.nextInt(packets ? Fault.values().length : Fault.CUT.ordinal() + 1)];
        faults.put(node, fault);
        return new Step(pause, CAUSES.get(fault), List.of(node));
    }

    private Step cure(int pause) {
        if (parted && (faults.isEmpty() || random.nextBoolean())) {
            parted = false;
            return new Step(pause, Action.OPEN, List.of());
        }
        if (faults.isEmpty()) {
            return cause(pause);
        }
        String node = pick(List.copyOf(faults.keySet()));
        Fault fault = faults.remove(node);
        return new Step(pause, CURES.get(fault), List.of(node));
    }

    /** What is to be done so that nothing is wrong any more. */
    List<Step> end() {
        List<Step> steps = new ArrayList<>();
        faults.forEach((node, fault) -> steps.add(new Step(0, CURES.get(fault), List.of(node))));
        if (parted) {
            steps.add(new Step(0, Action.OPEN, List.of()));
        }
        faults.clear();
        parted = false;
        return steps;
    }
}
