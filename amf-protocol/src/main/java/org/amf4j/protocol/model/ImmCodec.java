package org.amf4j.protocol.model;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.Parameter;
import org.amf4j.api.imm.ValueType;
import org.amf4j.protocol.imm.AttributeDefinition;
import org.amf4j.protocol.imm.ImmParameter;
import org.amf4j.protocol.imm.ImmValue;
import org.amf4j.protocol.imm.Modification;
import org.amf4j.protocol.imm.ModifyObject;

/**
 * Objects, classes and changes of the information model as records and as messages. Reading is strict: what is unknown gives an
 * {@link IllegalArgumentException} that names it. Stateless.
 */
public final class ImmCodec {

    private ImmCodec() {}

    // ---- values

    /** The message of a value. */
    public static ImmValue toMessage(Object value) {
        ImmValue.Builder message = ImmValue.newBuilder();
        if (value instanceof Long integer) {
            return message.setInteger(integer).build();
        } else if (value instanceof Double floating) {
            return message.setFloating(floating).build();
        } else if (value instanceof Dn name) {
            return message.setName(name.toString()).build();
        } else if (value instanceof String text) {
            return message.setText(text).build();
        } else if (value instanceof byte[] opaque) {
            return message.setOpaque(ByteString.copyFrom(opaque)).build();
        }
        throw new IllegalArgumentException("values are Long, Double, Dn, String or byte[], not "
                + value.getClass().getName());
    }

    /** The value in a message. */
    public static Object fromMessage(ImmValue message) {
        return switch (message.getValueCase()) {
            case INTEGER -> message.getInteger();
            case FLOATING -> message.getFloating();
            case NAME -> Dn.of(message.getName());
            case TEXT -> message.getText();
            case OPAQUE -> message.getOpaque().toByteArray();
            case VALUE_NOT_SET -> throw new IllegalArgumentException("a value that says nothing");
        };
    }

    private static List<Object> values(List<ImmValue> messages) {
        List<Object> values = new ArrayList<>(messages.size());
        messages.forEach(m -> values.add(fromMessage(m)));
        return values;
    }

    // ---- objects

    /** The message of an object. */
    public static org.amf4j.protocol.imm.ImmObject toMessage(ImmObject object) {
        var message = org.amf4j.protocol.imm.ImmObject.newBuilder()
                .setDn(object.dn().toString())
                .setClassName(object.className());
        object.attributes().forEach((name, values) -> {
            var attribute = message.addAttributesBuilder().setName(name);
            values.forEach(value -> attribute.addValues(toMessage(value)));
        });
        return message.build();
    }

    /** The object in a message. */
    public static ImmObject fromMessage(org.amf4j.protocol.imm.ImmObject message) {
        Map<String, List<Object>> attributes = new LinkedHashMap<>();
        for (var attribute : message.getAttributesList()) {
            if (attributes.put(attribute.getName(), values(attribute.getValuesList())) != null) {
                throw new IllegalArgumentException(message.getDn() + " has " + attribute.getName() + " twice");
            }
        }
        return new ImmObject(Dn.of(message.getDn()), message.getClassName(), attributes);
    }

    // ---- parameters

    /** The messages of parameters. */
    public static List<ImmParameter> toMessages(List<Parameter> parameters) {
        return parameters.stream()
                .map(p -> ImmParameter.newBuilder()
                        .setName(p.name())
                        .setType(p.type().id())
                        .setValue(toMessage(p.value()))
                        .build())
                .toList();
    }

    /** The parameters in messages. */
    public static List<Parameter> fromMessages(List<ImmParameter> messages) {
        return messages.stream()
                .map(m -> new Parameter(
                        m.getName(),
                        ValueType.ofId(m.getType())
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "parameter " + m.getName() + " has the unknown type " + m.getType())),
                        fromMessage(m.getValue())))
                .toList();
    }

    // ---- classes

    /** The message of a class. */
    public static org.amf4j.protocol.imm.ImmClass toMessage(ImmClass immClass) {
        var message = org.amf4j.protocol.imm.ImmClass.newBuilder()
                .setName(immClass.name())
                .setRuntime(immClass.category() == ImmClass.Category.RUNTIME);
        for (ImmAttribute attribute : immClass.attributes()) {
            AttributeDefinition.Builder definition = message.addAttributesBuilder()
                    .setName(attribute.name())
                    .setType(attribute.type().id())
                    .setFlags(attribute.flags().stream()
                            .mapToInt(AttributeFlag::value)
                            .reduce(0, (a, b) -> a | b));
            attribute.defaultValue().ifPresent(value -> definition.setDefaultValue(toMessage(value)));
        }
        return message.build();
    }

    /** The class in a message; it may break the rules for classes. */
    public static ImmClass fromMessage(org.amf4j.protocol.imm.ImmClass message) {
        List<ImmAttribute> attributes = new ArrayList<>();
        for (AttributeDefinition definition : message.getAttributesList()) {
            ValueType type = ValueType.ofId(definition.getType())
                    .orElseThrow(() -> new IllegalArgumentException("attribute " + definition.getName() + " of class "
                            + message.getName() + " has the unknown type " + definition.getType()));
            attributes.add(new ImmAttribute(
                    definition.getName(),
                    type,
                    flags(definition.getFlags()),
                    definition.hasDefaultValue()
                            ? Optional.of(fromMessage(definition.getDefaultValue()))
                            : Optional.empty()));
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

    // ---- changes

    /** The message of an operation. */
    public static org.amf4j.protocol.imm.ObjectChange toMessage(ObjectChange change) {
        var message = org.amf4j.protocol.imm.ObjectChange.newBuilder();
        if (change instanceof ObjectChange.Create create) {
            message.setCreate(toMessage(create.object()));
        } else if (change instanceof ObjectChange.Modify modify) {
            ModifyObject.Builder body =
                    message.getModifyBuilder().setDn(modify.dn().toString());
            for (ObjectChange.Modification each : modify.modifications()) {
                Modification.Builder modification = body.addModificationsBuilder()
                        .setKind(each.kind().ordinal() + 1)
                        .setAttribute(each.attribute());
                each.values().forEach(value -> modification.addValues(toMessage(value)));
            }
        } else {
            message.setDelete(change.dn().toString());
        }
        return message.build();
    }

    /** The operation in a message. */
    public static ObjectChange fromMessage(org.amf4j.protocol.imm.ObjectChange message) {
        return switch (message.getBodyCase()) {
            case CREATE -> new ObjectChange.Create(fromMessage(message.getCreate()));
            case DELETE -> new ObjectChange.Delete(Dn.of(message.getDelete()));
            case MODIFY -> {
                List<ObjectChange.Modification> modifications = new ArrayList<>();
                for (Modification each : message.getModify().getModificationsList()) {
                    modifications.add(new ObjectChange.Modification(
                            kind(each.getKind()), each.getAttribute(), values(each.getValuesList())));
                }
                yield new ObjectChange.Modify(Dn.of(message.getModify().getDn()), modifications);
            }
            case BODY_NOT_SET -> throw new IllegalArgumentException("an operation that says nothing");
        };
    }

    private static ObjectChange.Kind kind(int number) {
        ObjectChange.Kind[] kinds = ObjectChange.Kind.values();
        if (number < 1 || number > kinds.length) {
            throw new IllegalArgumentException("there is no kind of modification " + number);
        }
        return kinds[number - 1];
    }
}
