package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.clm.machine.MembershipState;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.imm.ImmState;
import org.amf4j.core.model.Application;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.MembershipModel;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.NodeGroup;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.state.AdminState;

/** Everything the director knows at run time, entity by entity, in lists indexed by handle. */
public final class ClusterState {

    /** Answers to configuration changes that are remembered for requests that come again. */
    private static final int ANSWERED_MAX = 100;

    private Model model;
    private final MembershipState membership;
    private final ImmState imm = new ImmState();
    private final List<NodeState> nodes = new ArrayList<>();
    private final List<NodeGroupState> nodeGroups = new ArrayList<>();
    private final List<ApplicationState> applications = new ArrayList<>();
    private final List<GroupState> groups = new ArrayList<>();
    private final List<UnitState> units = new ArrayList<>();
    private final List<ComponentState> components = new ArrayList<>();
    private final List<InstanceState> instances = new ArrayList<>();
    final Map<Node, List<UnitState>> unitsByNode = new LinkedHashMap<>();
    private final TreeMap<CommandId, Outstanding> outstanding = new TreeMap<>();
    private final List<PendingOperation> operations = new ArrayList<>();
    private final Set<Entity> shuttingDown = new LinkedHashSet<>();
    private final List<ApplicationState> restarting = new ArrayList<>();
    private final List<NodeState> toRepair = new ArrayList<>();
    private final Timers timers = new Timers();
    final BitSet touchedGroups = new BitSet();
    AdminState admin;
    private boolean started;
    private final Alarms alarms = new Alarms();
    private long notifications;
    private int awaitedGroup;
    private final Map<String, Answered> answered = new LinkedHashMap<>();
    private int rules;
    private final Set<String> differing = new LinkedHashSet<>();

    /** By which version of the rules it is decided; see {@link org.amf4j.core.director.Rules}. */
    public int rules() {
        return Math.max(1, rules);
    }

    /** Decides by another version from now on. */
    public void rules(int version) {
        rules = version;
    }

    /** The controllers that were found to remember something else than the majority, in the order of that. */
    public Set<String> differing() {
        return differing;
    }

    /** A cluster in its initial state: nothing runs anywhere. */
    public ClusterState(Model model) {
        this.model = model;
        membership = MembershipModel.of(model);
        admin = model.cluster().config().adminState();
        model.nodes().forEach(n -> nodes.add(new NodeState(n)));
        model.nodeGroups().forEach(g -> nodeGroups.add(new NodeGroupState(g)));
        nodeGroups.forEach(g -> g.group().nodes().forEach(n -> of(n).groups().add(g)));
        model.applications().forEach(a -> applications.add(new ApplicationState(a)));
        model.groups().forEach(g -> groups.add(new GroupState(g)));
        model.units().forEach(u -> units.add(new UnitState(u)));
        model.components().forEach(c -> components.add(new ComponentState(c)));
        model.components().forEach(c -> of(c.unit()).components().add(of(c)));
        for (ServiceGroup group : model.groups()) {
            group.units().forEach(u -> of(group).units().add(of(u)));
            for (ServiceInstance instance : group.instances()) {
                of(group)
                        .instances()
                        .add(new InstanceState(
                                instance, of(group), of(group).instances().size()));
            }
            instances.addAll(of(group).instances());
        }
        instances.sort(Comparator.comparingInt(i -> i.instance().handle()));
        instances.forEach(this::link);
        groups.forEach(GroupState::relate);
        for (UnitState unit : units) {
            unit.unit()
                    .config()
                    .hosts()
                    .forEach(n -> unitsByNode
                            .computeIfAbsent(n, k -> new ArrayList<>())
                            .add(unit));
        }
        units.forEach(this::contain);
        serve();
        noteShutdowns();
    }

    void contain(UnitState unit) {
        unit.components().stream()
                .filter(c -> c.component().config().category().isContained())
                .map(c -> c.component().config().containerCsi())
                .distinct()
                .flatMap(dn -> model.find(dn, ComponentServiceInstance.class).stream())
                .forEach(csi -> {
                    ContainerState source = containers(csi);
                    source.contained().add(unit);
                    unit.containment(new Containment(source));
                });
    }

    /** Finds anew who is proxied, and by whose work others become proxies. */
    void serve() {
        for (GroupState group : groups) {
            group.proxied().clear();
            group.served().clear();
        }
        components.stream().filter(c -> c.proxying().isPresent()).forEach(this::serve);
    }

    private void serve(ComponentState proxied) {
        of(proxied.component().unit().group()).proxied().add(proxied);
        model.find(proxied.component().config().proxyCsi(), ComponentServiceInstance.class)
                .ifPresent(csi -> of(csi.instance().group()).served().add(proxied));
    }

