package org.amf4j.admin.connection;

import java.util.List;
import org.amf4j.admin.model.ChangeLines;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.imm.InformationModel;

/** What a file defines, as a change of a running cluster: the classes that it lacks, and all objects. */
public final class ModelImport {

    private ModelImport() {}

    /**
     * The change that brings a file into a cluster.
     *
     * @throws CommandFailure when the cluster knows a class of the file otherwise
     */
    public static ConfigurationRequest request(AdminClient client, InformationModel file) {
        List<ImmClass> missing = new ClassDefinitions(client).missing(file);
        List<List<String>> operations = ChangeLines.wordsOfCreations(file);
        return new ConfigurationRequest(
                missing, operations, number -> operations.get(number - 1).get(2), "");
    }
}
