package org.amf4j.protocol.codec;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.protocol.cluster.ImmAttribute;
import org.amf4j.protocol.cluster.ImmValue;

/** Objects of the information model, with the types of their values and the order of their attributes. */
final class ImmObjectCodec {

    private ImmObjectCodec() {}

    static org.amf4j.protocol.cluster.ImmObject toMessage(ImmObject object) {
        var message = org.amf4j.protocol.cluster.ImmObject.newBuilder()
                .setDn(object.dn().toString())
                .setClassName(object.className());
        object.attributes().forEach((name, values) -> {
            var attribute = ImmAttribute.newBuilder().setName(name);
            values.forEach(value -> attribute.addValues(toMessage(object.dn().toString(), name, value)));
            message.addAttributes(attribute);
        });
        return message.build();
    }

    static ImmValue toMessage(String owner, String attribute, Object value) {
        var message = ImmValue.newBuilder();
        if (value instanceof Long integer) {
            message.setInteger(integer);
        } else if (value instanceof Double floating) {
            message.setFloating(floating);
        } else if (value instanceof Dn name) {
            message.setName(name.toString());
        } else if (value instanceof String text) {
            message.setText(text);
        } else if (value instanceof byte[] opaque) {
            message.setOpaque(ByteString.copyFrom(opaque));
        } else {
            throw new IllegalArgumentException(attribute + " of " + owner + " has a value of "
                    + value.getClass().getName() + "; values are Long, Double, Dn, String or byte[]");
        }
        return message.build();
    }

    /** Reads an object whose message is complete. */
    static ImmObject fromMessage(org.amf4j.protocol.cluster.ImmObject message) throws MalformedMessageException {
        Map<String, List<Object>> attributes = new LinkedHashMap<>();
        for (ImmAttribute attribute : message.getAttributesList()) {
            if (attribute.getValuesCount() == 0) {
                throw new MalformedMessageException(
                        "ImmAttribute.values is empty for " + attribute.getName() + " of " + message.getDn());
            }
            if (attributes.put(attribute.getName(), values(attribute.getName(), attribute.getValuesList())) != null) {
                throw new MalformedMessageException(
                        "ImmObject.attributes has " + attribute.getName() + " twice for " + message.getDn());
            }
        }
        return new ImmObject(Fields.dn("ImmObject.dn", message.getDn()), message.getClassName(), attributes);
    }

    static List<Object> values(String attribute, List<ImmValue> messages) throws MalformedMessageException {
        List<Object> values = new ArrayList<>(messages.size());
        for (ImmValue value : messages) {
            values.add(
                    switch (value.getValueCase()) {
                        case INTEGER -> value.getInteger();
                        case FLOATING -> value.getFloating();
                        case NAME -> Fields.dn("ImmValue.name of " + attribute, value.getName());
                        case TEXT -> value.getText();
                        case OPAQUE -> value.getOpaque().toByteArray();
                        case VALUE_NOT_SET ->
                            throw new MalformedMessageException("ImmValue of " + attribute + " has no value");
                    });
        }
        return values;
    }
}
