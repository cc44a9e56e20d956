package org.amf4j.protocol.codec;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ValueType;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.cluster.AttributeDefinition;
import org.amf4j.protocol.cluster.ClassesChanged;
import org.amf4j.protocol.cluster.ConfigurationChanged;
import org.amf4j.protocol.cluster.ConfigurationLoaded;
import org.amf4j.protocol.cluster.Modification;
import org.amf4j.protocol.cluster.ModifyObject;

/** Configurations and their changes. */
final class ConfigurationCodec {

    private ConfigurationCodec() {}

    static ConfigurationLoaded toMessage(Event.ConfigurationLoaded loaded) {
        var message = ConfigurationLoaded.newBuilder().setPart(loaded.part()).setParts(loaded.parts());
        loaded.objects().forEach(object -> message.addObjects(ImmObjectCodec.toMessage(object)));
        loaded.classes().forEach(c -> message.addClasses(toMessage(c)));
        return message.build();
    }

    static Event fromMessage(ConfigurationLoaded message) throws MalformedMessageException {
        List<ImmObject> objects = new ArrayList<>(message.getObjectsCount());
        for (var object : message.getObjectsList()) {
            objects.add(ImmObjectCodec.fromMessage(object));
        }
        return new Event.ConfigurationLoaded(
                message.getPart(), message.getParts(), objects, classes(message.getClassesList()));
    }

    private static List<ImmClass> classes(List<org.amf4j.protocol.cluster.ImmClass> messages)
            throws MalformedMessageException {
        List<ImmClass> classes = new ArrayList<>(messages.size());
        for (var immClass : messages) {
            classes.add(fromMessage(immClass));
        }
        return classes;
    }

    static org.amf4j.protocol.cluster.ImmClass toMessage(ImmClass immClass) {
        var message = org.amf4j.protocol.cluster.ImmClass.newBuilder()
                .setName(immClass.name())
                .setRuntime(immClass.category() == ImmClass.Category.RUNTIME);
        for (ImmAttribute attribute : immClass.attributes()) {
            int flags =
                    attribute.flags().stream().mapToInt(AttributeFlag::value).sum();
            var definition = AttributeDefinition.newBuilder()
                    .setName(attribute.name())
                    .setType(attribute.type().id())
                    .setFlags(flags);
            attribute
                    .defaultValue()
                    .ifPresent(v -> definition.addDefaultValue(
                            ImmObjectCodec.toMessage("class " + immClass, attribute.name(), v)));
            message.addAttributes(definition);
        }
        return message.build();
    }

    static ImmClass fromMessage(org.amf4j.protocol.cluster.ImmClass message) throws MalformedMessageException {
        List<ImmAttribute> attributes = new ArrayList<>(message.getAttributesCount());
        for (AttributeDefinition definition : message.getAttributesList()) {
            String name = definition.getName();
            List<Object> values = ImmObjectCodec.values(name, definition.getDefaultValueList());
            Optional<ValueType> type = ValueType.ofId(definition.getType());
            if (values.size() > 1 || type.isEmpty()) {
                throw new MalformedMessageException("AttributeDefinition of " + name + " in class " + message.getName()
                        + " has " + values.size() + " defaults and type " + definition.getType());
            }
            attributes.add(new ImmAttribute(
                    name,
                    type.get(),
                    flags(definition.getFlags()),
                    values.stream().findFirst()));
        }
        return new ImmClass(
                message.getName(),
                message.getRuntime() ? ImmClass.Category.RUNTIME : ImmClass.Category.CONFIG,
                attributes);
    }

