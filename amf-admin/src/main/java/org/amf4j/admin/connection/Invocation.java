package org.amf4j.admin.connection;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.api.imm.OperationResult;
import org.amf4j.api.imm.Parameter;
import org.amf4j.api.imm.ValueType;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.imm.ImmInvoke;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.OwnerRequest;
import org.amf4j.protocol.model.ImmCodec;

/**
 * An administrative operation on any object, as its implementer knows it.
 *
 * @param dn the object
 * @param operation the number of the operation
 * @param parameters what is given to it
 * @param owner for which owner of objects it is asked; empty for none
 */
public record Invocation(String dn, long operation, List<Parameter> parameters, String owner) {

    /**
     * A parameter as people write it: {@code NAME:TYPE:VALUE}.
     *
     * @throws CommandFailure when it is none
     */
    public static Parameter parameter(String text) {
        String[] parts = text.split(":", 3);
        Optional<ValueType> type = parts.length < 3
                ? Optional.empty()
                : List.of(ValueType.values()).stream()
                        .filter(t -> t.xmlName().equals(parts[1]))
                        .findFirst();
        try {
            return new Parameter(
                    parts[0],
                    type.orElseThrow(() -> new IllegalArgumentException(
                            "it is written NAME:TYPE:VALUE, with a type such as SA_UINT32_T or SA_STRING_T")),
                    type.get().parse(parts[2]));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "parameter '" + text + "': " + e.getMessage(), "", e);
        }
    }

    /**
     * Has it carried out.
     *
     * @return what the implementer answers
     * @throws CommandFailure when it was not reached
     */
    public OperationResult carryOut(AdminClient client, Duration limit) {
        AdminReply reply = client.model(ImmRequest.newBuilder()
                .setInvoke(ImmInvoke.newBuilder()
                        .setDn(dn)
                        .setOperation(operation)
                        .setOwner(owner)
                        .setTimeoutMillis((int) Math.max(1, limit.toMillis()))
                        .addAllParameters(ImmCodec.toMessages(parameters)))
                .build());
        AisStatus status = AdminClient.status(reply);
        if (status != AisStatus.OK) {
            throw AdminClient.refusal("operation " + operation + " on " + dn, status, reply.getText());
        }
        try {
            ImmReply answer = ImmReply.parseFrom(reply.getPayload());
            return new OperationResult(
                    AisStatus.of(answer.getOperationStatus()), ImmCodec.fromMessages(answer.getResultsList()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the answer of " + dn + " cannot be read: " + e.getMessage(),
                    "command and cluster may be of different versions",
                    e);
        }
    }

    /** Takes objects from whoever owns them. */
    public static void clearOwners(AdminClient client, List<String> dns, boolean subtree) {
        ObjectSearch.Scope scope = subtree ? ObjectSearch.Scope.SUBTREE : ObjectSearch.Scope.ONE;
        AdminReply reply = client.model(ImmRequest.newBuilder()
                .setOwner(OwnerRequest.newBuilder().setAction(3).addAllDns(dns).setScope(scope.value()))
                .build());
        AisStatus status = AdminClient.status(reply);
        if (status != AisStatus.OK) {
            throw AdminClient.refusal("taking from their owners", status, reply.getText());
        }
    }
}
