package org.amf4j.imm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;

/** Takes the attributes that files give to objects and checks each by itself. */
final class AttributeIntake {

    private static final Set<String> IMPLICIT_ATTRIBUTES =
            Set.of(InformationModel.CLASS_NAME_ATTRIBUTE, "SaImmAttrAdminOwnerName", "SaImmAttrImplementerName");

    private final ProblemCollector problems;
    private final ValueReader values = new ValueReader();

    AttributeIntake(ProblemCollector problems) {
        this.problems = problems;
    }

    /**
     * What was given for one attribute.
     *
     * @param line the line of the attribute's name
     * @param values those that are right
     * @param broken whether something was wrong and has been reported
     */
    record Given(ImmAttribute attribute, int line, List<Object> values, boolean broken) {}

    /** What the object gives, in the places that the attributes have in its class; null where nothing is given. */
    Given[] take(Raw.ObjectElement raw, Kind kind, Path file, String label) {
        Given[] given = new Given[kind.immClass().attributes().size()];
        for (Raw.Attribute attribute : raw.attributes()) {
            Integer position = kind.positions().get(attribute.name());
            if (position != null && given[position] == null && isTaken(kind, position)) {
                given[position] = read(kind.immClass().attributes().get(position), attribute, file, label);
            } else {
                refuse(kind, attribute, new SourceLocation(file, attribute.line()), label);
            }
        }
        return given;
    }

    private static boolean isTaken(Kind kind, int position) {
        ImmAttribute attribute = kind.immClass().attributes().get(position);
        return attribute.isStored()
                && !attribute.is(AttributeFlag.RDN)
                && !IMPLICIT_ATTRIBUTES.contains(attribute.name());
    }

    private void refuse(Kind kind, Raw.Attribute raw, SourceLocation location, String label) {
        Integer position = kind.positions().get(raw.name());
        if (IMPLICIT_ATTRIBUTES.contains(raw.name())) {
            problems.warning(location, label, Rules.FILE, raw.name() + " is set by the service itself; left out");
        } else if (position == null) {
            List<String> known = kind.immClass().attributes().stream()
                    .map(ImmAttribute::name)
                    .toList();
            String text = "class " + kind.immClass() + " has no attribute '" + raw.name() + "'";
            problems.error(location, label, Rules.SCHEMA, text + Suggestion.of(raw.name(), known));
        } else if (kind.immClass().attributes().get(position).is(AttributeFlag.RDN)) {
            String text = "the naming attribute " + raw.name() + " is not listed, the name says it";
            problems.error(location, label, Rules.NAMES, text);
        } else if (!kind.immClass().attributes().get(position).isStored()) {
            String text = raw.name() + " is a runtime attribute that does not survive a restart; left out";
            problems.warning(location, label, Rules.FILE, text);
        } else {
            String text = "attribute " + raw.name() + " is given twice; write several <value> in one <attr>";
            problems.error(location, label, Rules.CREATION, text);
        }
    }

    private Given read(ImmAttribute attribute, Raw.Attribute raw, Path file, String label) {
        if (raw.values().size() == 1) {
            return readValue(attribute, raw, file, label);
        }
        List<Object> read = new ArrayList<>(raw.values().size());
        boolean broken = false;
        for (Raw.Value value : raw.values()) {
            try {
                read.addAll(values.read(value, attribute));
            } catch (IllegalArgumentException e) {
                broken = true;
                refuseValue(attribute, value, e, file, label);
            }
        }
        SourceLocation location = new SourceLocation(file, raw.line());
        if (raw.values().isEmpty()) {
            String text = "attribute " + attribute.name() + " has no <value>; it counts as not given";
            problems.warning(location, label, Rules.FILE, text);
        } else if (!attribute.is(AttributeFlag.MULTI_VALUE)) {
            String text = "attribute " + attribute.name() + " takes one value, not "
                    + raw.values().size();
            problems.error(location, label, Rules.SINGLE_VALUE, text);
            broken = true;
        }
        if (attribute.is(AttributeFlag.NO_DUPLICATES) && hasDuplicates(attribute, read)) {
            String text = "attribute " + attribute.name() + " has a value twice";
            problems.error(location, label, Rules.NO_DUPLICATES, text);
            broken = true;
        }
        return new Given(attribute, raw.line(), List.copyOf(read), broken);
    }

    private Given readValue(ImmAttribute attribute, Raw.Attribute raw, Path file, String label) {
        Raw.Value value = raw.values().getFirst();
        try {
            return new Given(attribute, raw.line(), values.read(value, attribute), false);
        } catch (IllegalArgumentException e) {
            refuseValue(attribute, value, e, file, label);
            return new Given(attribute, raw.line(), List.of(), true);
        }
    }

    private void refuseValue(
            ImmAttribute attribute, Raw.Value value, IllegalArgumentException why, Path file, String label) {
        String text = "attribute " + attribute.name() + ": " + why.getMessage();
        problems.error(new SourceLocation(file, value.line()), label, Rules.SCHEMA, text);
    }

    private static boolean hasDuplicates(ImmAttribute attribute, List<Object> values) {
        Set<String> texts = new HashSet<>();
        return !values.stream().map(attribute.type()::format).allMatch(texts::add);
    }
}
