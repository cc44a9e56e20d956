package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.amf4j.core.model.Placement;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.Role;
import org.amf4j.core.redundancy.TargetCheck;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random groups of every kind and placement whose units come and go: nothing that is healthy moves because of another
 * unit. A failure names its seed.
 */
class NoNeedlessMoveTest {

    private static final int GROUPS = 150;
    private static final int STEPS = 15;

    @ParameterizedTest(name = "{0}")
    @EnumSource(RedundancyKind.class)
    @Tag("AMF-057")
    @DisplayName("whoever is active stays active, and a standby stays unless it must take over")
    void nothingMoves(RedundancyKind kind) {
        for (int seed = 1; seed <= GROUPS; seed++) {
            Random random = new Random(seed);
            ServiceGroup group = draw(kind, random);
            List<ServiceUnit> fit = new ArrayList<>(group.units());
            fit.removeIf(u -> random.nextInt(4) == 0);
            Assignments now = target(group, fit, Assignments.NONE);
            for (int step = 0; step < STEPS; step++) {
                List<ServiceUnit> next = changed(group, fit, random);
                Assignments then = target(group, next, prune(now, next));

                check(
                        kind,
                        now,
                        then,
                        next,
                        kind + ", seed " + seed + ", step " + step + ": " + now + " became " + then);
                fit = next;
                now = then;
            }
        }
    }

    private static ServiceGroup draw(RedundancyKind kind, Random random) {
        int units = 2 + random.nextInt(6);
        int instances = 1 + random.nextInt(10);
        GroupText text = ModelText.cluster(2)
                .group("sg", kind)
                .units(units)
                .components("a", "b")
                .instances("SI", instances)
                .placement(random.nextBoolean() ? Placement.PACK : Placement.SPREAD)
                .prefActive(1 + random.nextInt(units))
                .prefStandby(1 + random.nextInt(3))
                .prefAssigned(1 + random.nextInt(units));
        if (random.nextBoolean()) {
            text.maxActive(1 + random.nextInt(5)).maxStandby(1 + random.nextInt(5));
        }
        if (random.nextInt(3) == 0) {
            text.componentMax("a", 1 + random.nextInt(5), 1 + random.nextInt(5));
        }
        for (int i = 1; i <= instances; i++) {
            text.preferred("SI" + i, 1 + random.nextInt(3), random.nextInt(3));
            if (random.nextInt(3) == 0) {
                text.ranked("SI" + i, "SU" + (1 + random.nextInt(units)));
            }
        }
        return text.model().groups().get(0);
    }

    /** One or two units fail, or one comes back; in rank order again. */
    private static List<ServiceUnit> changed(ServiceGroup group, List<ServiceUnit> fit, Random random) {
        List<ServiceUnit> next = new ArrayList<>(fit);
        for (int i = random.nextInt(2); i >= 0; i--) {
            ServiceUnit unit = group.units().get(random.nextInt(group.units().size()));
            if (!next.remove(unit)) {
                next.add(unit);
            }
        }
        return group.units().stream().filter(next::contains).toList();
    }

    private static Assignments target(ServiceGroup group, List<ServiceUnit> fit, Assignments current) {
        RedundancyModel model = StandardModels.all().stream()
                .filter(m -> m.kind() == group.config().redundancy())
                .findFirst()
                .orElseThrow();
        GroupView view = new GroupView(group, fit, group.instances(), current, false);
        Assignments target = model.target(view);
        assertThat(TargetCheck.problem(view, target)).isEmpty();
        return target;
    }

    private static Assignments prune(Assignments target, List<ServiceUnit> fit) {
        Assignments.Builder pruned = Assignments.builder();
        for (ServiceInstance instance : target.instances()) {
            Assignments.Holders holders = target.of(instance);
            holders.actives().stream().filter(fit::contains).forEach(u -> pruned.active(instance, u));
            holders.standbys().stream().filter(fit::contains).forEach(u -> pruned.standby(instance, u));
        }
        return pruned.build();
    }

    private static void check(
            RedundancyKind kind, Assignments before, Assignments after, List<ServiceUnit> fit, String what) {
        boolean separate = kind == RedundancyKind.TWO_N || kind == RedundancyKind.N_PLUS_M;
        for (ServiceInstance instance : before.instances()) {
            Assignments.Holders was = before.of(instance);
            Assignments.Holders is = after.of(instance);
            assertThat(is.actives())
                    .as("%s active, %s", instance.name(), what)
                    .containsAll(was.actives().stream().filter(fit::contains).toList());
            for (ServiceUnit unit : was.standbys()) {
                boolean tookOver =
                        is.role(unit).filter(r -> r == Role.ACTIVE).isPresent() || separate && isActive(after, unit);
                boolean stays = is.standbys().contains(unit);
                assertThat(stays || tookOver || is.actives().isEmpty() || !fit.contains(unit))
                        .as("%s standby on %s, %s", instance.name(), unit.name(), what)
                        .isTrue();
            }
        }
    }

    private static boolean isActive(Assignments assignments, ServiceUnit unit) {
        return assignments.instances().stream()
                .anyMatch(i -> assignments.of(i).actives().contains(unit));
    }
}
