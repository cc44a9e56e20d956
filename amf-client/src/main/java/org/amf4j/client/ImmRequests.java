package org.amf4j.client;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collection;
import java.util.List;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.ImplementerRequest;
import org.amf4j.protocol.imm.OwnerRequest;
import org.amf4j.protocol.model.ImmCodec;

/** Requests about the information model, and their answers. */
final class ImmRequests {

    private ImmRequests() {}

    static ToAgent.Builder frame(ImmRequest.Builder request) {
        return ToAgent.newBuilder().setImmRequest(request.build().toByteString());
    }

    static ImmReply reply(String what, Result result) {
        try {
            return ImmReply.parseFrom(result.getImmReply());
        } catch (InvalidProtocolBufferException e) {
            throw new AisException(AisStatus.ERR_LIBRARY, what + ": the answer cannot be read: " + e.getMessage(), e);
        }
    }

    /** The messages of operations; an {@link AisException} for values that are none. */
    static List<org.amf4j.protocol.imm.ObjectChange> changes(List<ObjectChange> changes) {
        try {
            return changes.stream().map(ImmCodec::toMessage).toList();
        } catch (IllegalArgumentException e) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, e.getMessage(), e);
        }
    }

    static ImmRequest.Builder owner(
            int action, String name, long handle, Collection<Dn> roots, ObjectSearch.Scope scope) {
        return ImmRequest.newBuilder()
                .setOwner(OwnerRequest.newBuilder()
                        .setAction(action)
                        .setOwner(name)
                        .setHandle(handle)
                        .addAllDns(roots.stream().map(Dn::toString).toList())
                        .setScope(scope.value()));
    }

    static ImmRequest.Builder implementer(ImplementerRequest.Builder request) {
        return ImmRequest.newBuilder().setImplementer(request);
    }
}
