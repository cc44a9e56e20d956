package org.amf4j.core.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.core.event.Event;
import org.amf4j.core.model.Model;
import org.amf4j.core.runtime.ClusterState;

/**
 * A change that is put together operation by operation, on paper: each is looked at when it comes, and the last ones can be
 * taken back. What it comes to as a whole is for {@link ConfigurationChanges} to say.
 */
public final class ChangeDraft {

    private final List<ImmClass> created;
    private final Event.Maker maker;
    private final ObjectEdits edits;

    /** A change without operations, of this state, with these new classes. */
    public ChangeDraft(ClusterState state, List<ImmClass> created, Event.Maker maker) {
        this.created = List.copyOf(created);
        this.maker = maker;
        this.edits = new ObjectEdits(state.model().objects(), classes(state));
    }

    private Map<String, ImmClass> classes(ClusterState state) {
        return ClassChanges.with(state.model().classes(), created);
    }

    /**
     * What one operation does.
     *
     * @param operation the operation
     * @param refusals why it is not part of the change; it is when there are none
     * @param touched each object that it touches: what it was before the operation, and what it would be
     */
    public record Step(ObjectChange operation, List<Refusal> refusals, Map<Dn, Edit> touched) {}

    /**
     * What becomes of an object; absent before when it is new, and after when it is gone.
     *
     * @param before what it was before the operation
     * @param after what it is after it
     * @param earlier what the operations before had made of it, if they had touched it
     */
    public record Edit(Optional<ImmObject> before, Optional<ImmObject> after, Optional<Optional<ImmObject>> earlier) {}

    /** Adds an operation, if nothing stands against it. */
    public Step add(ClusterState state, ObjectChange operation) {
        Model model = state.model();
        edits.startFrom(model.objects(), classes(state));
        Set<Dn> dns = edits.touchedBy(operation);
        Map<Dn, Optional<Optional<ImmObject>>> earlier = new LinkedHashMap<>();
        dns.forEach(dn -> earlier.put(dn, edits.edit(dn)));
        edits.add(operation);
        List<Refusal> refusals = edits.takeRefusals();
        Map<Dn, Edit> touched = new LinkedHashMap<>();
        if (refusals.isEmpty()) {
            earlier.forEach((dn, was) -> touched.put(
                    dn,
                    new Edit(
                            was.orElseGet(
                                    () -> Optional.ofNullable(model.objects().get(dn))),
                            edits.edit(dn).orElse(Optional.empty()),
                            was)));
            refusals = objections(state, touched);
        }
        Step step = new Step(operation, refusals, touched);
        if (!refusals.isEmpty()) {
            undo(step);
        }
        return step;
    }

    private List<Refusal> objections(ClusterState state, Map<Dn, Edit> touched) {
        Map<Dn, Optional<ImmObject>> part = new TreeMap<>();
        touched.forEach((dn, edit) -> part.put(dn, edit.after()));
        return new ImmObjections(state.imm(), state.model().objects()).of(part, edits.edits(), maker);
    }

    /** Takes an operation back; those after it must have been taken back before. */
    public void undo(Step step) {
        step.touched().forEach((dn, edit) -> edits.restore(dn, edit.earlier()));
    }
}
