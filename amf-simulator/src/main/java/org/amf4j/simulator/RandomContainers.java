package org.amf4j.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.ModelBinder;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;

/** Containers for the components of a configuration, drawn by lot: some of its groups live in a further one. */
final class RandomContainers {

    private static final int SHARE = 3;
    private static final long CATEGORY_SA_AWARE = 0x01;
    private static final long CATEGORY_CONTAINED = 0x21;
    private static final String CATEGORY = "saAmfCtCompCategory";
    private static final List<RedundancyKind> KINDS = List.of(
            RedundancyKind.N_WAY_ACTIVE,
            RedundancyKind.N_WAY_ACTIVE,
            RedundancyKind.N_WAY_ACTIVE,
            RedundancyKind.TWO_N,
            RedundancyKind.N_PLUS_M,
            RedundancyKind.NO_REDUNDANCY);
    private static final List<RecommendedRecovery> RECOVERIES = List.of(
            RecommendedRecovery.COMPONENT_RESTART,
            RecommendedRecovery.COMPONENT_RESTART,
            RecommendedRecovery.COMPONENT_FAILOVER,
            RecommendedRecovery.NODE_SWITCHOVER,
            RecommendedRecovery.NODE_FAILOVER);

    private final Random random;
    private final List<ImmObject> configuration;

    private RandomContainers(Random random, List<ImmObject> configuration) {
        this.random = random;
        this.configuration = configuration;
    }

    /** The configuration with containers, in every third draw in which that is possible; else unchanged. */
    static List<ImmObject> add(List<ImmObject> configuration, Random random) {
        if (random.nextInt(SHARE) > 0) {
            return configuration;
        }
        List<ImmObject> changed = new RandomContainers(random, configuration).changed();
        return ModelBinder.bind(changed).model().isPresent() ? changed : configuration;
    }

    private List<ImmObject> changed() {
        GroupText boxes = boxes();
        Dn csi = boxes.instance("box1").child("safCsi", "box");
        Map<Dn, ImmObject> all = new LinkedHashMap<>();
        boxes.objects().forEach(o -> all.put(o.dn(), o));
        configuration.forEach(o -> all.put(o.dn(), o));
        Set<Dn> contained = new LinkedHashSet<>();
        for (ImmObject type : configuration) {
            boolean able = type.className().equals("SaAmfCompType")
                    && type.first(CATEGORY)
                            .filter(c -> ((Number) c).longValue() == CATEGORY_SA_AWARE)
                            .isPresent();
            if (able) {
                contained.add(type.dn());
            }
        }
        for (ImmObject object : configuration) {
            if (contained.contains(object.dn())) {
                all.put(object.dn(), with(object, CATEGORY, CATEGORY_CONTAINED));
            } else if (object.className().equals("SaAmfComp")
                    && object.first("saAmfCompType").filter(contained::contains).isPresent()) {
                all.put(object.dn(), with(object, "saAmfCompContainerCsi", csi));
            }
        }
        return all.values().stream().sorted(Comparator.comparing(ImmObject::dn)).toList();
    }

    private static ImmObject with(ImmObject object, String attribute, Object value) {
        Map<String, List<Object>> attributes = new LinkedHashMap<>();
        object.attributes().forEach((name, values) -> attributes.put(name, new ArrayList<>(values)));
        attributes.put(attribute, List.of(value));
        return new ImmObject(object.dn(), object.className(), attributes);
    }

    private GroupText boxes() {
        int nodes = (int) configuration.stream()
                .filter(o -> o.className().equals("SaAmfNode"))
                .count();
        RedundancyKind kind = KINDS.get(random.nextInt(KINDS.size()));
        int units = Math.max(2, nodes + random.nextInt(2));
        GroupText group = ModelText.cluster(nodes)
                .application("boxes")
                .group("boxes", kind)
                .container()
                .units(units)
                .components("box")
                .instances("box", 1 + random.nextInt(2))
                .recovery(RECOVERIES.get(random.nextInt(RECOVERIES.size())))
                .suFailover(random.nextBoolean())
                .autoRepair(random.nextInt(4) > 0)
                .disableRestart(random.nextInt(5) == 0)
                .compRestart(random.nextInt(4), 1 + random.nextInt(4_000))
                .suRestart(random.nextInt(3), 1 + random.nextInt(4_000));
        if (kind == RedundancyKind.N_WAY_ACTIVE) {
            group.preferred("box1", units, 1);
        }
        if (random.nextInt(4) == 0) {
            group.autoAdjust(true, random.nextInt(3_000));
        }
        if (random.nextInt(4) == 0) {
            group.hostedByGroup();
        }
        return group;
    }
}
