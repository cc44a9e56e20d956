package org.amf4j.admin.connection;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.imm.BuiltInClasses;
import org.amf4j.imm.InformationModel;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.imm.ImmClassChange;
import org.amf4j.protocol.imm.ImmClassGet;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.model.ImmCodec;

/** The classes that a cluster knows. */
public final class ClassDefinitions {

    private final AdminClient client;

    /** Asks this cluster. */
    public ClassDefinitions(AdminClient client) {
        this.client = client;
    }

    /** The definition of a class; empty when the cluster knows none of this name. */
    public Optional<ImmClass> find(String name) {
        AdminReply reply = client.model(ImmRequest.newBuilder()
                .setClassGet(ImmClassGet.newBuilder().setName(name))
                .build());
        AisStatus status = AdminClient.status(reply);
        if (status == AisStatus.ERR_NOT_EXIST) {
            return Optional.empty();
        }
        if (status != AisStatus.OK) {
            throw AdminClient.refusal("class " + name, status, reply.getText());
        }
        try {
            return Optional.of(
                    ImmCodec.fromMessage(ImmReply.parseFrom(reply.getPayload()).getClassDefinition()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the definition of class " + name + " cannot be read: " + e.getMessage(),
                    "command and cluster may be of different versions",
                    e);
        }
    }

    /**
     * The classes of a file that the cluster lacks.
     *
     * @throws CommandFailure when the cluster knows one of them otherwise
     */
    public List<ImmClass> missing(InformationModel file) {
        List<ImmClass> missing = new ArrayList<>();
        for (ImmClass defined : file.classes()) {
            if (BuiltInClasses.find(defined.name()).isPresent()) {
                continue;
            }
            Optional<ImmClass> known = find(defined.name());
            if (known.isEmpty()) {
                missing.add(defined);
            } else if (!known.get().equals(defined)) {
                throw new CommandFailure(
                        ExitCode.REJECTED,
                        "the cluster has another class " + defined.name() + " than the file",
                        "'amf class show " + defined.name()
                                + "' shows it; rename that of the file, or delete that of the" + " cluster first");
            }
        }
        return missing;
    }

    /** Deletes classes, all or none. */
    public void delete(List<String> names) {
        AdminReply reply = client.model(ImmRequest.newBuilder()
                .setClassChange(ImmClassChange.newBuilder().addAllDelete(names))
                .build());
        AisStatus status = AdminClient.status(reply);
        if (status != AisStatus.OK) {
            CommandFailure refusal = AdminClient.refusal("nothing is deleted", status, reply.getText());
            throw new CommandFailure(
                    refusal.exitCode(),
                    refusal.getMessage(),
                    status == AisStatus.ERR_BUSY ? "'amf find --class NAME' lists its objects" : refusal.hint());
        }
    }
}
