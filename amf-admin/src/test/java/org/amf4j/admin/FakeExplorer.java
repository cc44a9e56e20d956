package org.amf4j.admin;

import java.util.List;
import java.util.Optional;
import org.amf4j.admin.model.FaultExplorer;

/** Stands for the simulator, which is in a higher room: seed 13 brings misfortune. */
public final class FakeExplorer implements FaultExplorer {

    /** For {@link java.util.ServiceLoader}. */
    public FakeExplorer() {}

    @Override
    public List<String> faults() {
        return List.of("crash");
    }

    @Override
    public Explored explore(Wish wish) {
        if (!List.of("all", "crash").containsAll(wish.faults())) {
            throw new IllegalArgumentException("'" + wish.faults() + "' is no fault");
        }
        Optional<Broken> broken = wish.seed() == 13
                ? Optional.of(new Broken(
                        13, "abc", "ONE-ACTIVE is broken", List.of("crash a", "crash b"), List.of("crash b")))
                : Optional.empty();
        return new Explored(wish.eventsMin() + 7, 1, broken);
    }
}
