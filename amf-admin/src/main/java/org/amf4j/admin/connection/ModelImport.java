package org.amf4j.admin.connection;

import java.util.List;
import java.util.Set;
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
        return request(client, file, Set.of());
    }

    /**
     * The same without objects that are there, whatever they are like.
     *
     * @param present names of objects of the cluster
     */
    public static ConfigurationRequest request(AdminClient client, InformationModel file, Set<String> present) {
        List<ImmClass> missing = new ClassDefinitions(client).missing(file);
        List<List<String>> operations = ChangeLines.wordsOfCreations(InformationModel.of(
                file.classes(),
                file.objects().stream()
                        .filter(o -> !present.contains(o.dn().toString()))
                        .toList()));
        return new ConfigurationRequest(
                missing, operations, number -> operations.get(number - 1).get(2), "");
    }
}