    private ContainerState containers(ComponentServiceInstance csi) {
        List<ContainerState> known = of(csi.instance().group()).containers();
        return known.stream().filter(c -> c.csi() == csi).findFirst().orElseGet(() -> {
            ContainerState added = new ContainerState(csi);
            known.add(added);
            return added;
        });
    }

    /** A shutdown that was under way when the framework ended goes on. */
    private void noteShutdowns() {
        note(admin, model.cluster());
        nodes.forEach(n -> note(n.admin, n.node()));
        nodeGroups.forEach(g -> note(g.admin, g.group()));
        applications.forEach(a -> note(a.admin, a.application()));
        groups.forEach(g -> note(g.admin, g.group()));
        units.forEach(u -> note(u.admin, u.unit()));
        instances.forEach(i -> note(i.admin(), i.instance()));
    }

    /** Remembers that the entity is, or is not, SHUTTING_DOWN. */
    void note(AdminState state, Entity entity) {
        if (state == AdminState.SHUTTING_DOWN) {
            shuttingDown.add(entity);
        } else {
            shuttingDown.remove(entity);
        }
    }

    void link(InstanceState dependent) {
        dependent.instance().config().sponsors().forEach((dn, toleranceNanos) -> {
            InstanceState sponsor =
                    model.find(dn, ServiceInstance.class).map(this::of).orElseThrow();
            Dependency dependency = new Dependency(dependent, sponsor, toleranceNanos);
            dependent.sponsors().add(dependency);
            sponsor.dependents().add(dependency);
        });
    }

    /** The configuration. */
    public Model model() {
        return model;
    }

    /** Who is in the cluster. */
    public MembershipState membership() {
        return membership;
    }

    /** Owners and implementers of objects, and what implementers have published. */
    public ImmState imm() {
        return imm;
    }

    /** Knows these classes from now on, and no others. */
    public void classes(List<ImmClass> known) {
        model = model.with(known);
    }

    /** Carries what is known over to a changed configuration. */
    void model(Model next) {
        model = next;
    }

    /** What the administrator allows for the whole cluster. */
    public AdminState admin() {
        return admin;
    }

    /** Whether the first assignments may be made. */
    public boolean isStarted() {
        return started;
    }

    /** Ends the start-up phase. */
    public void start() {
        started = true;
        instances.forEach(InstanceState::forgetFormerActives);
        touchAll();
    }

    /** Position of the group that the start-up was found to wait for last. */
    public int awaitedGroup() {
        return awaitedGroup;
    }

    /** Remembers the group that the start-up waits for. */
    public void awaitedGroup(int position) {
        awaitedGroup = position;
    }

    /** Goes back to before the start-up phase: nothing is assigned until it has ended again. */
    public void startAnew() {
        started = false;
        timers.cancel(new Timer.StartupTimeout());
        touchAll();
    }

    /** Applications that are being restarted. */
    public List<ApplicationState> restarting() {
        return restarting;
    }

    /** Nodes that are to be repaired by a reboot when their work has gone. */
    public List<NodeState> toRepair() {
        return toRepair;
    }

    /** Units that the node hosts now. */
    public List<UnitState> hostedBy(NodeState node) {
        return unitsOf(node.node()).stream()
                .filter(u -> u.host().filter(h -> h == node).isPresent())
                .toList();
    }

    /** All nodes, by DN. */
    public List<NodeState> nodes() {
        return nodes;
    }

    /** All node groups, by DN. */
    public List<NodeGroupState> nodeGroups() {
        return nodeGroups;
    }

    /** All applications, by DN. */
    public List<ApplicationState> applications() {
        return applications;
    }

    /** All service groups, by DN. */
    public List<GroupState> groups() {
        return groups;
    }

    /** All service units, by DN. */
    public List<UnitState> units() {
        return units;
    }

    /** All components, by DN. */
    public List<ComponentState> components() {
        return components;
    }

    /** All service instances, by DN. */
    public List<InstanceState> instances() {
        return instances;
    }

    /** Units that the node hosts or may host. */
    public List<UnitState> unitsOf(Node node) {
        return unitsByNode.getOrDefault(node, List.of());
    }

    public NodeState of(Node node) {
        return nodes.get(node.handle());
    }

    public NodeGroupState of(NodeGroup group) {
        return nodeGroups.get(group.handle());
    }

    public ApplicationState of(Application application) {
        return applications.get(application.handle());
    }

    public GroupState of(ServiceGroup group) {
        return groups.get(group.handle());
    }

    public UnitState of(ServiceUnit unit) {
        return units.get(unit.handle());
    }