    private static Set<AttributeFlag> flags(int word) {
        Set<AttributeFlag> flags = EnumSet.noneOf(AttributeFlag.class);
        for (AttributeFlag flag : AttributeFlag.values()) {
            if ((word & flag.value()) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }

    static ClassesChanged toMessage(Event.ClassesChanged changed) {
        var message = ClassesChanged.newBuilder().setRequestId(changed.requestId());
        changed.create().forEach(c -> message.addCreate(toMessage(c)));
        return message.addAllDelete(changed.delete()).build();
    }

    static Event fromMessage(ClassesChanged message) throws MalformedMessageException {
        return new Event.ClassesChanged(
                message.getRequestId(), classes(message.getCreateList()), message.getDeleteList());
    }

    static ConfigurationChanged toMessage(Event.ConfigurationChanged changed) {
        var message = ConfigurationChanged.newBuilder().setRequestId(changed.requestId());
        changed.changes().forEach(c -> message.addChanges(toMessage(c)));
        if (!changed.owner().isEmpty()) {
            message.setOwner(changed.owner());
        }
        if (changed.maker().passing()) {
            message.setPassingOwner(true);
        }
        if (changed.notAfterNanos() != 0) {
            message.setNotAfterNanos(changed.notAfterNanos());
        }
        changed.classes().forEach(c -> message.addClasses(toMessage(c)));
        return message.build();
    }

    static org.amf4j.protocol.cluster.ObjectChange toMessage(ObjectChange change) {
        var message = org.amf4j.protocol.cluster.ObjectChange.newBuilder();
        switch (change) {
            case ObjectChange.Create(var object) -> message.setCreate(ImmObjectCodec.toMessage(object));
            case ObjectChange.Delete(var dn) -> message.setDelete(dn.toString());
            case ObjectChange.Modify modify -> {
                var body = ModifyObject.newBuilder().setDn(modify.dn().toString());
                for (ObjectChange.Modification each : modify.modifications()) {
                    var modification = Modification.newBuilder()
                            .setKind(each.kind().ordinal() + 1)
                            .setAttribute(each.attribute());
                    each.values()
                            .forEach(v -> modification.addValues(
                                    ImmObjectCodec.toMessage(modify.dn().toString(), each.attribute(), v)));
                    body.addModifications(modification);
                }
                message.setModify(body);
            }
        }
        return message.build();
    }

    static Event fromMessage(ConfigurationChanged message) throws MalformedMessageException {
        return new Event.ConfigurationChanged(
                message.getRequestId(),
                classes(message.getClassesList()),
                changes(message.getChangesList()),
                new Event.Maker(message.getOwner(), message.getPassingOwner()),
                message.getNotAfterNanos());
    }

    static List<ObjectChange> changes(List<org.amf4j.protocol.cluster.ObjectChange> messages)
            throws MalformedMessageException {
        List<ObjectChange> changes = new ArrayList<>(messages.size());
        for (var change : messages) {
            changes.add(
                    switch (change.getBodyCase()) {
                        case CREATE -> new ObjectChange.Create(ImmObjectCodec.fromMessage(change.getCreate()));
                        case MODIFY -> fromMessage(change.getModify());
                        case DELETE -> new ObjectChange.Delete(Fields.dn("ObjectChange.delete", change.getDelete()));
                        case BODY_NOT_SET -> throw new MalformedMessageException("ObjectChange says nothing");
                    });
        }
        return changes;
    }

    private static ObjectChange fromMessage(ModifyObject message) throws MalformedMessageException {
        List<ObjectChange.Modification> modifications = new ArrayList<>(message.getModificationsCount());
        ObjectChange.Kind[] kinds = ObjectChange.Kind.values();
        for (Modification modification : message.getModificationsList()) {
            int kind = modification.getKind();
            if (kind < 1 || kind > kinds.length) {
                throw new MalformedMessageException("Modification.kind " + kind + " is unknown");
            }
            String attribute = modification.getAttribute();
            modifications.add(new ObjectChange.Modification(
                    kinds[kind - 1], attribute, ImmObjectCodec.values(attribute, modification.getValuesList())));
        }
        return new ObjectChange.Modify(Fields.dn("ModifyObject.dn", message.getDn()), modifications);
    }
}
