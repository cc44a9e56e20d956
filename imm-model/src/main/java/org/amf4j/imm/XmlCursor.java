package org.amf4j.imm;

import java.io.Reader;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Walks one file's elements; knows the lines and whose element is being read, reports what has no place there. */
final class XmlCursor {

    /** Longest text of one element. */
    static final int TEXT_CHARS_MAX = 1 << 20;

    private static final int MESSAGE_CHARS_MAX = 300;

    private final Path file;
    private final XMLStreamReader xml;
    private final ProblemCollector problems;
    private String subject = "-";

    XmlCursor(Path file, Reader reader, ProblemCollector problems) throws XMLStreamException {
        this.file = file;
        this.xml = XmlFactories.input().createXMLStreamReader(reader);
        this.problems = problems;
    }

    /** Reads one child element to its end, or says that it has no place here. */
    interface ChildReader {
        boolean read(String tag) throws XMLStreamException;
    }

    /** What the element being read describes: a DN, a class, or {@code -}. */
    void subject(String dn) {
        this.subject = dn;
    }

    String subject() {
        return subject;
    }

    int line() {
        return xml.getLocation().getLineNumber();
    }

    SourceLocation location() {
        return new SourceLocation(file, line());
    }

    XMLStreamReader xml() {
        return xml;
    }

    /** The XML attribute of the current element, empty when it is absent. */
    String xmlAttribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    /** Goes to the root element; false when the file brings a document type, which no information model needs. */
    boolean toRoot() throws XMLStreamException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.DTD) {
                problems.error(
                        location(), subject, Rules.FILE, "a document type declaration is not accepted; remove it");
                return false;
            }
        }
        return true;
    }

    /** Reads to the end of the document, so that nothing ill-formed after the root element is missed. */
    void toEnd() throws XMLStreamException {
        while (xml.hasNext()) {
            xml.next();
        }
    }

    /** The current element's name as the file writes it. */
    String tag() {
        String prefix = xml.getPrefix();
        return prefix == null || prefix.isEmpty() ? xml.getLocalName() : prefix + ":" + xml.getLocalName();
    }

    /** Hands every child of the current element to the reader, up to the element's end. */
    void forEachChild(ChildReader reader) throws XMLStreamException {
        String parent = tag();
        boolean strayText = false;
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (!reader.read(tag())) {
                    unknownTag(parent, line()); // nothing of it has been read
                }
            } else if (isText(event) && !xml.isWhiteSpace() && !strayText) {
                strayText = true;
                problems.warning(location(), subject, Rules.SCHEMA, "text directly in <" + parent + "> means nothing");
            }
        }
    }

    private void unknownTag(String parent, int line) throws XMLStreamException {
        String text = "element <" + tag() + "> has no place in <" + parent + ">";
        problems.error(new SourceLocation(file, line), subject, Rules.SCHEMA, text);
        skip();
    }

    /** Reads the current element to its end without looking into it. */
    private void skip() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    /** The current element's text as it stands there, and its line. */
    Raw.Text text() throws XMLStreamException {
        String parent = tag();
        int line = line();
        int event = xml.next();
        String first = "";
        if (isText(event)) {
            first = xml.getText();
            event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && first.length() <= TEXT_CHARS_MAX) {
                return new Raw.Text(first, line);
            }
        }
        StringBuilder text = new StringBuilder(first);
        boolean tooLong = first.length() > TEXT_CHARS_MAX;
        for (; event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                unknownTag(parent, line());
            } else if (isText(event)) {
                tooLong |= text.length() + xml.getTextLength() > TEXT_CHARS_MAX;
                if (!tooLong) {
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
            }
        }
        if (tooLong) {
            String said = "the text of <" + parent + "> is longer than " + TEXT_CHARS_MAX + " characters";
            problems.error(new SourceLocation(file, line), subject, Rules.FILE, said);
        }
        return new Raw.Text(text.toString(), line);
    }

    /** Like {@link #text()} for texts that are keywords or names, where blanks around them mean nothing. */
    Raw.Text word() throws XMLStreamException {
        Raw.Text text = text();
        return new Raw.Text(text.text().strip(), text.line());
    }

    /** A {@code value} or {@code default-value} element. */
    Raw.Value value() throws XMLStreamException {
        String type = xml.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type");
        boolean base64 = type != null && type.substring(type.indexOf(':') + 1).equals("base64Binary");
        if (type != null && !base64 && !type.substring(type.indexOf(':') + 1).equals("string")) {
            problems.error(
                    location(), subject, Rules.SCHEMA, "xsi:type '" + type + "' is none of xs:base64Binary, xs:string");
        }
        Raw.Text text = text();
        return new Raw.Value(text.text(), text.line(), base64);
    }

    private static boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
    }

    /** Reports why the file cannot be read on. */
    void reportIllFormed(XMLStreamException failure) {
        int line =
                failure.getLocation() == null ? line() : failure.getLocation().getLineNumber();
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String text;
        if (message.contains("code " + (int) XmlSource.MALFORMED + ")")) {
            text = "bytes that are not valid in the file's encoding (UTF-8 unless declared)";
        } else {
            text = "not well-formed XML: " + message.substring(0, Math.min(message.length(), MESSAGE_CHARS_MAX));
        }
        String ends = "; the rest of the file was not read";
        problems.error(new SourceLocation(file, Math.max(1, line)), subject, Rules.SCHEMA, text + ends);
    }
}
