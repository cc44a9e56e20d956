package org.amf4j.protocol.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.ProcessEnd;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.TrackFlag;
import org.amf4j.core.agent.AgentMemory;
import org.amf4j.core.agent.Caller;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.restart.Component;
import org.amf4j.protocol.restart.Group;
import org.amf4j.protocol.restart.Healthcheck;
import org.amf4j.protocol.restart.Member;
import org.amf4j.protocol.restart.Monitored;
import org.amf4j.protocol.restart.Proxied;
import org.amf4j.protocol.restart.Running;
import org.amf4j.protocol.restart.Tracker;

/** What the machine of an agent remembers for another one, see restart.proto. */
public final class RestartCodec {

    private RestartCodec() {}

    /** The message of a memory. */
    public static org.amf4j.protocol.restart.AgentMemory toMessage(AgentMemory memory) {
        var message = org.amf4j.protocol.restart.AgentMemory.newBuilder().setLastNumber(memory.lastNumber());
        memory.answered().forEach(a -> message.addAnswered(EventCodec.toMessage(a)));
        memory.components().forEach(c -> message.addComponents(toMessage(c)));
        new TreeMap<>(memory.proxied())
                .forEach((component, where) -> message.addProxied(
                        Proxied.newBuilder().setComponent(component.toString()).setWhere(OrderCodec.toMessage(where))));
        memory.uncertain().stream().sorted().forEach(dn -> message.addUncertain(dn.toString()));
        memory.groups().forEach(g -> message.addGroups(toMessage(g)));
        return message.build();
    }

    private static Component toMessage(AgentMemory.Component component) {
        Component.Builder message =
                Component.newBuilder().setDn(component.component().toString());
        component.epochs().forEach((csi, epoch) -> message.putEpochs(csi.toString(), epoch));
        component.guarded().ifPresent(spec -> message.setGuarded(OrderCodec.toMessage(spec)));
        component.running().ifPresent(running -> message.setRunning(toMessage(running)));
        return message.build();
    }

    private static Running toMessage(AgentMemory.Running running) {
        Running.Builder message = Running.newBuilder()
                .setStarted(OrderCodec.toMessage(running.started()))
                .setRun(running.run())
                .addAllSessions(running.sessions())
                .setRegistered(running.registered().orElse(0));
        running.states().forEach((csi, state) -> message.putStates(csi.toString(), state.value()));
        running.healthchecks()
                .forEach(h -> message.addHealthchecks(Healthcheck.newBuilder()
                        .setKey(h.key())
                        .setComponentInvoked(h.componentInvoked())
                        .setSession(h.session())
                        .setRecovery(h.recovery().value())));
        running.monitor().ifPresent(start -> message.setMonitor(OrderCodec.toMessage(start)));
        running.monitored().forEach(m -> message.addMonitored(toMessage(m)));
        return message.build();
    }

    private static Monitored toMessage(AgentMemory.Monitored monitored) {
        Monitored.Builder message = Monitored.newBuilder()
                .setWatch(monitored.watch())
                .setPid(monitored.pid())
                .setDepth(monitored.depth())
                .setSession(monitored.session())
                .setDescendantsOnly(monitored.descendantsOnly());
        monitored.ends().forEach((end, recovery) -> message.putEnds(end.value(), recovery.value()));
        return message.build();
    }

    private static Group toMessage(AgentMemory.Group group) {
        Group.Builder message = Group.newBuilder()
                .setCsi(group.csi().toString())
                .setKnown(group.members().isPresent());
        group.members()
                .orElse(List.of())
                .forEach(m -> message.addMembers(Member.newBuilder()
                        .setComponent(m.component().toString())
                        .setHaState(m.haState().value())
                        .setRank(m.rank())
                        .setHaReadiness(m.haReadiness().value())));
        group.trackers()
                .forEach(t -> message.addTrackers(Tracker.newBuilder()
                        .setComponent(t.caller().component().toString())
                        .setSession(t.caller().session())
                        .setRequest(t.caller().request())
                        .setFlags(TrackFlag.bits(t.flags()))));
        return message.build();
    }

