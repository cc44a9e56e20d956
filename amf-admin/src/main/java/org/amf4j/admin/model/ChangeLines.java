package org.amf4j.admin.model;

import java.util.Comparator;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.imm.InformationModel;

/** Configurations as the lines that {@code amf ccb} carries out. */
public final class ChangeLines {

    private ChangeLines() {}

    /** Lines that create all objects of the model, parents first. */
    public static String creations(InformationModel model) {
        StringBuilder lines = new StringBuilder();
        model.objects().stream()
                .sorted(Comparator.comparing(object -> ModelText.depth(object.dn())))
                .forEach(object -> lines.append(creation(model, object)));
        return lines.toString();
    }

    static String creation(InformationModel model, ImmObject object) {
        ImmClass known = model.findClass(object.className()).orElseThrow();
        StringBuilder line = new StringBuilder(
                "create " + object.className() + " " + quoted(object.dn().toString()));
        for (ImmAttribute attribute : known.attributes()) {
            if (attribute.isStored()) {
                for (Object value : object.values(attribute.name())) {
                    line.append(' ')
                            .append(quoted(
                                    attribute.name() + "=" + attribute.type().format(value)));
                }
            }
        }
        return line.append('\n').toString();
    }

    /** A word for such a line. */
    static String quoted(String word) {
        if (word.chars().anyMatch(c -> c == '"' || c == '\n' || c == '\r') || word.matches("(?s).*\\s#.*")) {
            throw new CommandFailure(
                    ExitCode.REJECTED,
                    "'" + word
                            + "' cannot be written as a line of changes: it has a line end, a double quote or a # after a blank",
                    "change it by 'amf set', or use --to xml or json");
        }
        return word.isEmpty() || word.chars().anyMatch(Character::isWhitespace) || word.startsWith("#")
                ? '"' + word + '"'
                : word;
    }
}
