package org.amf4j.core.explanation;

import java.util.List;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitAssignment;

/** Which components have a part of a service instance, and why it is with nobody in a unit that has the instance. */
final class CsiExplanation {

    private final ClusterState state;
    private final ComponentServiceInstance csi;

    CsiExplanation(ClusterState state, ComponentServiceInstance csi) {
        this.state = state;
        this.csi = csi;
    }

    void tell(Sentences sentences) {
        InstanceState instance = state.of(csi.instance());
        for (UnitAssignment a : instance.assignments()) {
            List<CsiAssignment> parts =
                    a.csis().stream().filter(p -> p.csi() == csi).toList();
            if (parts.isEmpty()) {
                missing(sentences, a);
            }
            for (CsiAssignment part : parts) {
                String now = part.confirmed().map(Enum::name).orElse("being assigned");
                sentences.add(
                        "AMF-044",
                        "In " + a.unit().unit().name() + " it is with "
                                + part.component().component().name() + ", " + now + ".");
            }
        }
        if (!csi.sponsors().isEmpty()) {
            sentences.add(
                    "AMF-040",
                    "It is assigned after, and taken away before, "
                            + String.join(
                                    ", ",
                                    csi.sponsors().stream()
                                            .map(s -> s.rdnValue())
                                            .toList()) + ".");
        }
        new InstanceExplanation(state, instance).tell(sentences);
    }

    private void missing(Sentences sentences, UnitAssignment a) {
        boolean supported = a.unit().components().stream()
                .anyMatch(c -> c.component().capability(csi.type()).isPresent());
        String unit = a.unit().unit().name();
        sentences.add(
                supported ? "AMF-044" : "AMF-043",
                "In " + unit + " it is with nobody: "
                        + (supported
                                ? "no component has room for one more of its type in this state."
                                : "no component supports its type " + csi.type() + "."));
    }
}
