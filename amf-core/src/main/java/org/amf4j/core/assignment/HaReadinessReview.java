package org.amf4j.core.assignment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.core.event.Event.HaReadinessSet;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.HaReadinesses;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;

/**
 * What components say of their readiness (states reference, section 7.3), and what follows for their units: for an instance a
 * unit is as ready as the least ready of its components is for the CSIs of it that the component could have. Redundancy
 * models do the rest.
 */
public final class HaReadinessReview {

    private final Turn turn;
    private final ClusterState state;

    public HaReadinessReview(Turn turn) {
        this.turn = turn;
        this.state = turn.state();
    }

    /** A component says how ready it is. */
    public void set(HaReadinessSet event) {
        Optional<ComponentState> found = state.component(event.component());
        if (found.isEmpty()) {
            turn.reply(event.requestId(), AisStatus.ERR_NOT_EXIST, "there is no component " + event.component());
            return;
        }
        ComponentState c = found.get();
        if (c.incarnation().filter(event.incarnation()::equals).isEmpty()) {
            turn.reply(event.requestId(), AisStatus.ERR_BAD_OPERATION, "this instance of the component is gone");
        } else if (!event.csi().isRoot() && !couldHave(c.component(), event)) {
            turn.reply(
                    event.requestId(),
                    AisStatus.ERR_NOT_EXIST,
                    "there is no component service instance " + event.csi() + " that "
                            + c.component().name() + " could be assigned");
        } else {
            c.haReadiness(event.csi(), event.readiness());
            GroupState group = state.of(c.component().unit().group());
            group.haReadinessDue(true);
            state.touch(group);
            turn.because(
                    c.component(),
                    "HA-READINESS",
                    "says that it is " + event.readiness() + " for "
                            + (event.csi().isRoot() ? "everything" : event.csi().toString()));
            turn.reply(event.requestId(), AisStatus.OK, "taken note of");
        }
    }

    private boolean couldHave(Component component, HaReadinessSet event) {
        Optional<Entity> entity = state.model().find(event.csi());
        return entity.filter(ComponentServiceInstance.class::isInstance)
                .map(ComponentServiceInstance.class::cast)
                .filter(csi -> csi.instance().group() == component.unit().group())
                .flatMap(csi -> component.capability(csi.type()))
                .isPresent();
    }

    /** Derives how ready the units of the group are, where somebody has said something. */
    public void derive(GroupState group) {
        if (!group.isHaReadinessDue()) {
            return;
        }
        group.haReadinessDue(false);
        Map<ServiceUnit, Map<ServiceInstance, HaReadiness>> values = new LinkedHashMap<>();
        for (UnitState unit : group.units()) { // few have anything to say, and instances may be many
            if (hasReserves(unit)) {
                Map<ServiceInstance, HaReadiness> byInstance = new LinkedHashMap<>();
                for (ServiceInstance instance : group.group().instances()) {
                    byInstance.put(instance, of(unit, instance));
                }
                values.put(unit.unit(), byInstance);
            }
        }
        turn.gate().haReadiness(group, HaReadinesses.of(values));
    }

    private static boolean hasReserves(UnitState unit) {
        for (ComponentState component : unit.components()) {
            if (component.hasHaReserves()) {
                return true;
            }
        }
        return false;
    }

    private static HaReadiness of(UnitState unit, ServiceInstance instance) {
        HaReadiness worst = HaReadiness.READY_FOR_ASSIGNMENT;
        for (ComponentState component : unit.components()) {
            for (ComponentServiceInstance csi : instance.csis()) {
                HaReadiness said = component.haReadiness(csi.dn());
                if (said != worst
                        && component.component().capability(csi.type()).isPresent()) {
                    worst = worst.worse(said);
                }
            }
        }
        return worst;
    }
}
