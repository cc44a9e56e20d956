package org.amf4j.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.amf4j.api.Dn;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.cluster.ConfigurationChanged;
import org.amf4j.protocol.cluster.ErrorSource;
import org.amf4j.protocol.cluster.ImmAttribute;
import org.amf4j.protocol.cluster.ImmObject;
import org.amf4j.protocol.cluster.ImmValue;
import org.amf4j.protocol.cluster.LoggedEvents;
import org.amf4j.protocol.cluster.NodeJoined;
import org.amf4j.protocol.cluster.Order;
import org.amf4j.protocol.cluster.OrderAnswered;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedInputTest {

    /** What logs from before there was a membership lack. */
    private static final Set<String> ADDED_LATER =
            Set.of("detected_at_nanos", "started_at_nanos", "address", "owner", "not_after_nanos", "passing_owner");

    private static final Dn COMPONENT = Dn.of("safComp=c,safSu=s");
    private static final Command.Agent AGENT = new Command.Agent(Dn.of("safAmfNode=n,safAmfCluster=c"), 3);

    static Stream<Class<?>> eventKinds() {
        return Samples.kinds(Event.class);
    }

    static Stream<Class<?>> actionKinds() {
        return Samples.kinds(Action.class);
    }

    private static List<Event> oneOfEach(long seed) {
        Samples samples = new Samples(seed);
        List<Event> events = new ArrayList<>();
        eventKinds().forEach(kind -> events.add((Event) samples.record(kind)));
        return events;
    }

    @Test
    void aPayloadCutOffAnywhereIsRefused() {
        byte[] whole = ClusterCodec.encode(oneOfEach(3));

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ClusterCodec.decode(cut))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void aDamagedPayloadIsRefusedOrGivesWholeEvents() {
        Random random = new Random(4);
        int refused = 0;

        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = ClusterCodec.encode(oneOfEach(round % 50));
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(ClusterCodec.encode(ClusterCodec.decode(bytes))).isNotEmpty();
            } catch (MalformedMessageException e) {
                assertThat(e).hasMessageMatching("(?s).*\\w.*");
                refused++;
            }
        }

        assertThat(refused).isPositive();
    }

    @Test
    void garbageIsRefused() {
        Random random = new Random(5);

        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            assertThatThrownBy(() -> ClusterCodec.decode(bytes)).isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    @DisplayName("a join that an older version wrote is read, as one of which nothing is known but who it is")
    void olderJoin() throws MalformedMessageException {
        var older = org.amf4j.protocol.cluster.Event.newBuilder()
                .setNodeJoined(NodeJoined.newBuilder().setAgentName("n1").setIncarnation(7))
                .build();

        assertThat(ClusterCodec.fromMessage(older)).isEqualTo(new Event.NodeJoined("n1", 7));
    }

    @ParameterizedTest
    @MethodSource("eventKinds")
    void anEventThatLacksAnyFieldIsRefusedByName(Class<? extends Event> kind) {
        var whole = ClusterCodec.toMessage(new Samples(6).record(kind));
        var body = (Message) whole.getAllFields().values().iterator().next();

        for (FieldDescriptor field : singleFields(body)) {
            if (ADDED_LATER.contains(field.getName())) {
                continue;
            }
            var without = org.amf4j.protocol.cluster.Event.newBuilder()
                    .setField(
                            whole.getAllFields().keySet().iterator().next(),
                            body.toBuilder().clearField(field).build())
                    .build();
            assertThatThrownBy(() -> ClusterCodec.fromMessage(without))
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessage(kind.getSimpleName() + "." + field.getName() + " is missing");
        }
    }

    @ParameterizedTest
    @MethodSource("actionKinds")
    void anActionThatLacksAnyFieldIsRefusedByName(Class<? extends Action> kind) {
        Order whole = ClusterCodec.toMessage(
                new Command.Order(new CommandId(1, 0), AGENT, COMPONENT, (Action) new Samples(7).record(kind)));
        var choice = whole.getAction().getAllFields().keySet().iterator().next();
        var body = (Message) whole.getAction().getField(choice);

        for (FieldDescriptor field : singleFields(body)) {
            Order.Builder without = whole.toBuilder();
            without.getActionBuilder()
                    .setField(choice, body.toBuilder().clearField(field).build());
            assertThatThrownBy(() -> ClusterCodec.fromMessage(without.build()))
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessage(kind.getSimpleName() + "." + field.getName() + " is missing");
        }
    }

    private static List<FieldDescriptor> singleFields(Message message) {
        return message.getDescriptorForType().getFields().stream()
                .filter(field -> !field.isRepeated() && field.getRealContainingOneof() == null)
                .toList();
    }

    @Test
    void aRequestOfTheModelThatAsksForNothingIsRefused() {
        var whole = ClusterCodec.toMessage(new Samples(6).record(Event.ModelRequested.class)).toBuilder();
        whole.getModelRequestedBuilder().clearBody();

        assertThatThrownBy(() -> ClusterCodec.fromMessage(whole.build()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("ModelRequested says nothing");
    }

    @Test
    @DisplayName("a change that an older version wrote is read, as one for no owner and without a time limit")
    void olderChange() throws MalformedMessageException {
        var older = org.amf4j.protocol.cluster.Event.newBuilder()
                .setConfigurationChanged(ConfigurationChanged.newBuilder().setRequestId("r"))
                .build();

        assertThat(ClusterCodec.fromMessage(older)).isEqualTo(new Event.ConfigurationChanged("r", List.of(), "", 0));
    }

    @Test
    void anEventWithoutBodyIsRefused() {
        var empty = org.amf4j.protocol.cluster.Event.getDefaultInstance();

        assertThatThrownBy(() -> ClusterCodec.fromMessage(empty))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("Event says nothing");
    }

    @Test
    void aFieldOfALaterVersionIsRefused() {
        var message = ClusterCodec.toMessage(new Event.NodeJoined("n1", 1)).toBuilder();
        message.getNodeJoinedBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                99,
                                UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build());

        assertThatThrownBy(() -> ClusterCodec.fromMessage(message.build()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("NodeJoined has an unknown field with the number 99");
    }

    @Test
    void unknownEnumNumbersAreRefused() {
        var answered = ClusterCodec.toMessage(
                new Event.OrderAnswered(COMPONENT, new CommandId(1, 0), Event.Answer.OK, "", 0, 0))
                .toBuilder();
        answered.getOrderAnsweredBuilder().setAnswerValue(77);
        var failed = ClusterCodec.toMessage(new Samples(8).record(Event.ComponentFailed.class)).toBuilder();
        failed.getComponentFailedBuilder().setSource(ErrorSource.ERROR_SOURCE_UNSPECIFIED);

        assertThatThrownBy(() -> ClusterCodec.fromMessage(answered.build()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("OrderAnswered.answer");
        assertThatThrownBy(() -> ClusterCodec.fromMessage(failed.build()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("ComponentFailed.source");
    }

    @Test
    void unknownNumbersOfTheStandardAreRefused() {
        var operation = ClusterCodec.toMessage(new Samples(9).record(Event.OperationRequested.class)).toBuilder();
        operation.getOperationRequestedBuilder().setOperation(0);
        var order = ClusterCodec.toMessage(
                new Command.Order(new CommandId(1, 0), AGENT, COMPONENT, new Samples(9).record(Action.SetCsi.class)))
                .toBuilder();
        order.getActionBuilder().getSetCsiBuilder().setFlag(3);

        assertThatThrownBy(() -> ClusterCodec.fromMessage(operation.build()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("OperationRequested.operation has the unknown number 0");
        assertThatThrownBy(() -> ClusterCodec.fromMessage(order.build()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("SetCsi.flag has the unknown number 3");
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        var message = OrderAnswered.newBuilder(ClusterCodec.toMessage(
                        new Event.OrderAnswered(COMPONENT, new CommandId(1, 0), Event.Answer.OK, "", 0, 0))
                .getOrderAnswered());
        var event = org.amf4j.protocol.cluster.Event.newBuilder()
                .setOrderAnswered(message.setComponent("no name"))
                .build();

        assertThatThrownBy(() -> ClusterCodec.fromMessage(event))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("OrderAnswered.component is not a name")
                .hasMessageContaining("no name");
    }

    @Test
    void anObjectWithARepeatedOrAnEmptyAttributeIsRefused() {
        ImmAttribute attribute = ImmAttribute.newBuilder()
                .setName("a")
                .addValues(ImmValue.newBuilder().setOpaque(ByteString.copyFrom(new byte[] {1})))
                .build();
        ImmObject.Builder object = ImmObject.newBuilder().setDn("safSu=s").setClassName("SaAmfSU");
        ImmObject twice =
                object.clone().addAttributes(attribute).addAttributes(attribute).build();
        ImmObject empty = object.clone()
                .addAttributes(attribute.toBuilder().clearValues())
                .build();

        assertThatThrownBy(() -> ClusterCodec.fromMessage(twice))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("has a twice");
        assertThatThrownBy(() -> ClusterCodec.fromMessage(empty))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("is empty for a");
    }

    @Test
    void aPayloadWhoseCountDisagreesIsRefused() throws Exception {
        byte[] bytes = LoggedEvents.parseFrom(ClusterCodec.encode(List.of(new Event.Tick()))).toBuilder()
                .setEventCount(2)
                .build()
                .toByteArray();

        assertThatThrownBy(() -> ClusterCodec.decode(bytes))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("LoggedEvents.event_count is 2 but 1 events are there");
    }
}
