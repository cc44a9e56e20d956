package org.amf4j.core.model;

import java.util.Map;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Types.CsType;
import org.amf4j.core.model.Types.ServiceType;

/** Rules for component service instances: type, number and attributes. */
final class CsiRules {
    private final Draft draft;

    CsiRules(Draft draft) {
        this.draft = draft;
    }

    void check() {
        for (ServiceInstance instance : draft.instances) {
            ServiceType type = draft.types.services.get(instance.config().type());
            Map<Dn, Integer> counts = new TreeMap<>();
            for (ComponentServiceInstance csi : instance.csis()) {
                counts.merge(csi.type(), 1, Integer::sum);
                checkType(csi, type);
                checkAttributes(csi);
            }
            counts.forEach((csType, count) -> checkCount(instance, type, csType, count));
        }
    }

    private void checkType(ComponentServiceInstance csi, ServiceType type) {
        if (!type.csisMax().containsKey(csi.type())) {
            draft.problems.error(
                    csi.dn(),
                    "saAmfCSType",
                    "MODEL-CSI-TYPE",
                    "CS type " + csi.type() + " is no member of service type " + type.dn()
                            + "; add a SaAmfSvcTypeCSTypes below that type or choose a member");
        }
    }

    private void checkCount(ServiceInstance instance, ServiceType type, Dn csType, int count) {
        int max = type.csisMax().getOrDefault(csType, Integer.MAX_VALUE);
        if (count > max) {
            draft.problems.error(
                    instance.dn(),
                    "saAmfSvctMaxNumCSIs",
                    "MODEL-CSI-COUNT",
                    "the service instance has " + count + " CSIs of type " + csType + ", its service type allows " + max
                            + "; remove some or raise saAmfSvctMaxNumCSIs");
        }
    }

    private void checkAttributes(ComponentServiceInstance csi) {
        if (csi.attributes().isEmpty()) {
            return;
        }
        CsType type = draft.types.cs.get(csi.type());
        if (type.attributeNames().isEmpty()) {
            return;
        }
        for (String name : csi.attributes().keySet()) {
            if (!type.attributeNames().contains(name)) {
                draft.problems.error(
                        csi.dn().child("safCsiAttr", name),
                        "safCsiAttr",
                        "MODEL-CSI-ATTRIBUTE",
                        "CS type " + type.dn() + " knows no attribute '" + name
                                + "'; add it to saAmfCSAttrName of the type or correct the name");
            }
        }
    }
}
