package org.amf4j.core.implementer;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.event.ModelRequest;
import org.amf4j.core.imm.ImmState;
import org.amf4j.core.imm.Ownership;
import org.amf4j.core.imm.SessionId;

/** Objects get owners and lose them. */
final class Owners {

    /** The longest name of an owner or an implementer, in characters. */
    static final int NAME_MAX = 255;

    private final ImmState imm;
    private final Scopes scopes;

    Owners(ImmState imm, Scopes scopes) {
        this.imm = imm;
        this.scopes = scopes;
    }

    void own(SessionId session, ModelRequest.Own request) {
        requireName("an owner", request.owner());
        List<ImmObject> objects = scopes.objects(request.roots(), request.scope());
        for (ImmObject object : objects) {
            imm.owner(object.dn())
                    .filter(o -> !o.owner().equals(request.owner()))
                    .ifPresent(other -> {
                        throw new AisException(
                                AisStatus.ERR_EXIST,
                                object.dn() + " is owned by '" + other.owner()
                                        + "'; wait until it is released, or clear it (IMM-019)");
                    });
        }
        if (imm.owners().size() + objects.size() > ImmState.OWNED_MAX) {
            throw new AisException(
                    AisStatus.ERR_NO_RESOURCES, ImmState.OWNED_MAX + " objects can have owners; release some first");
        }
        Optional<Ownership.Holder> holder =
                request.handle() == 0 ? Optional.empty() : Optional.of(new Ownership.Holder(session, request.handle()));
        // who owns it already goes on holding it
        objects.forEach(o -> imm.own(o.dn(), new Ownership(request.owner(), holder)));
    }

    void disown(ModelRequest.Disown request) {
        List<ImmObject> objects = scopes.objects(request.roots(), request.scope());
        boolean force = request.owner().isEmpty();
        for (ImmObject object : objects) {
            boolean ours = imm.owner(object.dn())
                    .filter(o -> o.owner().equals(request.owner()))
                    .isPresent();
            if (!force && !ours) {
                throw new AisException(
                        AisStatus.ERR_NOT_EXIST, object.dn() + " is not owned by '" + request.owner() + "' (IMM-019)");
            }
        }
        objects.forEach(o -> imm.disown(o.dn()));
    }

    void end(SessionId session, ModelRequest.EndOwner request) {
        imm.release(new Ownership.Holder(session, request.handle()));
    }

    /** Refuses a name that nobody could say. */
    static void requireName(String of, String name) {
        boolean good = !name.isBlank()
                && name.length() <= NAME_MAX
                && name.chars().allMatch(c -> c > ' ' && c < 127)
                && !name.equals("@");
        if (!good) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM,
                    "the name of " + of + " has 1 to " + NAME_MAX + " printable characters without blanks, not '" + name
                            + "' (IMM-042)");
        }
    }
}
