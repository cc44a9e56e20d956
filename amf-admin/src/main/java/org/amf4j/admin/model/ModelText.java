package org.amf4j.admin.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.imm.BuiltInClasses;
import org.amf4j.imm.ImmXmlReader;
import org.amf4j.imm.ImmXmlWriter;
import org.amf4j.imm.ImmXmlWriter.ClassDefinitions;
import org.amf4j.imm.InformationModel;
import org.amf4j.imm.LoadResult;
import org.amf4j.imm.LocatedProblem.Severity;

/** Configurations as texts. */
public final class ModelText {

    private ModelText() {}

    /**
     * Reads files as one model. What AMF has to say about it is not asked.
     *
     * @throws CommandFailure when a file cannot be read, or has errors
     */
    public static InformationModel read(List<Path> files) {
        return checked(ImmXmlReader.read(files));
    }

    /**
     * Reads files as a part of a model, whose other parts have what they lack.
     *
     * @throws CommandFailure when a file cannot be read, or has errors
     */
    public static InformationModel readPart(List<Path> files) {
        return checked(ImmXmlReader.readPart(files));
    }

    private static InformationModel checked(LoadResult loaded) {
        if (!loaded.problems(Severity.ERROR).isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REJECTED,
                    ProblemView.text(loaded.problems(Severity.ERROR)).strip(),
                    "'amf validate' tells all that is wrong with the files");
        }
        return loaded.model();
    }

    /**
     * Has a text looked at by whoever reads files; the file is gone afterwards.
     *
     * @throws CommandFailure when there is no room for it
     */
    public static <T> T inFile(String xml, Function<Path, T> reader) {
        try {
            Path file = Files.createTempFile("amf-model", ".xml");
            try {
                Files.writeString(file, xml);
                return reader.apply(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "cannot use the folder for temporary files: " + e.getMessage(),
                    "make room there or set TMPDIR",
                    e);
        }
    }

    /** Objects of built-in classes as IMM XML. */
    public static String xml(Collection<ImmObject> objects) {
        return xml(InformationModel.of(BuiltInClasses.all(), objects), false);
    }

    /** Writes a model to a file, as IMM XML with the definitions of all classes or only of those that are not built in. */
    public static void write(InformationModel model, boolean allClasses, Path file) {
        try (OutputStream stream = Files.newOutputStream(file)) {
            ImmXmlWriter.write(model, definitions(allClasses), stream);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "cannot write " + file + ": " + e.getMessage(), "choose another file", e);
        }
    }

    private static ClassDefinitions definitions(boolean all) {
        return all ? ClassDefinitions.ALL : ClassDefinitions.NOT_BUILT_IN;
    }

    /** The same as a text. */
    public static String xml(InformationModel model, boolean allClasses) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImmXmlWriter.write(model, definitions(allClasses), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The objects by name, each with the attributes that have values. */
    public static ObjectNode json(InformationModel model) {
        ArrayNode objects = Json.array();
        for (ImmObject object : model.objects()) {
            ObjectNode attributes = Json.object();
            object.attributes().forEach((name, values) -> {
                ArrayNode list = attributes.putArray(name);
                values.forEach(value -> put(list, value));
            });
            ObjectNode node = objects.addObject();
            node.put("dn", object.dn().toString());
            node.put("class", object.className());
            node.set("attributes", attributes);
        }
        ObjectNode result = Json.object();
        result.set("objects", objects);
        return result;
    }

    static void put(ArrayNode list, Object value) {
        switch (value) {
            case Long number -> list.add(number);
            case Double number -> list.add(number);
            case byte[] bytes -> list.add(bytes);
            default -> list.add(value.toString());
        }
    }

    /** How many names are in the name. */
    static int depth(Dn dn) {
        int depth = 0;
        for (Dn at = dn; !at.isRoot(); at = at.parent()) {
            depth++;
        }
        return depth;
    }
}
