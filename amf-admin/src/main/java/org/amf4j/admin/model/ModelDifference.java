package org.amf4j.admin.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.admin.output.Json;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.Installation;
import org.amf4j.imm.InformationModel;

/** What makes one configuration differ from another; a value that is the default of its class counts like none. Immutable. */
public final class ModelDifference {

    private final InformationModel after;
    private final String home;
    private final List<ImmObject> created = new ArrayList<>();
    private final List<ImmObject> deleted = new ArrayList<>();
    private final List<Modified> modified = new ArrayList<>();

    private record Values(List<Object> before, List<Object> after) {}

    private record Modified(ImmObject object, Map<String, Values> attributes) {}

    private ModelDifference(InformationModel after, String home) {
        this.after = after;
        this.home = home;
    }

    /**
     * Compares two models. An object whose class is another one is deleted and created.
     *
     * @param home the installation, which <code>${AMF_HOME}</code> in bundle paths stands for
     */
    public static ModelDifference between(InformationModel before, InformationModel after, String home) {
        ModelDifference difference = new ModelDifference(after, home);
        for (ImmObject old : before.objects()) {
            if (same(after, old).isEmpty()) {
                difference.deleted.add(old);
            }
        }
        for (ImmObject now : after.objects()) {
            Optional<ImmObject> old = same(before, now);
            if (old.isEmpty()) {
                difference.created.add(now);
                continue;
            }
            Map<String, Values> attributes = difference.attributes(before, old.get(), after, now);
            if (!attributes.isEmpty()) {
                difference.modified.add(new Modified(now, attributes));
            }
        }
        difference.created.sort(Comparator.comparing((ImmObject object) -> ModelText.depth(object.dn())));
        difference.deleted.sort(Comparator.comparing((ImmObject object) -> -ModelText.depth(object.dn())));
        return difference;
    }

    private static Optional<ImmObject> same(InformationModel model, ImmObject object) {
        return model.find(object.dn()).filter(found -> found.className().equals(object.className()));
    }

    private Map<String, Values> attributes(
            InformationModel before, ImmObject old, InformationModel next, ImmObject now) {
        Map<String, Values> different = new TreeMap<>();
        ImmClass known = next.findClass(now.className()).orElseThrow();
        for (ImmAttribute attribute : known.attributes()) {
            if (attribute.is(AttributeFlag.RDN) || !attribute.isStored()) {
                continue;
            }
            List<Object> was = effective(before, old, attribute.name());
            List<Object> is = effective(next, now, attribute.name());
            if (!placed(attribute, was).equals(placed(attribute, is))) {
                different.put(attribute.name(), new Values(was, is));
            }
        }
        return different;
    }

    private static List<Object> effective(InformationModel model, ImmObject object, String attribute) {
        List<Object> values = object.values(attribute);
        if (!values.isEmpty()) {
            return values;
        }
        return model.findClass(object.className())
                .flatMap(known -> known.attribute(attribute))
                .flatMap(ImmAttribute::defaultValue)
                .map(List::of)
                .orElse(List.of());
    }

    /** The values as texts; a path is the same with the name of the installation's folder and with the folder. */
    private List<String> placed(ImmAttribute attribute, List<Object> values) {
        return texts(attribute, Installation.complete(attribute.name(), values, home));
    }

    private static List<String> texts(ImmAttribute attribute, List<Object> values) {
        return values.stream().map(attribute.type()::format).toList();
    }

    /** In the form in which a running cluster tells what a change would make different. */
    public ArrayNode json() {
        ArrayNode changes = Json.array();
        for (ImmObject object : deleted) {
            change(changes, "deleted", object);
        }
        for (ImmObject object : created) {
            ObjectNode attributes = change(changes, "created", object);
            object.attributes().forEach((name, values) -> put(attributes, name, new Values(List.of(), values)));
        }
        for (Modified one : modified) {
            ObjectNode attributes = change(changes, "modified", one.object());
            one.attributes().forEach((name, values) -> put(attributes, name, values));
        }
        return changes;
    }

    private static ObjectNode change(ArrayNode changes, String kind, ImmObject object) {
        ObjectNode change = changes.addObject();
        change.put("change", kind);
        change.put("dn", object.dn().toString());
        change.put("class", object.className());
        return change.putObject("attributes");
    }

    private static void put(ObjectNode attributes, String name, Values values) {
        ObjectNode attribute = attributes.putObject(name);
        ArrayNode before = attribute.putArray("before");
        values.before().forEach(value -> ModelText.put(before, value));
        ArrayNode now = attribute.putArray("after");
        values.after().forEach(value -> ModelText.put(now, value));
    }

    /** Lines for {@code amf ccb} that make the first model the second: children go before parents, parents come before children. */
    public String changes() {
        StringBuilder lines = new StringBuilder();
        for (ImmObject object : deleted) {
            lines.append("delete ")
                    .append(ChangeLines.quoted(object.dn().toString()))
                    .append('\n');
        }
        created.forEach(object -> lines.append(ChangeLines.creation(after, object)));
        for (Modified one : modified) {
            ImmClass known = after.findClass(one.object().className()).orElseThrow();
            lines.append("set ").append(ChangeLines.quoted(one.object().dn().toString()));
            one.attributes().forEach((name, values) -> {
                List<String> texts = texts(known.attribute(name).orElseThrow(), values.after());
                (texts.isEmpty() ? List.of("") : texts)
                        .forEach(text -> lines.append(' ').append(ChangeLines.quoted(name + "=" + text)));
            });
            lines.append('\n');
        }
        return lines.toString();
    }
}
