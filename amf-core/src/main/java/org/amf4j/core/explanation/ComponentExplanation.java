package org.amf4j.core.explanation;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.core.assignment.ContainerTexts;
import org.amf4j.core.assignment.Explanations;
import org.amf4j.core.command.Action;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.Proxying;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.PresenceState;

/** Why a component is in its state, and has the parts of service instances that it has. */
final class ComponentExplanation {

    private final ClusterState state;
    private final ComponentState component;
    private final UnitState unit;

    ComponentExplanation(ClusterState state, ComponentState component) {
        this.state = state;
        this.component = component;
        this.unit = state.unitOf(component);
    }

    void tell(Sentences sentences) {
        sentences.add(
                "AMF-034",
                name() + " of " + unit.unit().name() + " is " + component.presence() + ", " + component.operational()
                        + " and " + Readiness.of(unit, component) + ".");
        if (component.presence().isFailed()) {
            failure(sentences);
        }
        underWay().ifPresent(text -> sentences.add("AMF-016", text));
        if (component.restarts() > 0) {
            sentences.add(
                    "AMF-067",
                    "It has been restarted " + component.restarts()
                            + " times in the window that is open; its unit may have "
                            + unit.unit().group().config().compRestartMax() + " of that in all.");
        }
        component.proxying().ifPresent(p -> sentences.add("AMF-031", proxy(p)));
        reserves(sentences);
        parts(sentences);
        ContainerTexts.where(unit, component).ifPresent(text -> sentences.add("CONTAINER", text));
        ContainerTexts.inhabitants(state.of(unit.unit().group()).containers(), component)
                .ifPresent(text -> sentences.add("CONTAINER", text));
        sentences.add("AMF-033", Explanations.of(state, unit));
    }

    /** What it says that it is not, or not quite, ready for. */
    private void reserves(Sentences sentences) {
        for (ServiceInstance instance : unit.unit().group().instances()) {
            for (ComponentServiceInstance csi : instance.csis()) {
                HaReadiness readiness = component.haReadiness(csi.dn());
                boolean could = component.component().capability(csi.type()).isPresent();
                if (could && readiness != HaReadiness.READY_FOR_ASSIGNMENT) {
                    sentences.add(
                            "HA-READINESS",
                            "It says that it is " + readiness + " for " + csi.name() + " of " + instance.name() + ".");
                }
            }
        }
    }

    private static String proxy(Proxying proxying) {
        return proxying.proxy()
                .map(p -> "Its proxy is " + p.component().dn() + ".")
                .orElse("It is UNPROXIED: it waits for a component that is active for " + proxying.csi()
                        + " to register it; nothing can be asked of it meanwhile.");
    }

    private String name() {
        return component.component().name();
    }

    /** What has failed for good, and the way out. */
    void failure(Sentences sentences) {
        boolean instantiation = component.presence() == PresenceState.INSTANTIATION_FAILED;
        sentences.add(
                instantiation ? "AMF-025" : "AMF-024",
                name()
                        + (instantiation
                                ? " could not be instantiated in all its attempts: correct the cause"
                                : " could not be cleaned up, and may still run: make sure that it does not")
                        + ", then 'repaired " + unit.unit().name() + "'.");
    }

    private Optional<String> underWay() {
        if (component.proxying().filter(Proxying::isCleanupDue).isPresent()) {
            return Optional.of("It waits to be cleaned up by its next proxy.");
        }
        if (component.isCleaning()) {
            return Optional.of("Its agent is cleaning it up after a failure.");
        }
        int all = component.component().lifeCycle().attemptsWithoutDelay()
                + component.component().lifeCycle().attemptsWithDelay();
        return state.lifeAction(component).map(action -> switch (action) {
            case Action.Instantiate i ->
                "Attempt " + component.attempts() + " of " + all + " to instantiate it is under way.";
            case Action.Terminate t -> "It has been told to terminate.";
            case Action.Cleanup c -> "It is being cleaned up.";
            case Action.Guard g -> "Its node's agent is being told of it.";
            case Action.Adopt a -> "Its new proxy is being told what it has.";
            case Action.SetCsi s -> "It has been told its work.";
            case Action.ChangeCsi s -> "It has been told of a change of its work.";
            case Action.RemoveCsi r -> "It has been told to give work up.";
            case Action.StartMonitor s -> "Its external active monitor is being started.";
            case Action.StopMonitor s -> "Its external active monitor is being stopped.";
        });
    }

    private void parts(Sentences sentences) {
        for (CsiAssignment part : component.csis()) {
            String now = part.confirmed().map(Enum::name).orElse("not yet confirmed");
            String next = part.pending()
                    .map(p -> ", and has been told to "
                            + part.pendingHa().map(h -> "become " + h).orElse("give it up"))
                    .orElse("");
            sentences.add(
                    "AMF-036",
                    "For " + part.csi().name() + " of " + part.csi().instance().name() + " it is " + now + next + ".");
        }
        if (component.csis().isEmpty()) {
            idle(sentences);
        }
        for (UnitAssignment a : unit.assignments()) {
            for (ComponentServiceInstance csi : a.instance().instance().csis()) {
                elsewhere(sentences, a, csi);
            }
        }
    }

    private void idle(Sentences sentences) {
        if (unit.assignments().isEmpty()) {
            sentences.add("AMF-035", "It has no work, since its unit has none.");
        }
    }

    private void elsewhere(Sentences sentences, UnitAssignment a, ComponentServiceInstance csi) {
        List<CsiAssignment> held = a.csis().stream().filter(p -> p.csi() == csi).toList();
        if (held.stream().anyMatch(p -> p.component() == component)) {
            return;
        }
        Optional<Component.Capability> capability = component.component().capability(csi.type());
        String what = csi.name() + " of " + a.instance().instance().name();
        if (capability.isEmpty()) {
            sentences.add("AMF-043", "It has not " + what + ": it does not support the type " + csi.type() + ".");
        } else if (!held.isEmpty()) {
            sentences.add(
                    "AMF-044",
                    "It has not " + what + ": "
                            + held.get(0).component().component().name() + " of the same unit has it.");
        } else {
            sentences.add(
                    "AMF-044",
                    "It has not " + what + ": it may be active for "
                            + limit(capability.get().maxActive()) + " and standby for "
                            + limit(capability.get().maxStandby()) + " of that type.");
        }
    }

    private static String limit(int max) {
        return max == Integer.MAX_VALUE ? "any number" : Integer.toString(max);
    }
}
