package org.amf4j.core.implementer;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.event.ModelRequest;
import org.amf4j.core.imm.FrameworkClasses;
import org.amf4j.core.imm.ImmState;
import org.amf4j.core.imm.Implementer;
import org.amf4j.core.imm.SessionId;
import org.amf4j.core.runtime.ClusterState;

/** Processes get names as implementers, and implement classes and objects. */
final class Implementers {

    private final ClusterState state;
    private final ImmState imm;
    private final Scopes scopes;

    Implementers(ClusterState state, Scopes scopes) {
        this.state = state;
        this.imm = state.imm();
        this.scopes = scopes;
    }

    void implement(SessionId session, ModelRequest.Implement request) {
        String name = request.name();
        Owners.requireName("an implementer", name);
        Optional<Implementer> own = imm.implementer(session);
        if (own.isPresent()) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM,
                    "this handle bears the name '" + own.get().name() + "' already, and has one at most (IMM-042)");
        }
        Optional<Implementer> known = imm.implementer(name);
        if (known.flatMap(Implementer::session).isPresent() || FrameworkClasses.isImplementer(name)) {
            throw new AisException(AisStatus.ERR_EXIST, "another process bears the name '" + name + "' (IMM-025)");
        }
        if (known.isEmpty() && imm.implementers().size() >= ImmState.IMPLEMENTERS_MAX) {
            throw new AisException(
                    AisStatus.ERR_NO_RESOURCES, "there are " + ImmState.IMPLEMENTERS_MAX + " implementers already");
        }
        imm.bear(name, session);
    }

    void cease(SessionId session) {
        Implementer own = own(session);
        own.session(Optional.empty());
        imm.forgetUnused();
    }

    /** The name that the process bears. */
    Implementer own(SessionId session) {
        return imm.implementer(session)
                .orElseThrow(() -> new AisException(
                        AisStatus.ERR_BAD_HANDLE, "this handle bears no implementer's name yet (IMM-042)"));
    }

    void implementClass(SessionId session, ModelRequest.ImplementClass request) {
        Implementer own = own(session);
        String name = request.className();
        ImmClass type = Optional.ofNullable(state.model().classes().get(name))
                .orElseThrow(() -> new AisException(AisStatus.ERR_NOT_EXIST, "there is no class " + name));
        if (request.release()) {
            if (!own.releaseClass(name)) {
                throw new AisException(AisStatus.ERR_NOT_EXIST, own.name() + " does not implement class " + name);
            }
            return;
        }
        if (type.category() == ImmClass.Category.RUNTIME) {
            throw new AisException(
                    AisStatus.ERR_BAD_OPERATION,
                    "class " + name + " is one of runtime objects; who creates them implements them (IMM-026)");
        }
        if (!own.isApplier()) {
            requireFree(own, name);
        }
        own.implementClass(name);
    }

    private void requireFree(Implementer own, String className) {
        FrameworkClasses.implementer(className).ifPresent(other -> {
            throw held("class " + className, other);
        });
        for (Implementer other : imm.implementers()) {
            if (other == own || other.isApplier()) {
                continue;
            }
            boolean holdsObject = other.objects().stream()
                    .anyMatch(dn -> scopes.find(dn)
                            .filter(o -> o.className().equals(className))
                            .isPresent());
            if (other.classes().contains(className) || holdsObject) {
                throw held("class " + className, other.name());
            }
        }
    }

    private static AisException held(String what, String other) {
        return new AisException(AisStatus.ERR_EXIST, what + " is implemented by '" + other + "' (IMM-026)");
    }

    void implementObjects(SessionId session, ModelRequest.ImplementObjects request) {
        Implementer own = own(session);
        List<ImmObject> objects = scopes.objects(List.of(request.root()), request.scope());
        for (ImmObject object : objects) {
            Dn dn = object.dn();
            if (request.release()) {
                if (!own.objects().contains(dn)) {
                    throw new AisException(AisStatus.ERR_NOT_EXIST, own.name() + " does not implement " + dn);
                }
                continue;
            }
            if (imm.object(dn).isPresent()) {
                throw new AisException(
                        AisStatus.ERR_BAD_OPERATION,
                        dn + " is a runtime object; who created it implements it (IMM-026)");
            }
            Optional<String> other = FrameworkClasses.implementer(object.className())
                    .or(() -> imm.implementer(object.className(), dn)
                            .filter(i -> i != own)
                            .map(Implementer::name));
            if (other.isPresent() && !own.isApplier()) {
                throw held(dn.toString(), other.get());
            }
        }
        for (ImmObject object : objects) {
            if (request.release()) {
                own.releaseObject(object.dn());
            } else {
                own.implementObject(object.dn());
            }
        }
    }
}
