package org.amf4j.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.ModelBinder;

/**
 * What is done to which cluster, and how long things take there. The same schedule gives the same run.
 *
 * @param configuration the objects of the cluster's model
 * @param delaySeed what the durations of actions, messages and commits are drawn from
 * @param steps what is done, in the language of {@link org.amf4j.testkit.Steps}
 */
public record Schedule(List<ImmObject> configuration, long delaySeed, List<String> steps) {

    private static final int STEPS_MAX = 60;
    private static final long SPREAD = 0x9E3779B97F4A7C15L; // so that neighbouring seeds draw differently

    public Schedule {
        configuration = List.copyOf(configuration);
        steps = List.copyOf(steps);
    }

    /** A random schedule on a random cluster. */
    public static Schedule draw(long seed) {
        Random random = new Random(seed);
        List<ImmObject> groups = RandomDependencies.add(RandomModel.draw(random), new Random(seed * SPREAD));
        List<ImmObject> configuration = RandomContainers.add(groups, new Random(seed * SPREAD + 1));
        // Silence takes seconds in which little else is done; it has runs of its own, and so have changes of the model
        // and
        // operations on nodes of the cluster.
        Set<Fault> faults = EnumSet.complementOf(
                EnumSet.of(Fault.SILENCE, Fault.PARTITION, Fault.CHANGES, Fault.MEMBERSHIP, Fault.READINESS));
        return draw(configuration, random, faults);
    }

    /** A random schedule on a random cluster with proxies and components that they speak for. */
    public static Schedule drawWithProxies(long seed) {
        Random random = new Random(seed);
        List<ImmObject> configuration = RandomProxies.add(RandomModel.draw(random), new Random(seed * SPREAD + 2));
        return draw(
                configuration,
                random,
                EnumSet.complementOf(EnumSet.of(Fault.SILENCE, Fault.PARTITION, Fault.READINESS)));
    }

    /** A random schedule with these faults on this cluster, which must be valid. */
    public static Schedule draw(List<ImmObject> configuration, long seed, Set<Fault> faults) {
        return draw(configuration, new Random(seed), faults);
    }

    private static Schedule draw(List<ImmObject> configuration, Random random, Set<Fault> faults) {
        Model model = ModelBinder.bind(configuration)
                .model()
                .orElseThrow(() -> new IllegalArgumentException("the configuration is not valid; validate it first"));
        long delaySeed = random.nextLong();
        RandomSteps lots = new RandomSteps(model, random, faults);
        List<String> steps = new ArrayList<>();
        steps.add(pause(random));
        int count = 1 + random.nextInt(STEPS_MAX);
        for (int i = 0; i < count; i++) {
            steps.add(lots.next());
            if (random.nextInt(3) > 0) {
                steps.add(pause(random));
            }
        }
        return new Schedule(configuration, delaySeed, steps);
    }

    private static String pause(Random random) {
        int micros = switch (random.nextInt(10)) {
            case 0 -> 1_000_000 + random.nextInt(5_000_000);
            case 1, 2, 3 -> 20_000 + random.nextInt(100_000);
            default -> random.nextInt(6_000);
        };
        return "wait " + micros + "us";
    }

    /** The same with other steps. */
    Schedule with(List<String> others) {
        return new Schedule(configuration, delaySeed, others);
    }
}
