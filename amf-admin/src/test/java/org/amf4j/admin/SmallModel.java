package org.amf4j.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.imm.BuiltInClasses;
import org.amf4j.imm.ImmXmlWriter;
import org.amf4j.imm.ImmXmlWriter.ClassDefinitions;
import org.amf4j.imm.InformationModel;
import org.amf4j.testkit.ModelText;

/** A model with one 2N group on a few nodes, as a file. */
final class SmallModel {

    private SmallModel() {}

    /** A group {@code web} with a unit per node and one instance {@code a}. */
    static ModelText on(int nodes) {
        return ModelText.cluster(nodes)
                .group("web", RedundancyKind.TWO_N)
                .units(nodes)
                .components("c")
                .instances("a")
                .and();
    }

    /** Writes the model as an IMM XML file. */
    static Path write(ModelText model, Path file) {
        List<ImmObject> objects = model.objects();
        try (OutputStream out = Files.newOutputStream(file)) {
            ImmXmlWriter.write(InformationModel.of(BuiltInClasses.all(), objects), ClassDefinitions.NONE, out);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
