package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A failure is reported with seed, commit and a short schedule that fails in the same way. */
class ShrinkerTest {

    /** A model with a mistake: it gives the services of a crashed unit to nobody. */
    private static final class Forgetful implements RedundancyModel {
        @Override
        public RedundancyKind kind() {
            return RedundancyKind.TWO_N;
        }

        @Override
        public Assignments target(GroupView group) {
            Assignments.Builder target = Assignments.builder();
            Optional<ServiceUnit> first = group.fitUnits().stream()
                    .filter(u -> u.name().equals("SU1"))
                    .findFirst();
            for (ServiceInstance instance : group.assignable()) {
                first.ifPresent(u -> target.active(instance, u));
            }
            return target.build();
        }
    }

    private static Collection<RedundancyModel> forgetful() {
        List<RedundancyModel> models = new ArrayList<>(StandardModels.all());
        models.removeIf(m -> m.kind() == RedundancyKind.TWO_N);
        models.add(new Forgetful());
        return models;
    }

    private static Schedule schedule() {
        ModelText model = ModelText.cluster(2)
                .group("web", RedundancyKind.TWO_N)
                .units(2)
                .components("c")
                .instances("a")
                .and();
        List<String> steps = new ArrayList<>(List.of("wait 20s"));
        for (int i = 0; i < 20; i++) {
            steps.add("leader-change");
            steps.add("wait 1s");
        }
        steps.add("lock safSu=SU1,safSg=web,safApp=app");
        steps.add("wait 1s");
        return new Schedule(model.objects(), 1, steps);
    }

    @Test
    @DisplayName("a long schedule becomes a few steps, and the text can be pasted as a regression test")
    void shrinks() {
        Exploration.Result result =
                new Exploration(seed -> schedule(), forgetful()).explore(7, 0, Long.MAX_VALUE / 4, 1);

        Failure failure = result.failure().orElseThrow();
        assertThat(failure.seed()).isEqualTo(7);
        assertThat(failure.message()).contains("NOBODY-LEFT-OUT");
        assertThat(failure.steps()).hasSizeGreaterThan(40);
        assertThat(failure.shortest()).hasSizeLessThanOrEqualTo(3).anyMatch(s -> s.startsWith("lock safSu=SU1"));
        assertThat(failure.text())
                .contains("seed 7, commit ")
                .contains("RandomFaults.replay(7L, StandardModels.all(), \"\"\"");
    }

    @Test
    @DisplayName("a schedule is repeated from its seed and steps; a step that is none is refused")
    void replays() {
        assertThat(RandomFaults.replay(5, StandardModels.all(), "wait 1s\nleader-crash\n"))
                .isPositive();
        assertThatThrownBy(() -> RandomFaults.replay(5, StandardModels.all(), "explode"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'explode' is not a step");
    }
}
