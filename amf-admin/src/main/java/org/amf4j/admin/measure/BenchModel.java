package org.amf4j.admin.measure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.imm.ImmXmlReader;
import org.amf4j.imm.ImmXmlWriter;
import org.amf4j.imm.ImmXmlWriter.ClassDefinitions;
import org.amf4j.imm.InformationModel;

/**
 * The model for measurements, made of the demonstration's: its 2N service with a unit on each of four nodes, of which the
 * fourth has no controller, and with as many instances as wanted.
 */
public final class BenchModel {
    private static final String FIRST_NODE = "n1";
    private static final String SECOND_UNIT = "su2";
    private static final String SERVICE = "safApp=stream";
    private static final String INSTANCE = "stream";

    private BenchModel() {}

    /** Writes the model for a case into the folder. */
    public static Path write(Path demonstration, Path folder, FailoverCase one) {
        int instances = one.instances();
        try {
            InformationModel model = ImmXmlReader.read(List.of(demonstration)).model();
            List<ImmObject> objects = new ArrayList<>();
            for (ImmObject object : model.objects()) {
                if (!object.dn().toString().contains("heartbeat")) {
                    add(objects, roomFor(object, instances), instances);
                }
            }
            Path file = folder.resolve("bench-" + instances + ".xml");
            try (OutputStream out = Files.newOutputStream(file)) {
                ImmXmlWriter.write(InformationModel.of(model.classes(), objects), ClassDefinitions.NOT_BUILT_IN, out);
            }
            return file;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the model for the measurement cannot be made of " + demonstration + ": " + e.getMessage(),
                    "check that the folder " + folder + " may be written",
                    e);
        }
    }

    private static void add(List<ImmObject> objects, ImmObject object, int instances) {
        String dn = object.dn().toString();
        objects.add(object);
        if (dn.contains("=" + FIRST_NODE + ",")) {
            objects.add(renamed(object, Map.of(FIRST_NODE, "n4")));
        } else if (dn.contains("safSu=" + SECOND_UNIT + ",") && dn.endsWith(SERVICE)) {
            objects.add(ranked(renamed(object, Map.of(SECOND_UNIT, "su3", "n2", "n3")), 3));
            objects.add(ranked(renamed(object, Map.of(SECOND_UNIT, "su4", "n2", "n4")), 4));
        } else if (dn.contains("safSi=" + INSTANCE + ",")) {
            for (int i = 1; i < instances; i++) {
                objects.add(renamed(object, Map.of(INSTANCE, INSTANCE + i)));
            }
        }
    }

    private static ImmObject renamed(ImmObject object, Map<String, String> names) {
        Map<String, List<Object>> attributes = new LinkedHashMap<>();
        object.attributes()
                .forEach((name, values) -> attributes.put(
                        name, values.stream().map(v -> renamed(v, names)).toList()));
        return new ImmObject(Dn.of(renamed(object.dn().toString(), names)), object.className(), attributes);
    }

    private static Object renamed(Object value, Map<String, String> names) {
        return switch (value) {
            case Dn dn -> Dn.of(renamed(dn.toString(), names));
            case String text -> renamed(text, names);
            default -> value;
        };
    }

    private static String renamed(String text, Map<String, String> names) {
        String result = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            result = result.replace("=" + name.getKey() + ",", "=" + name.getValue() + ",");
        }
        return result;
    }

    private static ImmObject ranked(ImmObject object, long rank) {
        return object.className().equals("SaAmfSU") ? with(object, Map.of("saAmfSURank", rank)) : object;
    }

    /** Components can be active and standby for all instances. */
    private static ImmObject roomFor(ImmObject object, int instances) {
        if (instances == 1 || !object.className().equals("SaAmfCtCsType")) {
            return object;
        }
        return with(
                object,
                Map.of(
                        "saAmfCtCompCapability", 2L,
                        "saAmfCtDefNumMaxActiveCSIs", (long) instances,
                        "saAmfCtDefNumMaxStandbyCSIs", (long) instances));
    }

    private static ImmObject with(ImmObject object, Map<String, Long> numbers) {
        Map<String, List<Object>> attributes = new LinkedHashMap<>(object.attributes());
        numbers.forEach((name, number) -> attributes.put(name, List.of(number)));
        return new ImmObject(object.dn(), object.className(), attributes);
    }
}
