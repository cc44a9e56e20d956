package org.amf4j.imm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ValueType;

/**
 * Writes a model as an IMM XML file that {@link ImmXmlReader} reads to the same model.
 *
 * <p>The order is canonical: classes by name, every parent directly before its children, attributes as their class
 * lists them. The same model always gives the same bytes. Runtime values that do not survive a restart are left out.
 */
public final class ImmXmlWriter {

    private final XMLStreamWriter xml;

    private ImmXmlWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Which class definitions a file carries along. */
    public enum ClassDefinitions {
        /** All that the model knows; other programs need them. */
        ALL,
        /** Those that are not built in, or are changed: what amf4j needs to read the file again. */
        NOT_BUILT_IN,
        /** None; the file can be loaded only on top of another one that brings classes of one's own. */
        NONE
    }

    /**
     * Writes the model; the stream is flushed and stays open.
     *
     * @throws IOException when the stream fails
     */
    public static void write(InformationModel model, ClassDefinitions definitions, OutputStream stream)
            throws IOException {
        try {
            XMLStreamWriter xml = XmlFactories.output().createXMLStreamWriter(stream, StandardCharsets.UTF_8.name());
            new ImmXmlWriter(xml).document(model, definitions);
            xml.flush();
            xml.close();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("the model cannot be written: " + e.getMessage(), e);
        }
        stream.flush();
    }

    private void document(InformationModel model, ClassDefinitions definitions) throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        newLine(0);
        xml.writeStartElement(ImmFileParser.PREFIX, ImmFileParser.ROOT, ImmFileParser.NAMESPACE);
        xml.writeNamespace(ImmFileParser.PREFIX, ImmFileParser.NAMESPACE);
        xml.writeNamespace("xsi", XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI);
        xml.writeNamespace("xs", XMLConstants.W3C_XML_SCHEMA_NS_URI);
        xml.writeAttribute(
                "xsi",
                XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI,
                "noNamespaceSchemaLocation",
                "SAI-AIS-IMM-XSD-A.02.13.xsd");
        for (ImmClass immClass : model.classes()) {
            if (isWanted(immClass, definitions)) {
                writeClass(immClass);
            }
        }
        for (ImmObject object : canonicalOrder(model.objects())) {
            Optional<ImmClass> immClass = model.findClass(object.className());
            if (immClass.isEmpty()) {
                throw new XMLStreamException("object " + object.dn() + " has the unknown class " + object.className());
            }
            if (immClass.get().isStored()) {
                writeObject(object, immClass.get());
            }
        }
        newLine(0);
        xml.writeEndElement();
        newLine(0);
        xml.writeEndDocument();
    }

    private static boolean isWanted(ImmClass immClass, ClassDefinitions definitions) {
        return switch (definitions) {
            case ALL -> true;
            case NONE -> false;
            case NOT_BUILT_IN -> !Optional.of(immClass).equals(BuiltInClasses.find(immClass.name()));
        };
    }

    private record Keyed(String key, ImmObject object) {}

    /** Names compared from the root downwards; the separator sorts before every character of a name. */
    private static List<ImmObject> canonicalOrder(List<ImmObject> objects) {
        List<Keyed> keyed = new ArrayList<>(objects.size());
        for (ImmObject object : objects) {
            Deque<String> path = new ArrayDeque<>();
            for (Dn dn = object.dn(); !dn.isRoot(); dn = dn.parent()) {
                path.addFirst(dn.rdn());
            }
            keyed.add(new Keyed(String.join("\u0000", path), object));
        }
        keyed.sort(Comparator.comparing(Keyed::key));
        return keyed.stream().map(Keyed::object).toList();
    }

    private void writeClass(ImmClass immClass) throws XMLStreamException {
        newLine(1);
        xml.writeStartElement("class");
        xml.writeAttribute("name", immClass.name());
        newLine(2);
        element("category", immClass.category().xmlName());
        writeDefinition(immClass.rdn());
        for (ImmAttribute attribute : immClass.attributes()) {
            if (!attribute.is(AttributeFlag.RDN)) {
                writeDefinition(attribute);
            }
        }
        newLine(1);
        xml.writeEndElement();
    }

    private void writeDefinition(ImmAttribute attribute) throws XMLStreamException {
        newLine(2);
        xml.writeStartElement(attribute.is(AttributeFlag.RDN) ? "rdn" : "attr");
        element("name", attribute.name());
        element("type", attribute.type().xmlName());
        boolean config = attribute.is(AttributeFlag.CONFIG);
        element("category", (config ? ImmClass.Category.CONFIG : ImmClass.Category.RUNTIME).xmlName());
        for (AttributeFlag flag : attribute.flags()) {
            if (flag.isXmlFlag()) {
                element("flag", flag.xmlName());
            }
        }
        if (attribute.defaultValue().isPresent()) {
            writeValue(
                    "default-value", attribute.type(), attribute.defaultValue().get());
        }
        xml.writeEndElement();
    }

    private void writeObject(ImmObject object, ImmClass immClass) throws XMLStreamException {
        newLine(1);
        xml.writeStartElement("object");
        xml.writeAttribute("class", object.className());
        newLine(2);
        element("dn", object.dn().toString());
        for (ImmAttribute attribute : immClass.attributes()) {
            List<Object> values = object.values(attribute.name());
            if (values.isEmpty() || !attribute.isStored() || attribute.is(AttributeFlag.RDN)) {
                continue;
            }
            newLine(2);
            xml.writeStartElement("attr");
            element("name", attribute.name());
            for (Object value : values) {
                writeValue("value", attribute.type(), value);
            }
            xml.writeEndElement();
        }
        newLine(1);
        xml.writeEndElement();
    }

    private void writeValue(String tag, ValueType type, Object value) throws XMLStreamException {
        String text = type.format(value);
        if (isPlainXml(text)) {
            element(tag, text);
            return;
        }
        xml.writeStartElement(tag);
        xml.writeAttribute("xsi", XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type", "xs:base64Binary");
        xml.writeCharacters(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        xml.writeEndElement();
    }

    /** Control characters cannot be written in XML, and a carriage return is read as a line feed. */
    private static boolean isPlainXml(String text) {
        return text.chars().allMatch(c -> c == '\t' || c == '\n' || c >= ' ' && c != 0x7F && c < 0xFFFE);
    }

    private void element(String tag, String text) throws XMLStreamException {
        xml.writeStartElement(tag);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void newLine(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
