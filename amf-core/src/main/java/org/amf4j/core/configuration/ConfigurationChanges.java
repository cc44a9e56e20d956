package org.amf4j.core.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.core.event.Event;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.ModelChange;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.Problem;
import org.amf4j.core.model.Rebinding;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.outcome.AlarmCondition;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.RedundancyModels;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.Reconfiguration;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;

/**
 * Changes of a configuration in use, all or nothing. A change is looked at three times before anything changes: by the
 * rules of the information model, by the rules that every configuration of the availability model must keep, and by the
 * rules about what may change in the present state.
 */
public final class ConfigurationChanges {

    /** Most operations of one change. */
    public static final int OPERATIONS_MAX = 10_000;

    /** Refusals that are told. */
    private static final int TOLD_MAX = 10;

    private final ClusterState state;
    private final Map<String, RedundancyModel> models;

    /** Changes of what this state rests on; groups find their redundancy models among these. */
    public ConfigurationChanges(ClusterState state, Map<String, RedundancyModel> models) {
        this.state = state;
        this.models = models;
    }

    /**
     * What a change would come to.
     *
     * @param refusals what stands against it; it can be carried out when there are none
     * @param edits objects that would be new or different, and the names of those that would be gone, by DN
     * @param classes classes that would be new
     */
    public record Judgement(List<Refusal> refusals, Map<Dn, Optional<ImmObject>> edits, List<ImmClass> classes) {

        /** The result code. */
        public AisStatus status() {
            return refusals.isEmpty() ? AisStatus.OK : refusals.get(0).status();
        }

        /** What is told to whoever asked for the change. */
        public String text() {
            if (refusals.isEmpty()) {
                return edits.isEmpty() && classes.isEmpty() ? "nothing changes by it" : "";
            }
            List<String> told = new ArrayList<>();
            refusals.stream().limit(TOLD_MAX).forEach(r -> told.add(r.toString()));
            if (refusals.size() > TOLD_MAX) {
                told.add("and " + (refusals.size() - TOLD_MAX) + " more");
            }
            return String.join("; ", told);
        }
    }

    /** What was found out, and the classes that there would be. */
    private record Examined(Judgement judgement, Optional<Rebinding> rebinding, Map<String, ImmClass> classes) {}

    /** Says what a change would come to; nothing changes. */
    public Judgement judge(Event.ConfigurationChanged change) {
        return examine(change).judgement();
    }

    /** What follows from a change elsewhere. */
    public interface Consequences {

        /**
         * The change has been carried out.
         *
         * @param edits objects that are new or different, and the names of those that are gone
         * @param before the objects that there were
         */
        void carriedOut(Map<Dn, Optional<ImmObject>> edits, Map<Dn, ImmObject> before);
    }

    /**
     * Carries out a change, or refuses all of it, and answers the request; a request that comes again gets the same answer
     * and changes nothing.
     */
    public void request(Turn turn, Event.ConfigurationChanged event, Consequences consequences) {
        ClusterState.Answered answer = state.answered(event.requestId())
                .orElseGet(() -> state.answered(event.requestId(), carryOut(turn, event, consequences)));
        turn.reply(event.requestId(), answer.status(), answer.text());
    }

    private ClusterState.Answered carryOut(Turn turn, Event.ConfigurationChanged event, Consequences consequences) {
        if (event.notAfterNanos() != 0 && turn.nowNanos() > event.notAfterNanos()) {
            return new ClusterState.Answered(
                    AisStatus.ERR_FAILED_OPERATION, "it came too late into the log; nothing of it was done, try again");
        }
        Examined examined = examine(event);
        Judgement judgement = examined.judgement();
        examined.rebinding().ifPresent(r -> {
            Map<Dn, ImmObject> before = state.model().objects();
            apply(turn, r, judgement);
            if (!event.classes().isEmpty()) {
                state.classes(List.copyOf(examined.classes().values()));
            }
            consequences.carriedOut(judgement.edits(), before);
        });
        return new ClusterState.Answered(judgement.status(), judgement.text());
    }

    private Examined examine(Event.ConfigurationChanged change) {
        Model model = state.model();
        List<ObjectChange> changes = change.changes();
        if (changes.size() > OPERATIONS_MAX) {
            String text = "a change has at most " + OPERATIONS_MAX + " operations, not " + changes.size();
            return refused(List.of(
                    new Refusal(AisStatus.ERR_NO_RESOURCES, changes.get(0).dn(), "IMM section 4", text)));
        }
        Map<String, ImmClass> classes;
        try {
            classes = ClassChanges.with(model.classes(), change.classes());
        } catch (AisException e) {
            return refused(List.of(new Refusal(e.status(), Dn.ROOT, "", e.text())));
        }
        ObjectEdits edits = new ObjectEdits(model.objects(), classes);
        edits.apply(changes);
        if (!edits.refusals().isEmpty()) {
            return refused(edits.refusals());
        }
        List<Refusal> refusals =
                new ArrayList<>(new ImmObjections(state.imm(), model.objects()).of(edits.edits(), change.maker()));
        if (!refusals.isEmpty()) {
            return refused(refusals);
        }
        Rebinding rebinding = Rebinding.of(model, edits.edits());
        rebinding.problems().forEach(p -> refusals.add(refusal(p, edits.edits())));
        if (refusals.isEmpty()) {
            missingModels(rebinding).forEach(p -> refusals.add(refusal(p)));
            refusals.addAll(new ChangeRules(state).refusals(rebinding));
            refusals.addAll(new MembershipChangeRules(state).refusals(edits.edits()));
        }
        return refusals.isEmpty()
                ? new Examined(
                        new Judgement(List.of(), edits.edits(), change.classes()), Optional.of(rebinding), classes)
                : refused(refusals);
    }

