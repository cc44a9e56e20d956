package org.amf4j.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

    private static final int SAMPLES = 300;
    private static final CommandId ID = new CommandId(7, 2);
    private static final Dn COMPONENT = Dn.of("safComp=c,safSu=s");

    static Stream<Class<?>> eventKinds() {
        return Samples.kinds(Event.class);
    }

    static Stream<Class<?>> actionKinds() {
        return Samples.kinds(Action.class);
    }

    @ParameterizedTest
    @MethodSource("eventKinds")
    void anEventOfAnyKindComesBackEqual(Class<? extends Event> kind) throws Exception {
        Samples samples = new Samples(kind.getName().hashCode());

        for (int i = 0; i < SAMPLES; i++) {
            Event event = samples.record(kind);

            Event back = ClusterCodec.fromMessage(ClusterCodec.toMessage(event));

            assertThat(back).isInstanceOf(kind).usingRecursiveComparison().isEqualTo(event);
        }
    }

    @ParameterizedTest
    @MethodSource("actionKinds")
    void anOrderWithAnyActionComesBackEqual(Class<? extends Action> kind) throws Exception {
        Samples samples = new Samples(kind.getName().hashCode());

        for (int i = 0; i < SAMPLES; i++) {
            Command.Order order = new Command.Order(
                    samples.record(CommandId.class),
                    samples.record(Command.Agent.class),
                    COMPONENT,
                    samples.record(kind));

            Command.Order back = ClusterCodec.fromMessage(ClusterCodec.toMessage(order));

            assertThat(back).isEqualTo(order);
        }
    }

    @Test
    void aRebootComesBackEqual() throws Exception {
        Samples samples = new Samples(5);

        for (int i = 0; i < SAMPLES; i++) {
            Command.Reboot reboot = samples.record(Command.Reboot.class);

            assertThat(ClusterCodec.fromMessage(ClusterCodec.toMessage(reboot))).isEqualTo(reboot);
        }
    }

    @Test
    void aLogPayloadKeepsAllEventsInOrder() throws Exception {
        Samples samples = new Samples(1);
        List<Event> events = new ArrayList<>();
        eventKinds().forEach(kind -> events.add((Event) samples.record(kind)));
        eventKinds().forEach(kind -> events.add((Event) samples.record(kind)));

        List<Event> back = ClusterCodec.decode(ClusterCodec.encode(events));

        assertThat(back).usingRecursiveComparison().isEqualTo(events);
    }

    @Test
    void aLogPayloadMayHoldNoEvents() throws Exception {
        assertThat(ClusterCodec.decode(ClusterCodec.encode(List.of()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Event.Answer.class)
    void everyAnswerComesBack(Event.Answer answer) throws Exception {
        Event event = new Event.OrderAnswered(COMPONENT, ID, answer, "exit code 0", 5, 6);

        assertThat(ClusterCodec.fromMessage(ClusterCodec.toMessage(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource(Event.ErrorSource.class)
    void everyErrorSourceComesBack(Event.ErrorSource source) throws Exception {
        Event event = new Event.ComponentFailed(
                COMPONENT, ID, source, RecommendedRecovery.COMPONENT_FAILOVER, "signal 9", 5, 6);

        assertThat(ClusterCodec.fromMessage(ClusterCodec.toMessage(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource(AdminOperation.class)
    void everyOperationComesBack(AdminOperation operation) throws Exception {
        Event event = new Event.OperationRequested("r1", COMPONENT, operation);

        assertThat(ClusterCodec.fromMessage(ClusterCodec.toMessage(event))).isEqualTo(event);
    }

    @Test
    void anErrorReportCanBeForwardedByItself() throws Exception {
        var reported = new Event.ErrorReported("r1", COMPONENT, RecommendedRecovery.NODE_FAILFAST, "disk gone");

        assertThat(ClusterCodec.fromMessage(ClusterCodec.toErrorReport(reported)))
                .isEqualTo(reported);
    }

    @Test
    void attributesOfAnObjectKeepTheirOrderAndTheirTypes() throws Exception {
        Map<String, List<Object>> attributes = new LinkedHashMap<>();
        attributes.put("z", List.of(1L, -1L));
        attributes.put("a", List.of(0.5, Double.NaN));
        attributes.put("m", List.of(COMPONENT, Dn.ROOT));
        attributes.put("b", List.of("", "1"));
        ImmObject object = new ImmObject(COMPONENT, "SaAmfComp", attributes);

        ImmObject back = ClusterCodec.fromMessage(ClusterCodec.toMessage(object));

        assertThat(back).isEqualTo(object);
        assertThat(back.attributes().keySet()).containsExactly("z", "a", "m", "b");
    }

    @Test
    void theSameEventsGiveTheSameBytes() {
        List<Event> events = new ArrayList<>();
        eventKinds().forEach(kind -> events.add((Event) new Samples(9).record(kind)));
        List<Event> again = new ArrayList<>();
        eventKinds().forEach(kind -> again.add((Event) new Samples(9).record(kind)));

        assertThat(ClusterCodec.encode(events)).isEqualTo(ClusterCodec.encode(again));
    }

    @Test
    void anObjectWithAValueOfAForeignTypeIsRefused() {
        ImmObject object = new ImmObject(COMPONENT, "SaAmfComp", Map.of("rank", List.of(1)));

        assertThatThrownBy(() -> ClusterCodec.toMessage(object))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rank of " + COMPONENT)
                .hasMessageContaining("java.lang.Integer");
    }
}
