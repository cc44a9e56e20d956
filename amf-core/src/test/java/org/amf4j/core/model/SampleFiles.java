package org.amf4j.core.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/** Reads real IMM files, just well enough for tests: attributes typed by the classes in the first file. */
final class SampleFiles {
    private final Map<String, String> types = new HashMap<>();
    private final List<ImmObject> objects = new ArrayList<>();

    private SampleFiles() {}

    /** The folder with sample files somewhere above the working directory, when there is one. */
    static Optional<Path> folder() {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path samples = dir.resolve("shared").resolve("imm-samples");
            if (Files.isDirectory(samples)) {
                return Optional.of(samples);
            }
        }
        return Optional.empty();
    }

    /** All objects of the files. */
    static List<ImmObject> read(Path... files) throws IOException, XMLStreamException {
        SampleFiles samples = new SampleFiles();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                samples.read(XMLInputFactory.newFactory().createXMLStreamReader(in));
            }
        }
        return samples.objects;
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("class")) {
                    readClass(xml, xml.getAttributeValue(null, "name"));
                } else if (xml.getLocalName().equals("object")) {
                    readObject(xml, xml.getAttributeValue(null, "class"));
                }
            }
        }
    }

    private void readClass(XMLStreamReader xml, String className) throws XMLStreamException {
        String attribute = "";
        while (!atEnd(xml, "class")) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("name")) {
                    attribute = xml.getElementText();
                } else if (xml.getLocalName().equals("type")) {
                    types.put(className + "/" + attribute, xml.getElementText());
                }
            }
        }
    }

    private void readObject(XMLStreamReader xml, String className) throws XMLStreamException {
        Dn dn = Dn.ROOT;
        String attribute = "";
        Map<String, List<Object>> attributes = new LinkedHashMap<>();
        while (!atEnd(xml, "object")) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "dn" -> dn = Dn.of(xml.getElementText());
                    case "name" -> attribute = xml.getElementText();
                    case "value" ->
                        attributes
                                .computeIfAbsent(attribute, a -> new ArrayList<>())
                                .add(value(types.getOrDefault(className + "/" + attribute, ""), xml.getElementText()));
                    default -> {
                        // attr only groups what follows
                    }
                }
            }
        }
        objects.add(new ImmObject(dn, className, attributes));
    }

    private static boolean atEnd(XMLStreamReader xml, String element) throws XMLStreamException {
        return xml.next() == XMLStreamConstants.END_ELEMENT
                && xml.getLocalName().equals(element);
    }

    private static Object value(String type, String text) {
        return switch (type) {
            case "SA_NAME_T" -> Dn.of(text);
            case "SA_INT32_T", "SA_UINT32_T", "SA_INT64_T", "SA_UINT64_T", "SA_TIME_T" -> Long.decode(text);
            default -> text;
        };
    }
}
