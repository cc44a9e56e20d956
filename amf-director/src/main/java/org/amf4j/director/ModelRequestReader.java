package org.amf4j.director;

import java.util.List;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.core.event.ModelRequest;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.ImplementerRequest;
import org.amf4j.protocol.imm.OwnerRequest;
import org.amf4j.protocol.model.ImmCodec;

/** Reads what processes ask about owners and implementers. */
final class ModelRequestReader {

    /** Objects that are named in one request. */
    private static final int ROOTS_MAX = 1_000;

    private ModelRequestReader() {}

    static ModelRequest read(ImmRequest request) {
        return switch (request.getBodyCase()) {
            case OWNER -> owner(request.getOwner());
            case IMPLEMENTER -> implementer(request.getImplementer());
            case PUBLISH -> {
                List<ObjectChange> changes = request.getPublish().getChangesList().stream()
                        .map(ImmCodec::fromMessage)
                        .toList();
                if (changes.isEmpty()) {
                    throw refusal("nothing is published");
                }
                yield new ModelRequest.Publish(changes);
            }
            default -> throw refusal("not about owners or implementers");
        };
    }

    private static AisException refusal(String text) {
        return new AisException(AisStatus.ERR_INVALID_PARAM, text);
    }

    private static ModelRequest owner(OwnerRequest request) {
        if (request.getAction() == 4) {
            return new ModelRequest.EndOwner(request.getHandle());
        }
        if (request.getDnsCount() == 0 || request.getDnsCount() > ROOTS_MAX) {
            throw refusal("1 to " + ROOTS_MAX + " objects are named, not " + request.getDnsCount());
        }
        List<Dn> roots = request.getDnsList().stream().map(Dn::of).toList();
        ObjectSearch.Scope scope = ObjectSearch.Scope.of(request.getScope());
        return switch (request.getAction()) {
            case 1 -> new ModelRequest.Own(request.getOwner(), request.getHandle(), roots, scope);
            case 2 -> {
                if (request.getOwner().isEmpty()) {
                    throw refusal("an owner without a name releases nothing");
                }
                yield new ModelRequest.Disown(request.getOwner(), roots, scope);
            }
            case 3 -> new ModelRequest.Disown("", roots, scope);
            default -> throw refusal("owners know no " + request.getAction());
        };
    }

    private static ModelRequest implementer(ImplementerRequest request) {
        return switch (request.getAction()) {
            case 1 -> new ModelRequest.Implement(request.getName());
            case 2 -> new ModelRequest.Cease();
            case 3 -> new ModelRequest.ImplementClass(request.getClassName(), false);
            case 4 -> new ModelRequest.ImplementClass(request.getClassName(), true);
            case 5, 6 ->
                new ModelRequest.ImplementObjects(
                        Dn.of(request.getDn()), ObjectSearch.Scope.of(request.getScope()), request.getAction() == 6);
            default -> throw refusal("implementers know no " + request.getAction());
        };
    }
}
