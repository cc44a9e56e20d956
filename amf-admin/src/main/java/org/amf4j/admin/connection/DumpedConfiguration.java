package org.amf4j.admin.connection;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.imm.InformationModel;
import org.amf4j.protocol.imm.ImmExported;
import org.amf4j.protocol.model.ImmCodec;

/** The configuration of a running cluster. */
public final class DumpedConfiguration {

    private static final String KIND = "export";

    /** An export ends when the leader changes; after so many attempts that is told. */
    private static final int ATTEMPTS_MAX = 3;

    private DumpedConfiguration() {}

    /**
     * Asks for all of it, part by part. Classes and configured objects are those of one moment.
     *
     * @throws CommandFailure when the cluster does not answer, or its leader changes again and again
     */
    public static InformationModel of(AdminClient client) {
        for (int attempt = 1; ; attempt++) {
            try {
                return read(client);
            } catch (CommandFailure e) {
                boolean ended = e.exitCode() == ExitCode.of(AisStatus.ERR_BAD_HANDLE);
                if (!ended || attempt == ATTEMPTS_MAX) {
                    throw e;
                }
            }
        }
    }

    private static InformationModel read(AdminClient client) {
        List<ImmClass> classes = new ArrayList<>();
        List<ImmObject> objects = new ArrayList<>();
        Map<String, String> arguments = new LinkedHashMap<>();
        ImmExported part;
        do {
            part = part(client, arguments);
            part.getClassesList().forEach(c -> classes.add(ImmCodec.fromMessage(c)));
            part.getObjectsList().forEach(o -> objects.add(ImmCodec.fromMessage(o)));
            arguments.put("export", part.getExport());
            arguments.put("from", Integer.toString(part.getNext()));
        } while (part.getNext() < part.getObjectsInAll());
        return InformationModel.of(classes, objects);
    }

    private static ImmExported part(AdminClient client, Map<String, String> arguments) {
        try {
            return ImmExported.parseFrom(client.answered(KIND, arguments).getPayload());
        } catch (InvalidProtocolBufferException e) {
            throw AdminClient.unreadable(KIND, e);
        }
    }
}
