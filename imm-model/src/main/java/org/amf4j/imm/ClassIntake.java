package org.amf4j.imm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.AisException;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ValueType;

/** Takes the classes that files bring: checks them, adds unknown ones, compares known ones. */
final class ClassIntake {

    private final ImmClasses classes;
    private final ProblemCollector problems;
    private final Set<String> refused = new HashSet<>();
    private final Map<String, SourceLocation> places = new HashMap<>();

    ClassIntake(ImmClasses classes, ProblemCollector problems) {
        this.classes = classes;
        this.problems = problems;
    }

    ImmClasses classes() {
        return classes;
    }

    /** Whether a file brought a class of this name that could not be taken; that was reported once. */
    boolean isRefused(String className) {
        return refused.contains(className);
    }

    void take(Raw.ClassElement raw, Path file) {
        SourceLocation location = new SourceLocation(file, raw.line());
        Optional<ImmClass> read = read(raw, file);
        if (read.isEmpty()) {
            refused.add(raw.name());
            return;
        }
        Optional<ImmClass> known = classes.find(raw.name());
        if (known.isPresent()) {
            merge(known.get(), read.get(), location);
            return;
        }
        try {
            classes.create(read.get());
            places.put(raw.name(), location);
        } catch (AisException e) {
            refused.add(raw.name());
            problems.error(location, subject(raw), Rules.CLASS_RULES, e.getMessage());
        }
    }

    private static String subject(Raw.ClassElement raw) {
        return "class " + raw.name();
    }

    private Optional<ImmClass> read(Raw.ClassElement raw, Path file) {
        SourceLocation location = new SourceLocation(file, raw.line());
        Optional<ImmClass.Category> category =
                ImmClass.Category.ofXmlName(raw.category().text());
        if (category.isEmpty()) {
            String text = "category '" + raw.category().text() + "' is none of SA_CONFIG, SA_RUNTIME";
            problems.error(location, subject(raw), Rules.SCHEMA, text);
        }
        boolean good = category.isPresent();
        List<ImmAttribute> attributes = new ArrayList<>();
        for (Raw.Definition definition : raw.definitions()) {
            Optional<ImmAttribute> attribute = readAttribute(raw, definition, file);
            attribute.ifPresent(attributes::add);
            good &= attribute.isPresent();
        }
        if (!good) {
            return Optional.empty();
        }
        ImmClass read = new ImmClass(raw.name(), category.get(), attributes);
        List<String> violations = read.violations();
        violations.forEach(text -> problems.error(location, subject(raw), Rules.CLASS_RULES, text));
        return violations.isEmpty() ? Optional.of(read) : Optional.empty();
    }

    private Optional<ImmAttribute> readAttribute(Raw.ClassElement raw, Raw.Definition definition, Path file) {
        SourceLocation location = new SourceLocation(file, definition.name().line());
        String name = definition.name().text();
        Set<AttributeFlag> flags = EnumSet.noneOf(AttributeFlag.class);
        for (Raw.Text text : definition.flags()) {
            Optional<AttributeFlag> flag = AttributeFlag.ofXmlName(text.text());
            flag.ifPresent(flags::add);
            if (flag.isEmpty()) {
                String said = "attribute " + name + ": flag '" + text.text() + "' is unknown";
                problems.error(new SourceLocation(file, text.line()), subject(raw), Rules.SCHEMA, said);
            }
        }
        if (definition.rdn()) {
            flags.add(AttributeFlag.RDN);
        }
        Optional<ImmClass.Category> category =
                ImmClass.Category.ofXmlName(definition.category().text());
        Optional<ValueType> type = ValueType.ofXmlName(definition.type().text());
        if (category.isEmpty()) {
            String said = "category '" + definition.category().text() + "' is none of SA_CONFIG, SA_RUNTIME";
            problems.error(location, subject(raw), Rules.SCHEMA, "attribute " + name + ": " + said);
        }
        if (type.isEmpty()) {
            String said = "attribute " + name + ": type '" + definition.type().text() + "' is unknown";
            problems.error(location, subject(raw), Rules.SCHEMA, said);
        }
        if (category.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        flags.add(category.get() == ImmClass.Category.CONFIG ? AttributeFlag.CONFIG : AttributeFlag.RUNTIME);
        return withDefault(new ImmAttribute(name, type.get(), flags, Optional.empty()), raw, definition, file);
    }

    private Optional<ImmAttribute> withDefault(
            ImmAttribute attribute, Raw.ClassElement raw, Raw.Definition definition, Path file) {
        if (definition.defaultValue().isEmpty()) {
            return Optional.of(attribute);
        }
        Raw.Value value = definition.defaultValue().get();
        try {
            List<Object> read = new ValueReader().read(value, attribute);
            return Optional.of(read.isEmpty() ? attribute : attribute.withDefault(read.getFirst()));
        } catch (IllegalArgumentException e) {
            String text = "attribute " + attribute.name() + ": the default " + e.getMessage();
            problems.error(new SourceLocation(file, value.line()), subject(raw), Rules.SCHEMA, text);
            return Optional.empty();
        }
    }

    /** A known class keeps its definition, but takes over further attributes and the file's defaults. */
    private void merge(ImmClass known, ImmClass brought, SourceLocation location) {
        SourceLocation place = places.get(known.name());
        String other = place == null ? "the built-in definition" : "the definition at " + place;
        String rule = place == null ? Rules.BUILT_IN_CLASS : Rules.SCHEMA_CHANGE;
        String subject = "class " + known.name();
        ClassComparison comparison = ClassComparison.of(known, brought);
        for (String contradiction : comparison.contradictions()) {
            problems.error(location, subject, rule, contradiction + ", unlike " + other);
        }
        if (!comparison.contradictions().isEmpty()) {
            return;
        }
        List<String> violations = comparison.merged().violations();
        if (!violations.isEmpty()) {
            String text = "together with " + other + " the class breaks rules: " + String.join("; ", violations);
            problems.error(location, subject, Rules.CLASS_RULES, text);
            return;
        }
        if (!comparison.differences().isEmpty()) {
            String text = "differs from " + other + ", which stays in force except for what is noted as taken over: ";
            problems.note(location, subject, rule, text + String.join(", ", comparison.differences()));
        }
        classes.replace(comparison.merged());
    }
}
