package org.amf4j.admin.connection;

import java.util.List;
import org.amf4j.admin.model.ChangeLines;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.core.configuration.ChangeReader;
import org.amf4j.imm.InformationModel;
import org.amf4j.protocol.admin.AdminReply;

/** Brings what a file defines into a running cluster: first the classes that it lacks, then all objects in one change. */
public final class ModelImport {

    private final AdminClient client;

    /** Imports into this cluster. */
    public ModelImport(AdminClient client) {
        this.client = client;
    }

    /**
     * What was done.
     *
     * @param classes names of the classes that were created
     * @param objects how many objects were created
     */
    public record Done(List<String> classes, int objects) {}

    /**
     * Imports a file. When its objects are refused, the classes that were created for them go again.
     *
     * @throws CommandFailure when it is refused; nothing has changed then
     */
    public Done carryOut(InformationModel file) {
        ClassDefinitions definitions = new ClassDefinitions(client);
        List<ImmClass> missing = definitions.missing(file);
        List<String> names = missing.stream().map(ImmClass::name).toList();
        if (!missing.isEmpty()) {
            definitions.create(missing);
        }
        List<List<String>> operations = operations(file);
        if (!operations.isEmpty()) {
            AdminReply reply = client.change(new ConfigurationRequest(operations, number -> "object " + number), false);
            AisStatus status = AdminClient.status(reply);
            if (status != AisStatus.OK) {
                if (!names.isEmpty() && status != AisStatus.ERR_TIMEOUT) {
                    definitions.delete(names);
                }
                throw AdminClient.refusal("nothing is imported", status, reply.getText());
            }
        }
        return new Done(names, operations.size());
    }

    private static List<List<String>> operations(InformationModel file) {
        return ChangeLines.creations(file).lines().map(ChangeReader::words).toList();
    }
}
