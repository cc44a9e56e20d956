package org.amf4j.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;

/**
 * Changes of a cluster's configuration, drawn by lot. Many are refused: it must make no difference then. What comes and
 * goes has names of its own, so that the other steps find what they name.
 */
final class RandomChanges {

    private static final int EXTRAS = 3;

    private final Model model;
    private final Random random;

    RandomChanges(Model model, Random random) {
        this.model = model;
        this.random = random;
    }

    /** The next change. */
    String next() {
        return switch (random.nextInt(12)) {
            case 0 -> "set " + any(model.units()) + " saAmfSURank=" + random.nextInt(5);
            case 1, 2 -> "set " + any(model.groups()) + " " + anyOfGroup();
            case 3 -> instance();
            case 4 -> "set " + any(model.components()) + " " + anyOfComponent();
            case 5 -> "set " + any(model.units()) + " " + anyOfUnit();
            case 6 -> newUnit();
            case 7 -> newInstance();
            case 8 -> attribute();
            case 9 -> wrong();
            case 10 -> "set " + any(model.nodes()).dn() + " amfNodeCordoned=" + random.nextInt(2);
            default -> gone();
        };
    }

    private <E> E any(List<E> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String anyOfGroup() {
        return switch (random.nextInt(9)) {
            case 0 -> "saAmfSGNumPrefActiveSUs=" + (1 + random.nextInt(3));
            case 1 -> "saAmfSGNumPrefStandbySUs=" + (1 + random.nextInt(2));
            case 2 -> "saAmfSGNumPrefInserviceSUs=" + (2 + random.nextInt(3));
            case 3 -> "saAmfSGNumPrefAssignedSUs=" + (2 + random.nextInt(3));
            case 4 -> "saAmfSGMaxActiveSIsperSU=" + random.nextInt(4);
            case 5 -> "saAmfSGMaxStandbySIsperSU=" + random.nextInt(4);
            case 6 ->
                "saAmfSGAutoAdjust=" + random.nextInt(2) + " saAmfSGAutoAdjustProb=" + (1 + random.nextInt(5)) + "s";
            case 7 -> "saAmfSGCompRestartMax=" + random.nextInt(3);
            default -> "saAmfSGNumPrefInserviceSUs= saAmfSGNumPrefAssignedSUs=";
        };
    }

    private String anyOfComponent() {
        return switch (random.nextInt(4)) {
            case 0 -> "saAmfCompDisableRestart=" + random.nextInt(2);
            case 1 -> "saAmfCompRecoveryOnError=" + (2 + random.nextInt(2));
            case 2 -> "saAmfCompCSISetCallbackTimeout=" + (8 + random.nextInt(5)) + "s";
            default -> "saAmfCompInstantiationLevel=" + random.nextInt(3);
        };
    }

    private String anyOfUnit() {
        return random.nextBoolean()
                ? "saAmfSUFailover=" + random.nextInt(2)
                : "saAmfSUHostNodeOrNodeGroup=" + any(model.nodes()).dn();
    }

    private String instance() {
        if (model.instances().isEmpty()) {
            return "set " + any(model.units()) + " saAmfSURank=1";
        }
        String name = any(model.instances()).dn().toString();
        return switch (random.nextInt(3)) {
            case 0 -> "set " + name + " saAmfSIRank=" + random.nextInt(4);
            case 1 -> "set " + name + " saAmfSIPrefActiveAssignments=" + (1 + random.nextInt(3));
            default -> "set " + name + " saAmfSIPrefStandbyAssignments=" + (1 + random.nextInt(3));
        };
    }

    private String extra() {
        return "extra" + random.nextInt(EXTRAS);
    }

    /** A unit like another one of its group, locked for instantiation or not, with all that lies below it. */
    private String newUnit() {
        ServiceUnit like = any(model.units());
        Dn unit = like.dn().parent().child("safSu", extra());
        String admin = random.nextBoolean() ? " saAmfSUAdminState=3" : "";
        List<String> creations = new ArrayList<>();
        creations.add(creation(unit, model.objects().get(like.dn())) + admin);
        for (Component component : like.components()) {
            Dn copy = unit.child("safComp", component.name());
            creations.add(creation(copy, model.objects().get(component.dn())));
        }
        return "ccb " + String.join(" ; ", creations);
    }

    /** An instance like another one, locked or not, with its CSIs. */
    private String newInstance() {
        if (model.instances().isEmpty()) {
            return newUnit();
        }
        ServiceInstance like = any(model.instances());
        Dn instance = like.dn().parent().child("safSi", extra());
        String admin = random.nextBoolean() ? " saAmfSIAdminState=2" : "";
        List<String> creations = new ArrayList<>();
        creations.add(creation(instance, model.objects().get(like.dn())) + admin);
        like.csis().forEach(csi -> {
            ImmObject object = model.objects().get(csi.dn());
            creations.add("create SaAmfCSI " + instance.child("safCsi", csi.name()) + " saAmfCSType="
                    + object.values("saAmfCSType").get(0));
        });
        return "ccb " + String.join(" ; ", creations);
    }

    private static String creation(Dn dn, ImmObject like) {
        return "create " + like.className() + " " + dn
                + like.attributes().entrySet().stream()
                        .filter(a -> !a.getKey().endsWith("AdminState"))
                        .map(RandomChanges::values)
                        .collect(Collectors.joining());
    }

    private static String values(Map.Entry<String, List<Object>> attribute) {
        return attribute.getValue().stream()
                .map(v -> " \"" + attribute.getKey() + "=" + v + "\"")
                .collect(Collectors.joining());
    }

    /** What a component is told with an assignment. */
    private String attribute() {
        if (model.csis().isEmpty()) {
            return newUnit();
        }
        Dn attribute = any(model.csis()).dn().child("safCsiAttr", "extra");
        return switch (random.nextInt(3)) {
            case 0 -> "create SaAmfCSIAttribute " + attribute + " saAmfCSIAttriValue=1";
            case 1 -> "set " + attribute + " saAmfCSIAttriValue=" + random.nextInt(9);
            default -> "delete " + attribute;
        };
    }

    /** What must not be done: something is in use, does not fit, or comes twice, after something that could be done. */
    private String wrong() {
        String group = any(model.groups()).dn().toString();
        String good = "ccb set " + any(model.units()) + " saAmfSURank=" + random.nextInt(5) + " ; ";
        return good
                + switch (random.nextInt(4)) {
                    case 0 -> "delete " + any(model.groups()).config().type();
                    case 1 -> "set " + any(model.units()) + " saAmfSUHostNodeOrNodeGroup=safAmfNode=nowhere";
                    case 2 -> "delete " + model.cluster();
                    default ->
                        "create SaAmfSG " + group + " saAmfSGType="
                                + any(model.groups()).config().type();
                };
    }

    /** The end of something that may have come before. */
    private String gone() {
        Entity like = model.instances().isEmpty() || random.nextBoolean() ? any(model.units()) : any(model.instances());
        return "delete " + like.dn().parent().child(like.dn().rdnAttribute(), extra());
    }
}
