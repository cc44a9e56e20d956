package org.amf4j.protocol.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.model.CommandLine;
import org.amf4j.core.model.LifeCycle;
import org.amf4j.protocol.cluster.Adopt;
import org.amf4j.protocol.cluster.ChangeCsi;
import org.amf4j.protocol.cluster.Cleanup;
import org.amf4j.protocol.cluster.Csi;
import org.amf4j.protocol.cluster.CsiAttribute;
import org.amf4j.protocol.cluster.Guard;
import org.amf4j.protocol.cluster.Healthcheck;
import org.amf4j.protocol.cluster.Instantiate;
import org.amf4j.protocol.cluster.Order;
import org.amf4j.protocol.cluster.Reboot;
import org.amf4j.protocol.cluster.RemoveCsi;
import org.amf4j.protocol.cluster.SetCsi;
import org.amf4j.protocol.cluster.StartMonitor;
import org.amf4j.protocol.cluster.StopMonitor;
import org.amf4j.protocol.cluster.Terminate;

/** Orders to agents. */
final class OrderCodec {

    private OrderCodec() {}

    static Order toMessage(Command.Order order) {
        return Order.newBuilder()
                .setId(toMessage(order.id()))
                .setNode(order.node().toString())
                .setAgentIncarnation(order.agent().incarnation())
                .setComponent(order.component().toString())
                .setAction(toMessage(order.action()))
                .build();
    }

    /** Reads an order whose message is complete. */
    static Command.Order fromMessage(Order message) throws MalformedMessageException {
        return new Command.Order(
                fromMessage(message.getId()),
                new Command.Agent(Fields.dn("Order.node", message.getNode()), message.getAgentIncarnation()),
                Fields.dn("Order.component", message.getComponent()),
                fromMessage(message.getAction()));
    }

    static Reboot toMessage(Command.Reboot reboot) {
        return Reboot.newBuilder()
                .setId(toMessage(reboot.id()))
                .setNode(reboot.node().toString())
                .setAgentIncarnation(reboot.agent().incarnation())
                .setCause(reboot.cause())
                .build();
    }

    /** Reads a reboot whose message is complete. */
    static Command.Reboot fromMessage(Reboot message) throws MalformedMessageException {
        return new Command.Reboot(
                fromMessage(message.getId()),
                new Command.Agent(Fields.dn("Reboot.node", message.getNode()), message.getAgentIncarnation()),
                message.getCause());
    }

    static org.amf4j.protocol.cluster.CommandId toMessage(CommandId id) {
        return org.amf4j.protocol.cluster.CommandId.newBuilder()
                .setIndex(id.index())
                .setOrdinal(id.ordinal())
                .build();
    }

    static CommandId fromMessage(org.amf4j.protocol.cluster.CommandId message) {
        return new CommandId(message.getIndex(), message.getOrdinal());
    }

    /** No default: an action that the schema does not know does not compile. */
    private static org.amf4j.protocol.cluster.Action toMessage(Action action) {
        var message = org.amf4j.protocol.cluster.Action.newBuilder();
        return switch (action) {
            case Action.Instantiate(var spec, var environment) ->
                message.setInstantiate(Instantiate.newBuilder()
                                .setSpec(toMessage(spec))
                                .putAllEnvironment(new TreeMap<>(environment)))
                        .build();
            case Action.Terminate(var environment) ->
                message.setTerminate(Terminate.newBuilder().putAllEnvironment(new TreeMap<>(environment)))
                        .build();
            case Action.Cleanup(var spec, var environment) ->
                message.setCleanup(Cleanup.newBuilder()
                                .setSpec(toMessage(spec))
                                .putAllEnvironment(new TreeMap<>(environment)))
                        .build();
            case Action.Guard(var spec) ->
                message.setGuard(Guard.newBuilder().setSpec(toMessage(spec))).build();
            case Action.Adopt(var spec, var states) -> {
                Adopt.Builder adopt = Adopt.newBuilder().setSpec(toMessage(spec));
                new TreeMap<>(states).forEach((csi, ha) -> adopt.putStates(csi.toString(), ha.value()));
                yield message.setAdopt(adopt).build();
            }
            case Action.SetCsi set -> message.setSetCsi(toMessage(set)).build();
            case Action.ChangeCsi(var csi, var timeoutNanos) ->
                message.setChangeCsi(
                                ChangeCsi.newBuilder().setCsi(toMessage(csi)).setTimeoutNanos(timeoutNanos))
                        .build();
            case Action.RemoveCsi remove ->
                message.setRemoveCsi(toMessage(remove)).build();
            case Action.StartMonitor start ->
                message.setStartMonitor(toMessage(start)).build();
            case Action.StopMonitor() ->
                message.setStopMonitor(StopMonitor.getDefaultInstance()).build();
        };
    }

