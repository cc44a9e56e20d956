package org.amf4j.protocol.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.amf4j.api.Dn;
import org.amf4j.protocol.cluster.ComponentSpec;
import org.amf4j.protocol.cluster.ConfigurationChanged;
import org.amf4j.protocol.cluster.ErrorReported;
import org.amf4j.protocol.cluster.LoggedEvents;
import org.amf4j.protocol.cluster.NodeJoined;
import org.amf4j.protocol.cluster.Proxied;

/** What all readers share: nothing missing, nothing unknown, names and numbers that mean something. */
final class Fields {

    /** The only fields whose absence means something; for NodeJoined that an older version wrote it. */
    private static final Set<FieldDescriptor> MAY_BE_ABSENT = Set.of(
            field(ComponentSpec.INSTANTIATE_FIELD_NUMBER),
            field(ComponentSpec.TERMINATE_FIELD_NUMBER),
            field(ComponentSpec.CLEANUP_FIELD_NUMBER),
            field(ComponentSpec.CONTAINED_FIELD_NUMBER),
            NodeJoined.getDescriptor().findFieldByNumber(NodeJoined.STARTED_AT_NANOS_FIELD_NUMBER),
            NodeJoined.getDescriptor().findFieldByNumber(NodeJoined.ADDRESS_FIELD_NUMBER),
            ConfigurationChanged.getDescriptor().findFieldByNumber(ConfigurationChanged.OWNER_FIELD_NUMBER),
            ConfigurationChanged.getDescriptor().findFieldByNumber(ConfigurationChanged.NOT_AFTER_NANOS_FIELD_NUMBER),
            ConfigurationChanged.getDescriptor().findFieldByNumber(ConfigurationChanged.PASSING_OWNER_FIELD_NUMBER),
            LoggedEvents.getDescriptor().findFieldByNumber(LoggedEvents.CHECKPOINT_FIELD_NUMBER),
            field(ComponentSpec.PROXIED_FIELD_NUMBER),
            ErrorReported.getDescriptor().findFieldByNumber(ErrorReported.DETECTED_AT_NANOS_FIELD_NUMBER),
            Proxied.getDescriptor().findFieldByNumber(Proxied.ACTIVATION_FIELD_NUMBER));

    private Fields() {}

    private static FieldDescriptor field(int number) {
        return ComponentSpec.getDescriptor().findFieldByNumber(number);
    }

    /** Checks a message and all messages inside it; the readers may then read without asking whether a field is there. */
    static void requireComplete(Message message) throws MalformedMessageException {
        Descriptor type = message.getDescriptorForType();
        if (!message.getUnknownFields().asMap().isEmpty()) {
            throw new MalformedMessageException(type.getName() + " has an unknown field with the number "
                    + message.getUnknownFields().asMap().keySet().iterator().next()
                    + "; it was written by another version");
        }
        for (OneofDescriptor choice : type.getRealOneofs()) {
            if (!message.hasOneof(choice)) {
                throw new MalformedMessageException(type.getName() + " says nothing: its " + choice.getName()
                        + " is missing or of an unknown kind");
            }
        }
        for (FieldDescriptor field : type.getFields()) {
            requireField(message, field);
        }
    }

    private static void requireField(Message message, FieldDescriptor field) throws MalformedMessageException {
        if (field.isRepeated()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isMapField()) {
                for (Object element : (List<?>) message.getField(field)) {
                    requireComplete((Message) element);
                }
            }
        } else if (message.hasField(field)) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                requireComplete((Message) message.getField(field));
            }
        } else if (field.getRealContainingOneof() == null && !MAY_BE_ABSENT.contains(field)) {
            throw new MalformedMessageException(where(field) + " is missing");
        }
    }

    private static String where(FieldDescriptor field) {
        return field.getContainingType().getName() + "." + field.getName();
    }

    /** Reads a name. */
    static Dn dn(String field, String text) throws MalformedMessageException {
        try {
            return Dn.of(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(field + " is not a name: " + e.getMessage(), e);
        }
    }

    /** Reads a number of the standard. */
    static <E extends Enum<E>> E number(String field, int number, IntFunction<E> reader)
            throws MalformedMessageException {
        try {
            return reader.apply(number);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(field + " has the unknown number " + number, e);
        }
    }
}
