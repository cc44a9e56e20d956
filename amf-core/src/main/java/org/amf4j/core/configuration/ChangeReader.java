package org.amf4j.core.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ValueType;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.NameResolver;
import org.amf4j.core.model.Resolution;

/**
 * Reads changes as people write them: {@code set DN ATTR=VALUE ATTR+=VALUE ATTR-=VALUE}, {@code create CLASS DN
 * ATTR=VALUE}, {@code delete DN}.
 *
 * <p>Objects that exist may be called by their short names. Times are nanoseconds, or a number with a unit, {@code 500ms}.
 * What cannot be understood is an {@link AisException} with the code that the standard gives such an operation.
 */
public final class ChangeReader {

    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)([+-]?)=(.*)", Pattern.DOTALL);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ns|us|ms|s|min|h)");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");

    private final Model model;
    private final Map<String, ImmClass> newClasses = new LinkedHashMap<>();
    private final Map<Dn, String> created = new LinkedHashMap<>();
    private Optional<NameResolver> names = Optional.empty();

    /** A reader of changes of this model; changes that are read one after the other may build on each other. */
    public ChangeReader(Model model) {
        this(model, List.of());
    }

    /** The same for changes that come with new classes. */
    public ChangeReader(Model model, List<ImmClass> created) {
        this.model = model;
        created.forEach(c -> newClasses.put(c.name(), c));
    }

    /** The words of a line: separated by blanks, a part in double quotes may hold some. */
    public static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group().replace("\"", ""));
        }
        return words;
    }

    /** Reads one change, or after the word {@code ccb} several with a {@code ;} between two. */
    public List<ObjectChange> readBundle(String line) {
        List<ObjectChange> changes = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String word : words(line.strip().replaceFirst("^ccb\\s", ""))) {
            if (word.equals(";")) {
                changes.add(read(words));
                words.clear();
            } else {
                words.add(word);
            }
        }
        changes.add(read(words));
        return changes;
    }

    /** Reads one change. */
    public ObjectChange read(List<String> words) {
        String verb = words.isEmpty() ? "" : words.get(0);
        return switch (verb) {
            case "set" -> modify(required(words, 1, "set DN ATTR=VALUE"), words.subList(2, words.size()));
            case "create" -> create(required(words, 1, "create CLASS DN ATTR=VALUE"), words);
            case "delete" -> new ObjectChange.Delete(existing(required(words, 1, "delete DN")));
            default ->
                throw invalid("'" + String.join(" ", words) + "' is no change; changes are set, create and delete");
        };
    }

    private static AisException invalid(String text) {
        return new AisException(AisStatus.ERR_INVALID_PARAM, text);
    }

    private static String required(List<String> words, int position, String form) {
        if (words.size() <= position) {
            throw invalid("'" + String.join(" ", words) + "' lacks something; write " + form);
        }
        return words.get(position);
    }

    private Dn existing(String text) {
        Optional<Dn> dn = dn(text);
        if (dn.isPresent() && (model.objects().containsKey(dn.get()) || created.containsKey(dn.get()))) {
            return dn.get();
        }
        if (names.isEmpty()) {
            names = Optional.of(new NameResolver(model));
        }
        return switch (names.get().resolve(text)) {
            case Resolution.Found found -> found.entity().dn();
            case Resolution.Ambiguous several ->
                throw new AisException(AisStatus.ERR_NOT_EXIST, "'" + text + "' may be any of " + several.candidates());
            case Resolution.Unknown none ->
                throw new AisException(
                        AisStatus.ERR_NOT_EXIST,
                        "there is no '" + text + "'"
                                + (none.nearest().isEmpty() ? "" : "; similar: " + none.nearest()));
        };
    }

    private static Optional<Dn> dn(String text) {
        try {
            return Optional.of(Dn.of(text)).filter(dn -> !dn.isRoot());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a short name
        }
    }

    private ImmClass type(String className) {
        ImmClass type = newClasses.getOrDefault(className, model.classes().get(className));
        if (type == null) {
            throw new AisException(AisStatus.ERR_NOT_EXIST, "there is no class " + className);
        }
        return type;
    }

    private ObjectChange create(String className, List<String> words) {
        String name = required(words, 2, "create CLASS DN ATTR=VALUE");
        ImmClass type = type(className);
        Dn dn;
        try {
            dn = Dn.of(name);
        } catch (IllegalArgumentException e) {
            throw invalid("'" + name + "' is no name for a new object: " + e.getMessage());
        }
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (String word : words.subList(3, words.size())) {
            Assignment given = assignment(dn, type, word);
            if (given.kind() == ObjectChange.Kind.DELETE) {
                throw invalid("'" + word + "': a new object has no values to take away; write ATTR=VALUE");
            }
            values.computeIfAbsent(given.attribute(), a -> new ArrayList<>()).addAll(given.values());
        }
        created.put(dn, className);
        return new ObjectChange.Create(new ImmObject(dn, className, values));
    }

    private ObjectChange modify(String name, List<String> words) {
        Dn dn = existing(name);
        ImmObject object = model.objects().get(dn);
        ImmClass type = type(object == null ? created.get(dn) : object.className());
        if (words.isEmpty()) {
            throw invalid("set " + name + " lacks what to set; write ATTR=VALUE, ATTR+=VALUE or ATTR-=VALUE");
        }
        List<ObjectChange.Modification> modifications = new ArrayList<>();
        for (String word : words) {
            Assignment given = assignment(dn, type, word);
            int last = modifications.size() - 1;
            boolean continues = last >= 0
                    && given.kind() == ObjectChange.Kind.REPLACE
                    && modifications.get(last).kind() == ObjectChange.Kind.REPLACE
                    && modifications.get(last).attribute().equals(given.attribute());
            if (continues) { // ATTR=1 ATTR=2 gives it both
                List<Object> values = new ArrayList<>(modifications.get(last).values());
                values.addAll(given.values());
                modifications.set(last, new ObjectChange.Modification(given.kind(), given.attribute(), values));
            } else {
                modifications.add(new ObjectChange.Modification(given.kind(), given.attribute(), given.values()));
            }
        }
        return new ObjectChange.Modify(dn, modifications);
    }

    private record Assignment(ObjectChange.Kind kind, String attribute, List<Object> values) {}

    private static Assignment assignment(Dn dn, ImmClass type, String word) {
        Matcher parts = ASSIGNMENT.matcher(word);
        if (!parts.matches()) {
            throw invalid("'" + word + "' is not of the form ATTR=VALUE, ATTR+=VALUE or ATTR-=VALUE");
        }
        Optional<ImmAttribute> attribute = type.attribute(parts.group(1));
        if (attribute.isEmpty()) {
            String known = type.attributes().stream().map(ImmAttribute::name).collect(Collectors.joining(", "));
            throw new AisException(
                    AisStatus.ERR_NOT_EXIST,
                    dn + ": class " + type + " has no attribute " + parts.group(1) + "; it has " + known);
        }
        ObjectChange.Kind kind = switch (parts.group(2)) {
            case "+" -> ObjectChange.Kind.ADD;
            case "-" -> ObjectChange.Kind.DELETE;
            default -> ObjectChange.Kind.REPLACE;
        };
        String text = parts.group(3);
        boolean empties = text.isEmpty() && kind == ObjectChange.Kind.REPLACE;
        return new Assignment(
                kind, attribute.get().name(), empties ? List.of() : List.of(value(dn, attribute.get(), text)));
    }

    private static Object value(Dn dn, ImmAttribute attribute, String text) {
        Matcher duration = DURATION.matcher(text);
        if (attribute.type() == ValueType.TIME && duration.matches()) {
            return Math.multiplyExact(Long.parseLong(duration.group(1)), nanos(duration.group(2)));
        }
        try {
            return attribute.type().parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid(dn + ": " + attribute.name() + ": " + e.getMessage());
        }
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "min" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }
}