    private static Examined refused(List<Refusal> refusals) {
        return new Examined(new Judgement(List.copyOf(refusals), Map.of(), List.of()), Optional.empty(), Map.of());
    }

    /** A reference that has lost its object by this change has another remedy than one that never had any. */
    private Refusal refusal(Problem problem, Map<Dn, Optional<ImmObject>> edits) {
        Optional<ImmObject> object = edits.getOrDefault(
                problem.dn(), Optional.ofNullable(state.model().objects().get(problem.dn())));
        return object.flatMap(o -> deletedReference(o, problem.attribute(), edits))
                .map(gone -> new Refusal(
                        AisStatus.ERR_BAD_OPERATION,
                        problem.dn(),
                        problem.rule(),
                        problem.attribute() + " names " + gone + ", which is to be deleted; delete this object as well"
                                + (problem.dn().isNamed(problem.attribute())
                                        ? ""
                                        : ", or have it name another one first")))
                .orElseGet(() -> refusal(problem));
    }

    private static Optional<Dn> deletedReference(
            ImmObject object, String attribute, Map<Dn, Optional<ImmObject>> edits) {
        boolean byName = object.dn().isNamed(attribute);
        return edits.entrySet().stream()
                .filter(edit -> edit.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .filter(gone -> byName
                        ? gone.toString().equals(object.dn().rdnValue())
                        : object.values(attribute).contains(gone))
                .findFirst();
    }

    private static Refusal refusal(Problem problem) {
        return new Refusal(AisStatus.ERR_BAD_OPERATION, problem.dn(), problem.rule(), problem.text());
    }

    private List<Problem> missingModels(Rebinding rebinding) {
        List<ServiceGroup> groups = new ArrayList<>();
        rebinding.added().forEach(e -> addGroup(e, groups));
        rebinding.changed().forEach(c -> addGroup(c.next(), groups));
        return RedundancyModels.problems(groups, models);
    }

    private static void addGroup(Entity entity, List<ServiceGroup> groups) {
        if (entity instanceof ServiceGroup group) {
            groups.add(group);
        }
    }

    private void apply(Turn turn, Rebinding rebinding, Judgement judgement) {
        for (Entity entity : rebinding.removed()) {
            for (AlarmCondition condition : AlarmCondition.values()) {
                turn.clear(entity, condition, "it has been deleted");
            }
        }
        Map<Dn, ImmObject> before = state.model().objects();
        judgement
                .edits()
                .forEach((dn, object) ->
                        turn.because(dn, "CCB", Differences.of(Optional.ofNullable(before.get(dn)), object)));
        List<ComponentServiceInstance> told = withOtherAttributes(rebinding);
        List<Node> cordons = withOtherCordon(rebinding);
        ModelChange change = rebinding.apply();
        new Reconfiguration(state, change).carryOut();
        told.forEach(this::tellHolders);
        cordons.forEach(this::placeAnew);
    }

    /** Nodes that stay, and are cordoned or not cordoned any more. */
    private static List<Node> withOtherCordon(Rebinding rebinding) {
        List<Node> found = new ArrayList<>();
        for (Rebinding.Changed each : rebinding.changed()) {
            if (each.present() instanceof Node present
                    && each.next() instanceof Node next
                    && present.config().cordoned() != next.config().cordoned()) {
                found.add(present);
            }
        }
        return found;
    }

    private void placeAnew(Node node) {
        for (UnitState unit : state.unitsOf(node)) {
            GroupState group = state.of(unit.unit().group());
            group.computeTarget();
            state.touch(group);
        }
    }

    /** CSIs that stay, with attributes that change, and whose components want to know. */
    private static List<ComponentServiceInstance> withOtherAttributes(Rebinding rebinding) {
        List<ComponentServiceInstance> found = new ArrayList<>();
        for (Rebinding.Changed each : rebinding.changed()) {
            if (each.present() instanceof ComponentServiceInstance present
                    && each.next() instanceof ComponentServiceInstance next
                    && next.communicatesChanges()
                    && !present.attributes().equals(next.attributes())) {
                found.add(present);
            }
        }
        return found;
    }

    private void tellHolders(ComponentServiceInstance csi) {
        for (UnitAssignment assignment : state.of(csi.instance()).assignments()) {
            for (CsiAssignment part : assignment.csis()) {
                if (part.csi() == csi && part.component().component().isPreInstantiable()) {
                    part.attributesDue(true);
                }
            }
        }
    }
}
