package org.amf4j.simulator;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.model.FaultExplorer;
import org.amf4j.admin.model.InstalledModels;

/** Random faults on an operator's own model, for {@code amf simulate --seed}. */
public final class ModelFaults implements FaultExplorer {

    private static final long TIME_NANOS_MAX = TimeUnit.HOURS.toNanos(1);

    /** For {@link java.util.ServiceLoader}. */
    public ModelFaults() {}

    @Override
    public List<String> faults() {
        return Arrays.stream(Fault.values()).map(Fault::word).toList();
    }

    @Override
    public Explored explore(Wish wish) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        wish.faults().forEach(word -> faults.addAll(Fault.named(word)));
        Exploration exploration = new Exploration(seed -> schedule(wish, seed, faults), InstalledModels.load());
        Exploration.Result result = exploration.explore(wish.seed(), wish.eventsMin(), TIME_NANOS_MAX, 1);
        Optional<Broken> broken =
                result.failure().map(f -> new Broken(f.seed(), f.commit(), f.message(), f.steps(), f.shortest()));
        return new Explored(result.events(), result.runs(), broken);
    }

    private static Schedule schedule(Wish wish, long seed, Set<Fault> faults) {
        Schedule drawn = Schedule.draw(wish.configuration(), seed, faults);
        return wish.steps().isEmpty() ? drawn : drawn.with(wish.steps());
    }
}
