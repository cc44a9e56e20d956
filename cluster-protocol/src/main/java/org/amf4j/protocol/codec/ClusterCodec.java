package org.amf4j.protocol.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.command.Command;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.cluster.ErrorReported;
import org.amf4j.protocol.cluster.LoggedEvents;
import org.amf4j.protocol.cluster.Order;
import org.amf4j.protocol.cluster.Reboot;

/**
 * Translates events, orders and information-model objects between records of the core and messages on the wire.
 *
 * <p>Reading what was written gives an equal record. Reading anything else gives a {@link MalformedMessageException} that
 * names the field, never half a record: absent fields, unknown fields and unknown numbers are refused, because a member
 * that understands only part of an event would decide differently from the others. All methods are free of state and
 * may be called by any thread.
 */
public final class ClusterCodec {

    private ClusterCodec() {}

    /** The payload of a log entry that holds these events, in this order. */
    public static byte[] encode(List<Event> events) {
        LoggedEvents.Builder message = LoggedEvents.newBuilder().setEventCount(events.size());
        events.forEach(event -> message.addEvents(toMessage(event)));
        return message.build().toByteArray();
    }

    /**
     * The events of a log entry.
     *
     * @param payload what {@link #encode} gave
     * @throws MalformedMessageException for bytes that are damaged, cut off, or written by another version
     */
    public static List<Event> decode(byte[] payload) throws MalformedMessageException {
        LoggedEvents message;
        try {
            message = LoggedEvents.parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException(
                    "the " + payload.length + " bytes are no LoggedEvents message: " + e.getMessage(), e);
        }
        Fields.requireComplete(message);
        if (message.getEventCount() != message.getEventsCount()) {
            throw new MalformedMessageException("LoggedEvents.event_count is " + message.getEventCount() + " but "
                    + message.getEventsCount() + " events are there");
        }
        List<Event> events = new ArrayList<>(message.getEventsCount());
        for (var event : message.getEventsList()) {
            events.add(EventCodec.fromMessage(event));
        }
        return List.copyOf(events);
    }

    /** The payload of a log entry without events, that is for the registry of checkpoints. */
    public static byte[] encodeForCheckpoints(byte[] input) {
        return LoggedEvents.newBuilder()
                .setEventCount(0)
                .setCheckpoint(ByteString.copyFrom(input))
                .build()
                .toByteArray();
    }

    /**
     * What a log entry holds for the registry of checkpoints; empty for most.
     *
     * @param payload that {@link #decode} has accepted
     */
    public static Optional<byte[]> decodeForCheckpoints(byte[] payload) {
        try {
            LoggedEvents message = LoggedEvents.parseFrom(payload);
            return message.hasCheckpoint() ? Optional.of(message.getCheckpoint().toByteArray()) : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the payload was not accepted before: " + e.getMessage(), e);
        }
    }

    /** The message of an event. */
    public static org.amf4j.protocol.cluster.Event toMessage(Event event) {
        return EventCodec.toMessage(event);
    }

    /**
     * The event in a message.
     *
     * @throws MalformedMessageException when the message is incomplete or says something unknown
     */
    public static Event fromMessage(org.amf4j.protocol.cluster.Event message) throws MalformedMessageException {
        Fields.requireComplete(message);
        return EventCodec.fromMessage(message);
    }

    /** The message of an error report about a component on any node. */
    public static ErrorReported toErrorReport(Event.ErrorReported reported) {
        return DeclarationCodec.toMessage(reported);
    }

    /**
     * The error report in a message.
     *
     * @throws MalformedMessageException when the message is incomplete or says something unknown
     */
    public static Event.ErrorReported fromMessage(ErrorReported message) throws MalformedMessageException {
        Fields.requireComplete(message);
        return DeclarationCodec.fromMessage(message);
    }

    /** The message of an order. */
    public static Order toMessage(Command.Order order) {
        return OrderCodec.toMessage(order);
    }

    /**
     * The order in a message.
     *
     * @throws MalformedMessageException when the message is incomplete or says something unknown
     */
    public static Command.Order fromMessage(Order message) throws MalformedMessageException {
        Fields.requireComplete(message);
        return OrderCodec.fromMessage(message);
    }

    /** The message of a reboot. */
    public static Reboot toMessage(Command.Reboot reboot) {
        return OrderCodec.toMessage(reboot);
    }

    /**
     * The reboot in a message.
     *
     * @throws MalformedMessageException when the message is incomplete or says something unknown
     */
    public static Command.Reboot fromMessage(Reboot message) throws MalformedMessageException {
        Fields.requireComplete(message);
        return OrderCodec.fromMessage(message);
    }

    /** The message of a class of the information model. */
    public static org.amf4j.protocol.cluster.ImmClass toMessage(ImmClass immClass) {
        return ConfigurationCodec.toMessage(immClass);
    }

    /**
     * The class in a message.
     *
     * @throws MalformedMessageException when the message is incomplete or says something unknown
     */
    public static ImmClass fromMessage(org.amf4j.protocol.cluster.ImmClass message) throws MalformedMessageException {
        Fields.requireComplete(message);
        return ConfigurationCodec.fromMessage(message);
    }

    /** The message of an object of the information model. */
    public static org.amf4j.protocol.cluster.ImmObject toMessage(ImmObject object) {
        return ImmObjectCodec.toMessage(object);
    }

    /**
     * The object in a message.
     *
     * @throws MalformedMessageException when the message is incomplete or says something unknown
     */
    public static ImmObject fromMessage(org.amf4j.protocol.cluster.ImmObject message) throws MalformedMessageException {
        Fields.requireComplete(message);
        return ImmObjectCodec.fromMessage(message);
    }
}
