package org.amf4j.imm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amf4j.imm.LocatedProblem.Severity;

/** Writes and reads the files of tests. */
final class ImmFiles {

    static final String HEAD = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
            + "<imm:IMM-contents xmlns:imm=\"http://www.saforum.org/IMMSchema\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n";
    static final String TAIL = "</imm:IMM-contents>\n";

    /** The lines before the first line of a document's body. */
    static final int HEAD_LINES = 2;

    /** A class with a number, references, floats and bytes; its first line is that of the class element. */
    static final String PUMP_CLASS = """
        <class name="Pump">
          <category>SA_CONFIG</category>
          <rdn><name>pump</name><type>SA_STRING_T</type><category>SA_CONFIG</category></rdn>
          <attr><name>rate</name><type>SA_UINT32_T</type><category>SA_CONFIG</category><flag>SA_WRITABLE</flag>\
        <default-value>5</default-value></attr>
          <attr><name>feeds</name><type>SA_NAME_T</type><category>SA_CONFIG</category><flag>SA_WRITABLE</flag>\
        <flag>SA_MULTI_VALUE</flag><flag>SA_NO_DANGLING</flag></attr>
          <attr><name>label</name><type>SA_STRING_T</type><category>SA_CONFIG</category><flag>SA_WRITABLE</flag>\
        <flag>SA_MULTI_VALUE</flag><flag>SA_NO_DUPLICATES</flag></attr>
          <attr><name>level</name><type>SA_DOUBLE_T</type><category>SA_CONFIG</category></attr>
          <attr><name>share</name><type>SA_FLOAT_T</type><category>SA_CONFIG</category></attr>
          <attr><name>total</name><type>SA_UINT64_T</type><category>SA_CONFIG</category></attr>
          <attr><name>offset</name><type>SA_INT32_T</type><category>SA_CONFIG</category></attr>
          <attr><name>since</name><type>SA_TIME_T</type><category>SA_CONFIG</category></attr>
          <attr><name>key</name><type>SA_ANY_T</type><category>SA_CONFIG</category></attr>
          <attr><name>pressure</name><type>SA_DOUBLE_T</type><category>SA_RUNTIME</category></attr>
          <attr><name>hours</name><type>SA_UINT64_T</type><category>SA_RUNTIME</category><flag>SA_PERSISTENT</flag>\
        </attr>
        </class>
        """;

    static final int PUMP_CLASS_LINES = (int) PUMP_CLASS.lines().count();

    private ImmFiles() {}

    static String document(String body) {
        return HEAD + body + TAIL;
    }

    /** An object element; attributes are given as {@code name, value, name, value}. */
    static String object(String className, String dn, String... attributes) {
        StringBuilder text = new StringBuilder("<object class=\"" + className + "\">\n<dn>" + dn + "</dn>\n");
        for (int i = 0; i < attributes.length; i += 2) {
            text.append("<attr><name>" + attributes[i] + "</name><value>" + attributes[i + 1] + "</value></attr>\n");
        }
        return text + "</object>\n";
    }

    static Path write(Path folder, String name, String text) {
        return write(folder, name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path write(Path folder, String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LoadResult load(Path folder, String body) {
        return ImmXmlReader.read(write(folder, "model.xml", document(body)));
    }

    /** The model of the file {@code water-2n.xml}. */
    static Path water(Path folder) {
        try (InputStream stream = ImmFiles.class.getResourceAsStream("water-2n.xml")) {
            return write(folder, "water-2n.xml", stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] export(InformationModel model) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try {
            ImmXmlWriter.write(model, ImmXmlWriter.ClassDefinitions.ALL, stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stream.toByteArray();
    }

    static String errors(LoadResult result) {
        StringBuilder text = new StringBuilder();
        result.problems(Severity.ERROR).forEach(problem -> text.append(problem).append('\n'));
        return text.toString();
    }
}
