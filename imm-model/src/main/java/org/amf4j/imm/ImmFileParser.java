package org.amf4j.imm;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** Streams one file's classes and objects to a receiver; knows the elements, not what they mean. */
final class ImmFileParser {

    static final String NAMESPACE = "http://www.saforum.org/IMMSchema";
    static final String PREFIX = "imm";
    static final String ROOT = "IMM-contents";

    private final Path file;
    private final ProblemCollector problems;
    private final Receiver receiver;
    private boolean anyClass;
    private boolean anyObject;

    ImmFileParser(Path file, ProblemCollector problems, Receiver receiver) {
        this.file = file;
        this.problems = problems;
        this.receiver = receiver;
    }

    /** Takes what the file brings, in its order. */
    interface Receiver {
        void onClass(Raw.ClassElement element, Path file);

        void onObject(Raw.ObjectElement element, Path file);
    }

    /** Reads the file; false when it could not be read to its end. */
    boolean parse() {
        try (Reader reader = XmlSource.open(file)) {
            if (Files.size(file) == 0) {
                refuse(Rules.FILE, "the file is empty; a model begins with <imm:IMM-contents>");
                return false;
            }
            XmlCursor cursor = new XmlCursor(file, reader, problems);
            return parse(cursor);
        } catch (NoSuchFileException e) {
            refuse(Rules.FILE, "there is no such file");
        } catch (IOException | XMLStreamException e) {
            refuse(Rules.FILE, "the file cannot be read: " + e.getMessage());
        }
        return false;
    }

    private void refuse(String rule, String text) {
        problems.error(new SourceLocation(file, 1), "-", rule, text);
    }

    private boolean parse(XmlCursor cursor) throws IOException {
        try {
            if (!cursor.toRoot() || !checkRoot(cursor)) {
                return false;
            }
            cursor.forEachChild(tag -> topLevel(cursor, tag));
            if (!anyClass && !anyObject) {
                problems.warning(cursor.location(), "-", Rules.FILE, "the file has neither a class nor an object");
            }
            cursor.toEnd();
            return true;
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException failure
                    && !(failure instanceof CharacterCodingException)) {
                throw failure;
            }
            cursor.reportIllFormed(e);
            return false;
        }
    }

    private boolean checkRoot(XmlCursor cursor) {
        if (!cursor.xml().getLocalName().equals(ROOT)) {
            String text = "the root element is <" + cursor.tag() + ">, not <imm:IMM-contents>; this is no IMM file";
            problems.error(cursor.location(), "-", Rules.SCHEMA, text);
            return false;
        }
        if (!NAMESPACE.equals(cursor.xml().getNamespaceURI())
                || !PREFIX.equals(cursor.xml().getPrefix())) {
            String text = "other programs expect the prefix 'imm' for the namespace " + NAMESPACE;
            problems.warning(cursor.location(), "-", Rules.FILE, text);
        }
        return true;
    }

    private boolean topLevel(XmlCursor cursor, String tag) throws XMLStreamException {
        switch (tag) {
            case "class" -> {
                if (anyObject) {
                    String text = "classes stand before all objects; other programs refuse this order";
                    problems.warning(cursor.location(), "-", Rules.FILE, text);
                }
                anyClass = true;
                readClass(cursor);
            }
            case "object" -> {
                anyObject = true;
                readObject(cursor);
            }
            default -> {
                return false;
            }
        }
        cursor.subject("-");
        return true;
    }

    private void readObject(XmlCursor cursor) throws XMLStreamException {
        int line = cursor.line();
        String className = cursor.xmlAttribute("class");
        Raw.Text[] dn = {Raw.Text.ABSENT};
        List<Raw.Attribute> attributes = new ArrayList<>();
        cursor.forEachChild(tag -> {
            switch (tag) {
                case "dn" -> {
                    if (!dn[0].isAbsent()) {
                        problems.error(cursor.location(), cursor.subject(), Rules.SCHEMA, "an object has one <dn>");
                    }
                    dn[0] = cursor.text();
                    cursor.subject(dn[0].text().isBlank() ? "-" : dn[0].text().strip());
                }
                case "attr" -> attributes.add(readAttribute(cursor));
                default -> {
                    return false;
                }
            }
            return true;
        });
        receiver.onObject(new Raw.ObjectElement(className, line, dn[0], attributes), file);
    }

    private Raw.Attribute readAttribute(XmlCursor cursor) throws XMLStreamException {
        Raw.Text[] name = {Raw.Text.ABSENT};
        List<Raw.Value> values = new ArrayList<>(1);
        cursor.forEachChild(tag -> {
            switch (tag) {
                case "name" -> name[0] = cursor.word();
                case "value" -> values.add(cursor.value());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return new Raw.Attribute(name[0].text(), name[0].isAbsent() ? cursor.line() : name[0].line(), values);
    }

    private void readClass(XmlCursor cursor) throws XMLStreamException {
        int line = cursor.line();
        String name = cursor.xmlAttribute("name");
        cursor.subject("class " + name);
        Raw.Text[] category = {Raw.Text.ABSENT};
        List<Raw.Definition> definitions = new ArrayList<>();
        cursor.forEachChild(tag -> {
            switch (tag) {
                case "category" -> category[0] = cursor.word();
                case "rdn", "attr" -> definitions.add(readDefinition(cursor, tag.equals("rdn")));
                default -> {
                    return false;
                }
            }
            return true;
        });
        receiver.onClass(new Raw.ClassElement(name, line, category[0], definitions), file);
    }

    private Raw.Definition readDefinition(XmlCursor cursor, boolean rdn) throws XMLStreamException {
        Raw.Text[] words = {new Raw.Text("", cursor.line()), Raw.Text.ABSENT, Raw.Text.ABSENT};
        List<Raw.Text> flags = new ArrayList<>(2);
        List<Raw.Value> defaults = new ArrayList<>(1);
        cursor.forEachChild(tag -> {
            switch (tag) {
                case "name" -> words[0] = cursor.word();
                case "type" -> words[1] = cursor.word();
                case "category" -> words[2] = cursor.word();
                case "flag" -> flags.add(cursor.word());
                case "ntfid" -> cursor.word();
                case "default-value" -> {
                    if (!defaults.isEmpty()) {
                        String text = "attribute " + words[0].text() + " has several defaults";
                        problems.error(cursor.location(), cursor.subject(), Rules.CLASS_RULES, text);
                    }
                    defaults.add(cursor.value());
                }
                default -> {
                    return false;
                }
            }
            return true;
        });
        Optional<Raw.Value> defaultValue = defaults.stream().findFirst();
        return new Raw.Definition(rdn, words[0], words[1], words[2], flags, defaultValue);
    }
}