    private static Action fromMessage(org.amf4j.protocol.cluster.Action message) throws MalformedMessageException {
        return switch (message.getBodyCase()) {
            case INSTANTIATE ->
                new Action.Instantiate(
                        fromMessage(message.getInstantiate().getSpec()),
                        message.getInstantiate().getEnvironmentMap());
            case TERMINATE -> new Action.Terminate(message.getTerminate().getEnvironmentMap());
            case CLEANUP ->
                new Action.Cleanup(
                        fromMessage(message.getCleanup().getSpec()),
                        message.getCleanup().getEnvironmentMap());
            case GUARD -> new Action.Guard(fromMessage(message.getGuard().getSpec()));
            case ADOPT -> fromMessage(message.getAdopt());
            case SET_CSI -> fromMessage(message.getSetCsi());
            case CHANGE_CSI ->
                new Action.ChangeCsi(
                        fromMessage(message.getChangeCsi().getCsi()),
                        message.getChangeCsi().getTimeoutNanos());
            case REMOVE_CSI -> fromMessage(message.getRemoveCsi());
            case START_MONITOR -> fromMessage(message.getStartMonitor());
            case STOP_MONITOR -> new Action.StopMonitor();
            case BODY_NOT_SET -> throw new MalformedMessageException("Action says nothing: its body is missing");
        };
    }

    private static Action.Adopt fromMessage(Adopt message) throws MalformedMessageException {
        Map<Dn, HaState> states = new TreeMap<>();
        for (Map.Entry<String, Integer> state : message.getStatesMap().entrySet()) {
            states.put(
                    Fields.dn("Adopt.states", state.getKey()),
                    Fields.number("Adopt.states", state.getValue(), HaState::of));
        }
        return new Action.Adopt(fromMessage(message.getSpec()), states);
    }

    static StartMonitor toMessage(Action.StartMonitor start) {
        return StartMonitor.newBuilder()
                .setStart(toMessage(start.start()))
                .setStartAttempts(start.startAttempts())
                .setStop(toMessage(start.stop()))
                .setStopAttempts(start.stopAttempts())
                .build();
    }

    static Action.StartMonitor fromMessage(StartMonitor message) {
        return new Action.StartMonitor(
                fromMessage(message.getStart()),
                message.getStartAttempts(),
                fromMessage(message.getStop()),
                message.getStopAttempts());
    }

    private static SetCsi toMessage(Action.SetCsi set) {
        var message = SetCsi.newBuilder()
                .setHaState(set.haState().value())
                .setFlag(set.flag().value())
                .setTransition(set.transition().value())
                .setActiveComponent(set.activeComponent().toString())
                .setStandbyRank(set.standbyRank())
                .setTimeoutNanos(set.timeoutNanos())
                .setQuiescingTimeoutNanos(set.quiescingTimeoutNanos());
        set.csis().forEach(csi -> message.addCsis(toMessage(csi)));
        return message.build();
    }

    private static Csi toMessage(Action.Csi csi) {
        var message = Csi.newBuilder().setDn(csi.dn().toString()).setEpoch(csi.epoch());
        csi.attributes()
                .forEach((name, values) -> message.addAttributes(
                        CsiAttribute.newBuilder().setName(name).addAllValues(values)));
        return message.build();
    }

    private static Action.Csi fromMessage(Csi csi) throws MalformedMessageException {
        return new Action.Csi(Fields.dn("Csi.dn", csi.getDn()), attributes(csi), csi.getEpoch());
    }

    private static Action.SetCsi fromMessage(SetCsi message) throws MalformedMessageException {
        List<Action.Csi> csis = new ArrayList<>(message.getCsisCount());
        for (Csi csi : message.getCsisList()) {
            csis.add(fromMessage(csi));
        }
        return new Action.SetCsi(
                Fields.number("SetCsi.ha_state", message.getHaState(), HaState::of),
                Fields.number("SetCsi.flag", message.getFlag(), OrderCodec::flag),
                csis,
                Fields.number("SetCsi.transition", message.getTransition(), TransitionDescriptor::of),
                Fields.dn("SetCsi.active_component", message.getActiveComponent()),
                message.getStandbyRank(),
                message.getTimeoutNanos(),
                message.getQuiescingTimeoutNanos());
    }

    private static Map<String, List<String>> attributes(Csi csi) throws MalformedMessageException {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        for (CsiAttribute attribute : csi.getAttributesList()) {
            if (attributes.put(attribute.getName(), List.copyOf(attribute.getValuesList())) != null) {
                throw new MalformedMessageException(
                        "Csi.attributes has " + attribute.getName() + " twice for " + csi.getDn());
            }
        }
        return Collections.unmodifiableMap(attributes);
    }

    private static RemoveCsi toMessage(Action.RemoveCsi remove) {
        var message = RemoveCsi.newBuilder().setFlag(remove.flag().value()).setTimeoutNanos(remove.timeoutNanos());
        remove.csis().forEach(csi -> message.addCsis(csi.toString()));
        return message.build();
    }

    private static Action.RemoveCsi fromMessage(RemoveCsi message) throws MalformedMessageException {
        List<Dn> csis = new ArrayList<>(message.getCsisCount());
        for (String csi : message.getCsisList()) {
            csis.add(Fields.dn("RemoveCsi.csis", csi));
        }
        return new Action.RemoveCsi(
                Fields.number("RemoveCsi.flag", message.getFlag(), OrderCodec::flag), csis, message.getTimeoutNanos());
    }

