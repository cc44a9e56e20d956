package org.amf4j.core.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.event.Event;
import org.amf4j.core.imm.ImmState;
import org.amf4j.core.imm.Ownership;

/** What owners of objects, and runtime objects of applications, have against a change. */
public final class ImmObjections {

    private final ImmState imm;
    private final Map<Dn, ImmObject> before;

    /** Objections in a cluster of these objects. */
    public ImmObjections(ImmState imm, Map<Dn, ImmObject> before) {
        this.imm = imm;
        this.before = before;
    }

    /** Why a change must not be made for an owner, or for nobody when the name is empty. */
    public List<Refusal> of(Map<Dn, Optional<ImmObject>> edits, Event.Maker maker) {
        return of(edits, edits, maker);
    }

    /** The same for a part of the edits. */
    List<Refusal> of(Map<Dn, Optional<ImmObject>> part, Map<Dn, Optional<ImmObject>> edits, Event.Maker maker) {
        if (maker.owner().isEmpty() && imm.isEmpty()) {
            return List.of();
        }
        List<Refusal> refusals = new ArrayList<>();
        part.forEach((dn, object) -> {
            boolean created = object.isPresent() && !before.containsKey(dn);
            if (created && imm.object(dn).isPresent()) {
                refusals.add(new Refusal(
                        AisStatus.ERR_EXIST, dn, "IMM section 5.1", "there is a runtime object of this name"));
            }
            Dn owned = created ? dn.parent() : dn;
            boolean ours = created && (owned.isRoot() || edits.containsKey(owned) && !before.containsKey(owned));
            boolean createdBefore = !created && !before.containsKey(dn); // and gone again by now, or modified
            if (!ours && !createdBefore) {
                objection(owned, maker)
                        .ifPresent(
                                text -> refusals.add(new Refusal(AisStatus.ERR_BAD_OPERATION, owned, "IMM-019", text)));
            }
        });
        return refusals;
    }

    private Optional<String> objection(Dn dn, Event.Maker maker) {
        String owner = maker.owner();
        Optional<String> present = imm.owner(dn).map(Ownership::owner);
        boolean taken = maker.passing() && present.isEmpty(); // for as long as the change lasts
        if (taken || present.orElse("").equals(owner)) {
            return Optional.empty();
        }
        String who = present.map(o -> "it is owned by '" + o + "'").orElse("it has no owner");
        String remedy = owner.isEmpty()
                ? "; make the change as that owner, or clear it"
                : "; have '" + owner + "' own it first";
        return Optional.of(who + remedy);
    }
}
