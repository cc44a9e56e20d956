package org.amf4j.simulator;

import java.util.List;
import java.util.Random;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.CapabilityModel;
import org.amf4j.core.model.Placement;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.state.AdminState;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;

/** Small configurations of every kind, drawn by lot: the same seed gives the same one. */
final class RandomModel {

    private static final int DRAWS_MAX = 100;
    private static final List<RecommendedRecovery> RECOVERIES = List.of(
            RecommendedRecovery.COMPONENT_RESTART,
            RecommendedRecovery.COMPONENT_RESTART,
            RecommendedRecovery.COMPONENT_FAILOVER,
            RecommendedRecovery.COMPONENT_FAILOVER,
            RecommendedRecovery.NODE_SWITCHOVER,
            RecommendedRecovery.NODE_FAILOVER,
            RecommendedRecovery.NODE_FAILFAST,
            RecommendedRecovery.APPLICATION_RESTART);

    private final Random random;

    private RandomModel(Random random) {
        this.random = random;
    }

    /** A valid configuration. */
    static List<ImmObject> draw(Random random) {
        RandomModel model = new RandomModel(random);
        for (int draw = 0; draw < DRAWS_MAX; draw++) {
            ModelText text = model.cluster();
            if (text.bind().model().isPresent()) {
                return text.objects();
            }
        }
        throw new IllegalStateException("no valid configuration in " + DRAWS_MAX + " draws");
    }

    private ModelText cluster() {
        int nodes = 1 + random.nextInt(5);
        ModelText text = ModelText.cluster(nodes).startupTimeoutMillis(1 + random.nextInt(5_000));
        for (int node = 1; node <= nodes; node++) {
            text.set(ModelText.node(node), "saAmfNodeSuFailoverMax", random.nextInt(6))
                    .set(ModelText.node(node), "saAmfNodeAutoRepair", random.nextBoolean())
                    .set(ModelText.node(node), "saAmfNodeFailfastOnTerminationFailure", random.nextBoolean())
                    .set(ModelText.node(node), "saAmfNodeFailfastOnInstantiationFailure", random.nextBoolean());
        }
        int groups = random.nextInt(3) == 0 ? 2 : 1;
        for (int i = 1; i <= groups; i++) {
            group(text.application("app" + i), i);
        }
        return text;
    }

    private void group(ModelText cluster, int number) {
        RedundancyKind kind = RedundancyKind.of(1 + random.nextInt(5));
        int units = 2 + random.nextInt(5);
        int instances = 1 + random.nextInt(8);
        GroupText group = cluster.group("sg" + number, kind)
                .units(units)
                .components(
                        List.of("a", "b", "c").subList(0, 1 + random.nextInt(3)).toArray(String[]::new))
                .instances("si" + number + "x", instances)
                .recovery(RECOVERIES.get(random.nextInt(RECOVERIES.size())))
                .suFailover(random.nextBoolean())
                .autoRepair(random.nextBoolean())
                .disableRestart(random.nextInt(4) == 0)
                .compRestart(random.nextInt(4), 1 + random.nextInt(4_000))
                .suRestart(random.nextInt(3), 1 + random.nextInt(4_000));
        limits(group, kind, units);
        wishes(group, number, instances, units);
        capabilities(group, kind);
        if (random.nextInt(3) == 0) {
            componentLimits(group);
        }
        if (random.nextInt(6) == 0) {
            group.unitAdminState(AdminState.LOCKED_INSTANTIATION);
        }
        if (random.nextInt(3) == 0) {
            group.autoAdjust(true, random.nextInt(3_000));
        }
        if (random.nextInt(3) == 0) {
            group.hostedByGroup();
        }
        if (random.nextInt(4) == 0) {
            group.monitored();
        }
        if (random.nextInt(3) == 0) {
            group.placement(Placement.PACK);
        }
    }

    private void componentLimits(GroupText group) {
        for (String component : group.componentNames()) {
            group.componentMax(component, 1 + random.nextInt(6), 1 + random.nextInt(6));
        }
    }

    private void limits(GroupText group, RedundancyKind kind, int units) {
        if (random.nextInt(2) == 0) {
            group.prefInService(2 + random.nextInt(units));
        }
        if (kind == RedundancyKind.N_PLUS_M) {
            group.prefActive(1 + random.nextInt(units)).prefStandby(1 + random.nextInt(2));
        }
        if (random.nextInt(2) == 0 && (kind == RedundancyKind.N_WAY || kind == RedundancyKind.N_WAY_ACTIVE)) {
            group.prefAssigned(1 + random.nextInt(units));
        }
        boolean limited = kind != RedundancyKind.TWO_N && kind != RedundancyKind.NO_REDUNDANCY;
        if (random.nextInt(2) == 0 && limited) {
            group.maxActive(1 + random.nextInt(4));
        }
        if (random.nextInt(2) == 0 && limited && kind != RedundancyKind.N_WAY_ACTIVE) {
            group.maxStandby(1 + random.nextInt(4));
        }
    }

    private void wishes(GroupText group, int number, int instances, int units) {
        for (int i = 1; i <= instances; i++) {
            if (random.nextInt(2) == 0) {
                group.preferred("si" + number + "x" + i, 1 + random.nextInt(3), random.nextInt(3));
            }
            if (random.nextInt(4) == 0) {
                group.ranked("si" + number + "x" + i, "SU" + (1 + random.nextInt(units)));
            }
        }
    }

    private void capabilities(GroupText group, RedundancyKind kind) {
        if (kind != RedundancyKind.N_WAY && random.nextInt(4) == 0) {
            group.npi();
        } else if (kind != RedundancyKind.N_WAY && random.nextInt(5) == 0) {
            group.capability(random.nextBoolean() ? CapabilityModel.X_ACTIVE : CapabilityModel.X_ACTIVE_OR_Y_STANDBY);
        }
        boolean twoEach = random.nextInt(4) == 0;
        if (twoEach) {
            group.csisPerComponent(2);
        }
        if (group.componentNames().size() > 1 && random.nextInt(3) == 0) {
            String number = twoEach ? "1" : "";
            group.csiDependency(
                    group.componentNames().get(1) + number,
                    group.componentNames().get(0) + number);
        }
        if (group.componentNames().size() > 1 && random.nextInt(5) == 0) {
            group.component(group.componentNames().get(1), "saAmfCompDisableRestart", true);
        }
        if (random.nextInt(12) == 0) {
            group.unitAttribute("saAmfSUMaintenanceCampaign", Dn.of("safSmfCampaign=c"));
        }
        if (group.componentNames().size() > 1 && random.nextInt(3) == 0) {
            group.component(group.componentNames().get(0), "saAmfCompInstantiationLevel", 1 + random.nextInt(2));
        }
    }
}
