package org.amf4j.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.CapabilityModel;
import org.amf4j.core.model.ModelBinder;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;

/** Proxies and what they speak for, drawn by lot and added to a configuration. */
final class RandomProxies {

    private static final List<RedundancyKind> PROXY_KINDS =
            List.of(RedundancyKind.TWO_N, RedundancyKind.TWO_N, RedundancyKind.N_PLUS_M, RedundancyKind.NO_REDUNDANCY);
    private static final List<RedundancyKind> KINDS = List.of(
            RedundancyKind.TWO_N,
            RedundancyKind.TWO_N,
            RedundancyKind.N_PLUS_M,
            RedundancyKind.N_WAY_ACTIVE,
            RedundancyKind.N_WAY,
            RedundancyKind.NO_REDUNDANCY);
    private static final List<RecommendedRecovery> RECOVERIES = List.of(
            RecommendedRecovery.COMPONENT_RESTART,
            RecommendedRecovery.COMPONENT_RESTART,
            RecommendedRecovery.COMPONENT_FAILOVER);

    private final Random random;
    private final int nodes;

    private RandomProxies(Random random, int nodes) {
        this.random = random;
        this.nodes = nodes;
    }

    /** The configuration with proxies and proxied components, where that is valid; else unchanged. */
    static List<ImmObject> add(List<ImmObject> configuration, Random random) {
        int nodes = (int) configuration.stream()
                .filter(o -> o.className().equals("SaAmfNode"))
                .count();
        Map<Dn, ImmObject> all = new LinkedHashMap<>();
        new RandomProxies(random, nodes).groups().forEach(o -> all.put(o.dn(), o));
        configuration.forEach(o -> all.put(o.dn(), o));
        List<ImmObject> changed = new ArrayList<>(all.values());
        changed.sort(Comparator.comparing(ImmObject::dn));
        return ModelBinder.bind(changed).model().isPresent() ? changed : configuration;
    }

    private List<ImmObject> groups() {
        GroupText proxies = wishes(ModelText.cluster(nodes)
                .application("proxies")
                .group("proxies", PROXY_KINDS.get(random.nextInt(PROXY_KINDS.size())))
                .units(Math.max(2, nodes))
                .components("proxy")
                .instances("proxy"));
        Dn csi = proxies.instance("proxy").child("safCsi", "proxy");
        GroupText group = proxies.and()
                .application("devices")
                .group("devices", KINDS.get(random.nextInt(KINDS.size())))
                .units(2 + random.nextInt(2));
        if (random.nextBoolean()) {
            group.components("d").proxiedNpiBy(csi);
        } else {
            group.components(random.nextInt(3) == 0 ? new String[] {"d", "e"} : new String[] {"d"});
            group.capability(CapabilityModel.X_ACTIVE_AND_Y_STANDBY).proxiedBy(csi);
        }
        if (random.nextBoolean()) {
            group.external();
        }
        return wishes(group.instances("dev", 1 + random.nextInt(2))).objects();
    }

    private GroupText wishes(GroupText group) {
        return group.recovery(RECOVERIES.get(random.nextInt(RECOVERIES.size())))
                .suFailover(random.nextBoolean())
                .autoRepair(random.nextInt(4) > 0)
                .disableRestart(random.nextInt(5) == 0)
                .compRestart(random.nextInt(4), 1 + random.nextInt(4_000))
                .suRestart(random.nextInt(3), 1 + random.nextInt(4_000));
    }
}