    /**
     * Reads a memory.
     *
     * @throws MalformedMessageException when it holds what this version does not know
     */
    public static AgentMemory fromMessage(org.amf4j.protocol.restart.AgentMemory message)
            throws MalformedMessageException {
        List<Event.OrderAnswered> answered = new ArrayList<>();
        for (var each : message.getAnsweredList()) {
            answered.add(EventCodec.fromMessage(each));
        }
        List<AgentMemory.Component> components = new ArrayList<>();
        for (Component each : message.getComponentsList()) {
            components.add(fromMessage(each));
        }
        Map<Dn, ComponentSpec.Proxied> proxied = new TreeMap<>();
        for (Proxied each : message.getProxiedList()) {
            proxied.put(Fields.dn("Proxied.component", each.getComponent()), OrderCodec.fromMessage(each.getWhere()));
        }
        Set<Dn> uncertain = new LinkedHashSet<>();
        for (String each : message.getUncertainList()) {
            uncertain.add(Fields.dn("AgentMemory.uncertain", each));
        }
        List<AgentMemory.Group> groups = new ArrayList<>();
        for (Group each : message.getGroupsList()) {
            groups.add(fromMessage(each));
        }
        return new AgentMemory(message.getLastNumber(), answered, components, proxied, uncertain, groups);
    }

    private static AgentMemory.Component fromMessage(Component message) throws MalformedMessageException {
        Map<Dn, Long> epochs = new TreeMap<>();
        for (Map.Entry<String, Long> each : message.getEpochsMap().entrySet()) {
            epochs.put(Fields.dn("Component.epochs", each.getKey()), each.getValue());
        }
        return new AgentMemory.Component(
                Fields.dn("Component.dn", message.getDn()),
                epochs,
                message.hasGuarded() ? Optional.of(OrderCodec.fromMessage(message.getGuarded())) : Optional.empty(),
                message.hasRunning() ? Optional.of(fromMessage(message.getRunning())) : Optional.empty());
    }

    private static AgentMemory.Running fromMessage(Running message) throws MalformedMessageException {
        Fields.requireComplete(message.getStarted());
        Map<Dn, HaState> states = new TreeMap<>();
        for (Map.Entry<String, Integer> each : message.getStatesMap().entrySet()) {
            states.put(
                    Fields.dn("Running.states", each.getKey()),
                    Fields.number("Running.states", each.getValue(), HaState::of));
        }
        List<AgentMemory.Healthcheck> healthchecks = new ArrayList<>();
        for (Healthcheck each : message.getHealthchecksList()) {
            healthchecks.add(new AgentMemory.Healthcheck(
                    each.getKey(), each.getComponentInvoked(), each.getSession(), recovery(each.getRecovery())));
        }
        List<AgentMemory.Monitored> monitored = new ArrayList<>();
        for (Monitored each : message.getMonitoredList()) {
            monitored.add(fromMessage(each));
        }
        return new AgentMemory.Running(
                OrderCodec.fromMessage(message.getStarted()),
                message.getRun(),
                message.getSessionsList(),
                message.getRegistered() == 0 ? OptionalLong.empty() : OptionalLong.of(message.getRegistered()),
                states,
                healthchecks,
                message.hasMonitor() ? Optional.of(OrderCodec.fromMessage(message.getMonitor())) : Optional.empty(),
                monitored);
    }

    private static AgentMemory.Monitored fromMessage(Monitored message) throws MalformedMessageException {
        Map<ProcessEnd, RecommendedRecovery> ends = new EnumMap<>(ProcessEnd.class);
        for (Map.Entry<Integer, Integer> each : message.getEndsMap().entrySet()) {
            ends.put(Fields.number("Monitored.ends", each.getKey(), RestartCodec::end), recovery(each.getValue()));
        }
        return new AgentMemory.Monitored(
                message.getWatch(),
                message.getPid(),
                message.getDepth(),
                message.getSession(),
                ends,
                message.getDescendantsOnly());
    }

    private static ProcessEnd end(int number) {
        return Arrays.stream(ProcessEnd.values())
                .filter(e -> e.value() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no kind of end " + number));
    }

    private static RecommendedRecovery recovery(int number) throws MalformedMessageException {
        return Fields.number("recovery", number, RecommendedRecovery::of);
    }

    private static AgentMemory.Group fromMessage(Group message) throws MalformedMessageException {
        List<GroupMember> members = new ArrayList<>();
        for (Member each : message.getMembersList()) {
            members.add(new GroupMember(
                    Fields.dn("Member.component", each.getComponent()),
                    Fields.number("Member.ha_state", each.getHaState(), HaState::of),
                    each.getRank(),
                    Fields.number("Member.ha_readiness", each.getHaReadiness(), HaReadiness::of)));
        }
        List<AgentMemory.Tracker> trackers = new ArrayList<>();
        for (Tracker each : message.getTrackersList()) {
            trackers.add(new AgentMemory.Tracker(
                    new Caller(
                            Fields.dn("Tracker.component", each.getComponent()), each.getSession(), each.getRequest()),
                    TrackFlag.ofBits(each.getFlags())));
        }
        return new AgentMemory.Group(
                Fields.dn("Group.csi", message.getCsi()),
                message.getKnown() ? Optional.of(members) : Optional.empty(),
                trackers);
    }
}
