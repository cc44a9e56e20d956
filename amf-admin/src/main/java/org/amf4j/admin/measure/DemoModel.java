package org.amf4j.admin.measure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.admin.cluster.FreePorts;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.imm.ImmXmlReader;
import org.amf4j.imm.ImmXmlWriter;
import org.amf4j.imm.ImmXmlWriter.ClassDefinitions;
import org.amf4j.imm.InformationModel;

/**
 * A copy of a model whose service listens on a port that is free, so that several demonstrations can run at once.
 *
 * @param file the copy
 * @param port the TCP port of the service, 0 when the model names none
 */
public record DemoModel(Path file, int port) {
    private static final String ATTRIBUTE_CLASS = "SaAmfCSIAttribute";
    private static final String VALUE = "saAmfCSIAttriValue";
    private static final String PORT = "port";

    /** Copies the model into the folder and gives every CSI attribute of the name {@code port} the same free port. */
    public static DemoModel copy(Path original, Path folder) {
        try {
            InformationModel model = ImmXmlReader.read(List.of(original)).model();
            int port = FreePorts.find(1).get(0);
            List<ImmObject> objects = new ArrayList<>();
            boolean changed = false;
            for (ImmObject object : model.objects()) {
                Optional<ImmObject> moved = moved(object, port);
                changed |= moved.isPresent();
                objects.add(moved.orElse(object));
            }
            Path copy = folder.resolve(original.getFileName());
            try (OutputStream out = Files.newOutputStream(copy)) {
                ImmXmlWriter.write(InformationModel.of(model.classes(), objects), ClassDefinitions.NOT_BUILT_IN, out);
            }
            return new DemoModel(copy, changed ? port : 0);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the model " + original + " cannot be copied to " + folder + ": " + e.getMessage(),
                    "check that the folder may be written",
                    e);
        }
    }

    private static Optional<ImmObject> moved(ImmObject object, int port) {
        if (!object.className().equals(ATTRIBUTE_CLASS)
                || !object.dn().rdnValue().equals(PORT)) {
            return Optional.empty();
        }
        Map<String, List<Object>> attributes = new LinkedHashMap<>(object.attributes());
        attributes.put(VALUE, List.of(Integer.toString(port)));
        return Optional.of(new ImmObject(object.dn(), object.className(), attributes));
    }
}