    public ComponentState of(Component component) {
        return components.get(component.handle());
    }

    public InstanceState of(ServiceInstance instance) {
        return instances.get(instance.handle());
    }

    /** The unit of a component. */
    public UnitState unitOf(ComponentState component) {
        return of(component.component().unit());
    }

    /** The component with this name. */
    public Optional<ComponentState> component(Dn dn) {
        return model.find(dn, Component.class).map(this::of);
    }

    /** What the component's life-cycle order under way asks for. */
    public Optional<Action> lifeAction(ComponentState component) {
        return component.lifeOrder().map(outstanding::get).map(o -> o.order().action());
    }

    /** Alarms that are raised. */
    public Alarms alarms() {
        return alarms;
    }

    /** How many notifications there have been; the next one has the number after it. */
    public long notifications() {
        return notifications;
    }

    long nextNotificationId() {
        return ++notifications;
    }

    /** Orders that have not been answered, oldest first. */
    public TreeMap<CommandId, Outstanding> outstanding() {
        return outstanding;
    }

    /** Takes an order out of those that have not been answered; empty when it is not among them. */
    public Optional<Outstanding> take(CommandId order) {
        Outstanding taken = outstanding.remove(order);
        if (taken != null) {
            component(taken.order().component()).ifPresent(c -> c.answered(order));
        }
        return Optional.ofNullable(taken);
    }

    /** Operations that have not been answered, oldest first. */
    public List<PendingOperation> operations() {
        return operations;
    }

    /** The answer that this request for a configuration change has been given, if it is one of the latest. */
    public Optional<Answered> answered(String requestId) {
        return Optional.ofNullable(answered.get(requestId));
    }

    /** Remembers the answer to a request for a configuration change; returns it. */
    public Answered answered(String requestId, Answered answer) {
        if (answered.size() == ANSWERED_MAX) {
            answered.remove(answered.keySet().iterator().next());
        }
        answered.put(requestId, answer);
        return answer;
    }

    /** Entities that are SHUTTING_DOWN, whether or not anybody waits for the end of it. */
    public Set<Entity> shuttingDown() {
        return shuttingDown;
    }

    /** What is to be done when. */
    public Timers timers() {
        return timers;
    }

    /** Has the group with all its instances looked at again before this entry is done. */
    public void touch(GroupState group) {
        touchedGroups.set(group.group().handle());
        group.allChanged();
    }

    /** Has the unit's group looked at again before this entry is done; of its instances only those that have changed. */
    public void touch(UnitState unit) {
        touchedGroups.set(unit.unit().group().handle());
    }

    /** Has the instance, and so its group, looked at again before this entry is done. */
    public void touch(InstanceState instance) {
        instance.changed();
        touch(of(instance.instance().group()));
    }

    /** Has all groups looked at again. */
    public void touchAll() {
        touchedGroups.set(0, groups.size());
        groups.forEach(GroupState::allChanged);
    }

    /** Whether the group is to be looked at again before this entry is done. */
    public boolean isTouched(GroupState group) {
        return touchedGroups.get(group.group().handle());
    }

    /** Takes out one group to be looked at, lowest handle first. */
    public Optional<GroupState> nextTouched() {
        int handle = touchedGroups.nextSetBit(0);
        if (handle < 0) {
            return Optional.empty();
        }
        touchedGroups.clear(handle);
        return Optional.of(groups.get(handle));
    }

    /** An application at run time. */
    public static final class ApplicationState {
        private final Application application;
        private Restart restart = Restart.NONE;
        AdminState admin;

        ApplicationState(Application application) {
            this.application = application;
            this.admin = application.adminState();
        }

        /** The configuration. */
        public Application application() {
            return application;
        }

        /** How far its restart has come. */
        public Restart restart() {
            return restart;
        }

        /** Takes the next step of its restart. */
        public void restart(Restart step) {
            restart = step;
        }

        /** What the administrator allows for the application itself. */
        public AdminState admin() {
            return admin;
        }
    }

    /**
     * The answer to a request.
     *
     * @param status the result code
     * @param text a sentence for people, may be empty
     */
    public record Answered(AisStatus status, String text) {}

    /** The restart of an application as a recovery. */
    public enum Restart {
        /** None is under way. */
        NONE,
        /** All its components are being ended; nothing is started. */
        ENDING,
        /** Its units are being instantiated; nothing is assigned before all have come. */
        STARTING
    }

    /**
     * An order under way.
     *
     * @param order the order
     * @param csis what it is about, for callbacks
     */
    public record Outstanding(Command.Order order, List<CsiAssignment> csis) {}
}
