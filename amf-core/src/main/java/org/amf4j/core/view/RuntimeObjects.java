package org.amf4j.core.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitAssignment;

/**
 * Runtime objects under the names that the standard gives them (AMF-060): one below its service instance for each unit that
 * holds an assignment, one below its CSI for each component. They exist while the components have confirmed the assignment.
 */
public final class RuntimeObjects {

    /** Class of a unit's assignments. */
    private static final String UNIT_ASSIGNMENT = "SaAmfSIAssignment";

    /** Class of a component's assignments. */
    private static final String COMPONENT_ASSIGNMENT = "SaAmfCSIAssignment";

    private static final String UNIT_RDN = "safSISU";
    private static final String COMPONENT_RDN = "safCSIComp";

    private RuntimeObjects() {}

    /** Whether objects of the class come and go with assignments. */
    public static boolean isClass(String name) {
        return name.equals(UNIT_ASSIGNMENT) || name.equals(COMPONENT_ASSIGNMENT);
    }

    /** All there are, ordered by name. */
    public static List<ImmObject> of(ClusterState state) {
        List<ImmObject> objects = new ArrayList<>();
        state.instances().forEach(instance -> objects.addAll(of(state, instance)));
        objects.sort((a, b) -> a.dn().compareTo(b.dn()));
        return objects;
    }

    /** The one with this name, if there is. */
    public static Optional<ImmObject> find(ClusterState state, Dn dn) {
        if (!dn.isNamed(UNIT_RDN) && !dn.isNamed(COMPONENT_RDN)) {
            return Optional.empty();
        }
        Dn instance = dn.isNamed(UNIT_RDN) ? dn.parent() : dn.parent().parent();
        return state.model().find(instance).stream()
                .filter(ServiceInstance.class::isInstance)
                .flatMap(found -> of(state, state.of((ServiceInstance) found)).stream())
                .filter(object -> object.dn().equals(dn))
                .findFirst();
    }

    private static List<ImmObject> of(ClusterState state, InstanceState instance) {
        List<ImmObject> objects = new ArrayList<>();
        for (UnitAssignment assignment : instance.assignments()) {
            assignment.confirmed().ifPresent(ha -> objects.add(unit(state, instance, assignment, ha)));
            for (CsiAssignment part : assignment.csis()) {
                part.confirmed().ifPresent(ha -> objects.add(component(part, ha)));
            }
        }
        return objects;
    }

    private static ImmObject unit(ClusterState state, InstanceState instance, UnitAssignment assignment, HaState ha) {
        Map<String, List<Object>> attributes = new LinkedHashMap<>();
        attributes.put("saAmfSISUHAState", List.of((long) ha.value()));
        attributes.put("saAmfSISUHAReadinessState", List.of((long)
                state.of(instance.instance().group())
                        .haReadiness()
                        .of(assignment.unit().unit(), instance.instance())
                        .value()));
        Dn dn = instance.instance()
                .dn()
                .association(UNIT_RDN, assignment.unit().unit().dn());
        return new ImmObject(dn, UNIT_ASSIGNMENT, attributes);
    }

    private static ImmObject component(CsiAssignment part, HaState ha) {
        Map<String, List<Object>> attributes = new LinkedHashMap<>();
        attributes.put("saAmfCSICompHAState", List.of((long) ha.value()));
        attributes.put("saAmfCSICompHAReadinessState", List.of((long)
                part.component().haReadiness(part.csi().dn()).value()));
        Dn dn = part.csi()
                .dn()
                .association(COMPONENT_RDN, part.component().component().dn());
        return new ImmObject(dn, COMPONENT_ASSIGNMENT, attributes);
    }
}
