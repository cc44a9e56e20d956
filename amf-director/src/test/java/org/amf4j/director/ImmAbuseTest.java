package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ValueType;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.imm.BuiltInClasses;
import org.amf4j.protocol.imm.ImmChange;
import org.amf4j.protocol.imm.ImmClassChange;
import org.amf4j.protocol.imm.ImmRead;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.ImmSearch;
import org.amf4j.protocol.model.ImmCodec;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;

/** Whatever programs ask for, the director answers; what it cannot answer would end every controller. */
class ImmAbuseTest {

    private static final int REQUESTS = 400;
    private static final List<String> NAMES = List.of(
            "",
            "safApp=app",
            "safSg=sg,safApp=app",
            "safSu=SU1,safSg=sg,safApp=app",
            "safSi=SI1,safApp=app",
            "pump=p1",
            "pump=p2,pump=p1",
            "tank=t1",
            "safSISU=safSu=SU1\\,safSg=sg\\,safApp=app,safSi=SI1,safApp=app",
            "safDepend=x,safSi=SI1,safApp=app",
            "safAmfNode=n1,safAmfCluster=cluster");
    private static final List<String> ATTRIBUTES = List.of(
            "pump",
            "rate",
            "feeds",
            "label",
            "saAmfSURank",
            "saAmfSUType",
            "saAmfSUPresenceState",
            "saAmfSIAdminState",
            "SaImmAttrClassName",
            "",
            "safSu");
    private static final List<String> CLASSES =
            List.of("Pump", "Tank", "SaAmfSU", "SaAmfSI", "SaAmfSISU", "SaAmfSIAssignment", "SaClmNode", "", "pump");

    private final Director director = new Director(StandardModels.all());
    private final ImmDesk desk = new ImmDesk(director);
    private long index;

    private void apply(Event event) {
        director.apply(new LogEntry(++index, index, List.of(event)));
    }

    @RepeatedTest(30)
    @Tag("IMM-002")
    @DisplayName("requests drawn at random are answered or refused, and never thrown at the log")
    void abuse(RepetitionInfo repetition) {
        var objects = ModelText.cluster(2)
                .group("sg", RedundancyKind.TWO_N)
                .units(2)
                .components("c")
                .instances("SI", 1)
                .objects();
        ConfigurationParts.of(objects, BuiltInClasses.all()).forEach(this::apply);
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < REQUESTS; i++) {
            ImmRequest request = request(random);
            assertThatCode(() -> carryOut(request.toByteString()))
                    .as("seed %s, request %s", repetition.getCurrentRepetition(), request)
                    .doesNotThrowAnyException();
        }
        assertThat(director.state()).isPresent();
    }

    private void carryOut(ByteString request) {
        if (desk.course("r" + index, Optional.empty(), request) instanceof ImmDesk.Course.Proposed proposed) {
            apply(proposed.event());
        }
    }

    private static <T> T any(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static ImmRequest request(Random random) {
        ImmRequest.Builder request = ImmRequest.newBuilder();
        switch (random.nextInt(5)) {
            case 0 ->
                request.setRead(ImmRead.newBuilder()
                        .addDns(any(random, NAMES))
                        .addAttributes(any(random, ATTRIBUTES))
                        .setSelection(random.nextInt(5) - 1)
                        .setOnlyExisting(random.nextBoolean()));
            case 1 -> request.setSearch(search(random));
            case 2 -> {
                ImmClassChange.Builder change = ImmClassChange.newBuilder();
                if (random.nextInt(4) > 0) {
                    change.addCreate(ImmCodec.toMessage(immClass(random)));
                } else {
                    change.addDelete(any(random, CLASSES));
                }
                request.setClassChange(change);
            }
            default -> {
                ImmChange.Builder change = ImmChange.newBuilder().setValidateOnly(random.nextInt(4) == 0);
                for (int i = random.nextInt(3); i >= 0; i--) {
                    change.addChanges(ImmCodec.toMessage(change(random)));
                }
                request.setChange(change);
            }
        }
        return request.build();
    }

    private static ImmSearch.Builder search(Random random) {
        ImmSearch.Builder search = ImmSearch.newBuilder()
                .setRoot(any(random, NAMES))
                .setScope(random.nextInt(5))
                .setAttribute(any(random, ATTRIBUTES));
        if (random.nextBoolean()) {
            search.setClassName(any(random, CLASSES));
        }
        if (random.nextBoolean()) {
            search.setValue(ImmCodec.toMessage(value(random)));
        } else {
            search.setValueText(any(random, List.of("", "1", "x", "pump=p1")));
        }
        return search;
    }

    private static Object value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> (long) random.nextInt(3);
            case 2 -> any(random, List.of(0.5, Double.NaN, Double.NEGATIVE_INFINITY));
            case 3 -> Dn.of(any(random, NAMES));
            case 4 -> any(random, List.of("", "no name", "a\u0000b", "pump=p1"));
            default -> new byte[] {1, 2};
        };
    }

    private static ImmClass immClass(Random random) {
        List<ImmAttribute> attributes = new ArrayList<>();
        attributes.add(new ImmAttribute(
                "pump",
                random.nextBoolean() ? ValueType.STRING : any(random, List.of(ValueType.values())),
                EnumSet.of(AttributeFlag.RDN, AttributeFlag.CONFIG),
                Optional.empty()));
        for (String name : List.of("rate", "feeds", "label")) {
            Set<AttributeFlag> flags =
                    EnumSet.of(random.nextInt(5) == 0 ? AttributeFlag.RUNTIME : AttributeFlag.CONFIG);
            for (AttributeFlag flag : List.of(
                    AttributeFlag.WRITABLE, AttributeFlag.MULTI_VALUE, AttributeFlag.NO_DANGLING, AttributeFlag.DN)) {
                if (random.nextBoolean()) {
                    flags.add(flag);
                }
            }
            attributes.add(new ImmAttribute(
                    name,
                    any(random, List.of(ValueType.values())),
                    flags,
                    random.nextInt(4) == 0 ? Optional.of(value(random)) : Optional.empty()));
        }
        return new ImmClass(any(random, CLASSES), ImmClass.Category.CONFIG, attributes);
    }

    private static ObjectChange change(Random random) {
        Dn dn = Dn.of(any(random, NAMES));
        return switch (random.nextInt(4)) {
            case 0 -> new ObjectChange.Delete(dn);
            case 1 ->
                new ObjectChange.Modify(
                        dn,
                        List.of(new ObjectChange.Modification(
                                any(random, List.of(ObjectChange.Kind.values())),
                                any(random, ATTRIBUTES),
                                random.nextInt(4) == 0 ? List.of() : List.of(value(random)))));
            default -> {
                Map<String, List<Object>> values = new LinkedHashMap<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    values.put(any(random, ATTRIBUTES), List.of(value(random)));
                }
                yield new ObjectChange.Create(new ImmObject(dn, any(random, CLASSES), values));
            }
        };
    }
}
