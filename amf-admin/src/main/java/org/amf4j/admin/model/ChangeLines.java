package org.amf4j.admin.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        parentsFirst(model).forEach(object -> lines.append(creation(model, object)));
        return lines.toString();
    }

    /** The words of each such line, which may hold what a line cannot. */
    public static List<List<String>> wordsOfCreations(InformationModel model) {
        return parentsFirst(model).map(object -> words(model, object)).toList();
    }

    private static Stream<ImmObject> parentsFirst(InformationModel model) {
        return model.objects().stream().sorted(Comparator.comparing(object -> ModelText.depth(object.dn())));
    }

    static String creation(InformationModel model, ImmObject object) {
        return words(model, object).stream().map(ChangeLines::quoted).collect(Collectors.joining(" ", "", "\n"));
    }

    private static List<String> words(InformationModel model, ImmObject object) {
        ImmClass known = model.findClass(object.className()).orElseThrow();
        List<String> words = new ArrayList<>(
                List.of("create", object.className(), object.dn().toString()));
        for (ImmAttribute attribute : known.attributes()) {
            if (attribute.isStored()) {
                for (Object value : object.values(attribute.name())) {
                    words.add(attribute.name() + "=" + attribute.type().format(value));
                }
            }
        }
        return words;
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
