package org.amf4j.admin.connection;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.model.ModelText;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.imm.InformationModel;

/** Some objects of a running cluster as IMM XML. */
public final class ConfiguredObjects {

    private ConfiguredObjects() {}

    /**
     * The objects with the definitions of their classes that are not built in. Objects that are no part of the configuration
     * are left out, which is told.
     *
     * @param dns full names
     * @param wanted only these attributes; all when empty
     * @param complaints is told of what is left out
     * @throws CommandFailure exit code 6 when none of them is part of the configuration
     */
    public static String xml(AdminClient client, List<String> dns, List<String> wanted, PrintWriter complaints) {
        Map<String, ImmClass> classes = new LinkedHashMap<>();
        List<ImmObject> configured = new ArrayList<>();
        List<ImmObject> all = new ObjectReader(client).whole(dns);
        for (ImmObject object : all) {
            if (classes.computeIfAbsent(object.className(), name -> definition(client, name))
                    .isStored()) {
                configured.add(narrowed(object, wanted));
            }
        }
        if (configured.isEmpty() && !all.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REJECTED,
                    all.getFirst().dn() + " is no part of the configuration, which alone IMM XML holds",
                    "-o json shows it");
        }
        int lacking = all.size() - configured.size();
        if (lacking > 0) {
            complaints.println("amf: left out: " + lacking + " objects that are no part of the configuration");
            complaints.flush();
        }
        return ModelText.xml(InformationModel.of(classes.values(), configured), false);
    }

    private static ImmClass definition(AdminClient client, String name) {
        return new ClassDefinitions(client)
                .find(name)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_FOUND, "class " + name + " has been deleted meanwhile", "ask again"));
    }

    private static ImmObject narrowed(ImmObject object, List<String> wanted) {
        if (wanted.isEmpty()) {
            return object;
        }
        Map<String, List<Object>> attributes = new LinkedHashMap<>(object.attributes());
        attributes.keySet().retainAll(wanted);
        return new ImmObject(object.dn(), object.className(), attributes);
    }
}
