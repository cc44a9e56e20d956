package org.amf4j.imm;

import java.util.List;
import java.util.Optional;

/** What elements of a file say, before anybody asked whether it makes sense; an absent text is empty. */
final class Raw {

    private Raw() {}

    /** A text and the line on which its element begins. */
    record Text(String text, int line) {

        static final Text ABSENT = new Text("", 0);

        boolean isAbsent() {
            return line == 0;
        }
    }

    /** A {@code value} or {@code default-value} element. */
    record Value(String text, int line, boolean base64) {}

    /** An {@code attr} element of an object. */
    record Attribute(String name, int line, List<Value> values) {}

    /** An {@code object} element. */
    record ObjectElement(String className, int line, Text dn, List<Attribute> attributes) {}

    /** An {@code rdn} or {@code attr} element of a class. */
    record Definition(
            boolean rdn, Text name, Text type, Text category, List<Text> flags, Optional<Value> defaultValue) {}

    /** A {@code class} element. */
    record ClassElement(String name, int line, Text category, List<Definition> definitions) {}
}
