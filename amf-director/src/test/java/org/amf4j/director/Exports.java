package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.director.Director;
import org.amf4j.imm.ImmXmlWriter;
import org.amf4j.imm.InformationModel;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.imm.ImmExported;
import org.amf4j.protocol.model.ImmCodec;

/** Exports as the command has them done. */
final class Exports {

    private Exports() {}

    /** One part of an export. */
    static ImmExported part(ExportDesk desk, String id, Map<String, String> arguments) {
        AdminReply reply = desk.answer(id, arguments);
        assertThat(AisStatus.of(reply.getStatus())).as(reply.getText()).isEqualTo(AisStatus.OK);
        try {
            return ImmExported.parseFrom(reply.getPayload());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> after(ImmExported part) {
        return Map.of("export", part.getExport(), "from", Integer.toString(part.getNext()));
    }

    /** The whole configuration. */
    static InformationModel model(Director director) {
        ExportDesk desk = new ExportDesk(director);
        ImmExported part = part(desk, "export", Map.of());
        List<ImmClass> classes =
                part.getClassesList().stream().map(ImmCodec::fromMessage).toList();
        List<ImmObject> objects = new ArrayList<>();
        part.getObjectsList().forEach(o -> objects.add(ImmCodec.fromMessage(o)));
        while (part.getNext() < part.getObjectsInAll()) {
            part = part(desk, "export", after(part));
            part.getObjectsList().forEach(o -> objects.add(ImmCodec.fromMessage(o)));
        }
        return InformationModel.of(classes, objects);
    }

    /** The same as a file, with the definitions of those classes that are not built in. */
    static String xml(Director director) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImmXmlWriter.write(model(director), ImmXmlWriter.ClassDefinitions.NOT_BUILT_IN, bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