    private static Action.CsiFlag flag(int number) {
        for (Action.CsiFlag flag : Action.CsiFlag.values()) {
            if (flag.value() == number) {
                return flag;
            }
        }
        throw new IllegalArgumentException("CsiFlag has no constant with the number " + number);
    }

    static org.amf4j.protocol.cluster.ComponentSpec toMessage(ComponentSpec spec) {
        var message = org.amf4j.protocol.cluster.ComponentSpec.newBuilder()
                .setSaAware(spec.saAware())
                .putAllEnvironment(new TreeMap<>(spec.environment()))
                .setTerminateTimeoutNanos(spec.terminateTimeoutNanos())
                .setRecoveryOnError(spec.recoveryOnError().value())
                .setOutlivesLease(spec.outlivesLease());
        spec.instantiate().ifPresent(line -> message.setInstantiate(toMessage(line)));
        spec.contained().ifPresent(where -> message.setContained(toMessage(where)));
        spec.proxied().ifPresent(where -> message.setProxied(toMessage(where)));
        spec.terminate().ifPresent(line -> message.setTerminate(toMessage(line)));
        spec.cleanup().ifPresent(line -> message.setCleanup(toMessage(line)));
        for (LifeCycle.Healthcheck check : spec.healthchecks()) {
            message.addHealthchecks(Healthcheck.newBuilder()
                    .setKey(check.key())
                    .setPeriodNanos(check.periodNanos())
                    .setMaxDurationNanos(check.maxDurationNanos()));
        }
        return message.build();
    }

    static ComponentSpec fromMessage(org.amf4j.protocol.cluster.ComponentSpec message)
            throws MalformedMessageException {
        return new ComponentSpec(
                message.getSaAware(),
                message.hasInstantiate() ? Optional.of(fromMessage(message.getInstantiate())) : Optional.empty(),
                message.hasTerminate() ? Optional.of(fromMessage(message.getTerminate())) : Optional.empty(),
                message.hasCleanup() ? Optional.of(fromMessage(message.getCleanup())) : Optional.empty(),
                Collections.unmodifiableMap(new TreeMap<>(message.getEnvironmentMap())),
                message.getTerminateTimeoutNanos(),
                message.getHealthchecksList().stream()
                        .map(check -> new LifeCycle.Healthcheck(
                                check.getKey(), check.getPeriodNanos(), check.getMaxDurationNanos()))
                        .toList(),
                Fields.number("ComponentSpec.recovery_on_error", message.getRecoveryOnError(), RecommendedRecovery::of),
                message.hasContained() ? Optional.of(fromMessage(message.getContained())) : Optional.empty(),
                message.hasProxied() ? Optional.of(fromMessage(message.getProxied())) : Optional.empty(),
                message.getOutlivesLease());
    }

    private static org.amf4j.protocol.cluster.Contained toMessage(ComponentSpec.Contained where) {
        return org.amf4j.protocol.cluster.Contained.newBuilder()
                .setContainer(where.container().toString())
                .setInstantiateTimeoutNanos(where.instantiateTimeoutNanos())
                .setCleanupTimeoutNanos(where.cleanupTimeoutNanos())
                .build();
    }

    private static ComponentSpec.Contained fromMessage(org.amf4j.protocol.cluster.Contained message)
            throws MalformedMessageException {
        return new ComponentSpec.Contained(
                Fields.dn("Contained.container", message.getContainer()),
                message.getInstantiateTimeoutNanos(),
                message.getCleanupTimeoutNanos());
    }

    static org.amf4j.protocol.cluster.Proxied toMessage(ComponentSpec.Proxied where) {
        var message = org.amf4j.protocol.cluster.Proxied.newBuilder()
                .setProxy(where.proxy().toString())
                .setHere(where.here())
                .setProxyCsi(where.proxyCsi().toString())
                .setInstantiateTimeoutNanos(where.instantiateTimeoutNanos())
                .setCleanupTimeoutNanos(where.cleanupTimeoutNanos());
        where.activation().ifPresent(set -> message.setActivation(toMessage(set)));
        return message.build();
    }

    static ComponentSpec.Proxied fromMessage(org.amf4j.protocol.cluster.Proxied message)
            throws MalformedMessageException {
        return new ComponentSpec.Proxied(
                Fields.dn("Proxied.proxy", message.getProxy()),
                message.getHere(),
                Fields.dn("Proxied.proxy_csi", message.getProxyCsi()),
                message.getInstantiateTimeoutNanos(),
                message.getCleanupTimeoutNanos(),
                message.hasActivation() ? Optional.of(fromMessage(message.getActivation())) : Optional.empty());
    }

    private static org.amf4j.protocol.cluster.CommandLine toMessage(CommandLine line) {
        return org.amf4j.protocol.cluster.CommandLine.newBuilder()
                .setPath(line.path())
                .addAllArguments(line.arguments())
                .setTimeoutNanos(line.timeoutNanos())
                .build();
    }

    private static CommandLine fromMessage(org.amf4j.protocol.cluster.CommandLine message) {
        return new CommandLine(message.getPath(), message.getArgumentsList(), message.getTimeoutNanos());
    }
}
