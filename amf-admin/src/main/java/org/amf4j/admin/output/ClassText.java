package org.amf4j.admin.output;

import java.util.StringJoiner;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;

/** The definition of a class as text, in the shape that users of OpenSAF know. */
public final class ClassText {

    private ClassText() {}

    /** The class and its attributes, the naming one first, one on a line. */
    public static String of(ImmClass known) {
        StringBuilder text = new StringBuilder("<< " + known.name() + " - " + known.category() + " >>\n");
        text.append(line(known.rdn()));
        known.attributes().stream()
                .filter(attribute -> !attribute.is(AttributeFlag.RDN))
                .forEach(attribute -> text.append(line(attribute)));
        return text.toString();
    }

    private static String line(ImmAttribute attribute) {
        StringJoiner flags = new StringJoiner(", ", "{", "}");
        attribute.flags().stream()
                .filter(flag -> flag != AttributeFlag.MULTI_VALUE)
                .forEach(flag -> flags.add(flag.name()));
        String many = attribute.is(AttributeFlag.MULTI_VALUE) ? "[0..*]" : "[0..1]";
        String initial = attribute
                .defaultValue()
                .map(value -> " = " + attribute.type().format(value))
                .orElse("");
        return attribute.name() + " : " + attribute.type().xmlName() + " "
                + (attribute.is(AttributeFlag.RDN) ? "[1]" : many) + initial + " " + flags + "\n";
    }
}
