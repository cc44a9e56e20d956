package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectManagement;
import org.amf4j.api.imm.ValueType;
import org.amf4j.core.command.Command;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.imm.BuiltInClasses;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.imm.ImmChange;
import org.amf4j.protocol.imm.ImmClassChange;
import org.amf4j.protocol.imm.ImmClassGet;
import org.amf4j.protocol.imm.ImmRead;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.ImmSearch;
import org.amf4j.protocol.model.ImmCodec;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What programs ask of the information model. */
class ImmDeskTest {

    private static final String APPLICATION = "safApp=app";
    private static final String GROUP = "safSg=sg,safApp=app";
    private static final String UNIT = "safSu=SU1,safSg=sg,safApp=app";

    private final Director director = new Director(StandardModels.all());
    private final ImmDesk desk = new ImmDesk(director);
    private long index;

    /** A class of a pump with a rate and pumps that it feeds, as in the reference of the information model. */
    static ImmClass pump(String name) {
        return new ImmClass(
                name,
                ImmClass.Category.CONFIG,
                List.of(
                        attribute("pump", ValueType.STRING, AttributeFlag.RDN, AttributeFlag.CONFIG),
                        attribute("rate", ValueType.UINT32, AttributeFlag.CONFIG, AttributeFlag.WRITABLE)
                                .withDefault(5L),
                        attribute(
                                "feeds",
                                ValueType.NAME,
                                AttributeFlag.CONFIG,
                                AttributeFlag.WRITABLE,
                                AttributeFlag.MULTI_VALUE)));
    }

    private static ImmAttribute attribute(String name, ValueType type, AttributeFlag... flags) {
        return new ImmAttribute(name, type, EnumSet.copyOf(Set.of(flags)), Optional.empty());
    }

    @BeforeEach
    void load() {
        var objects = ModelText.cluster(3)
                .group("sg", RedundancyKind.TWO_N)
                .units(3)
                .components("c")
                .instances("SI", 2)
                .objects();
        for (Event part : ConfigurationParts.of(objects, BuiltInClasses.all())) {
            apply(part);
        }
    }

    private List<Command> apply(Event event) {
        return director.apply(new LogEntry(++index, index, List.of(event))).commands();
    }

    /** What the asker is told, whether at once or by way of the log. */
    private AdminReply ask(ImmRequest.Builder request) {
        String id = "r" + index;
        return switch (desk.course(id, Optional.empty(), request.build().toByteString())) {
            case ImmDesk.Course.Answered answered -> answered.reply();
            case ImmDesk.Course.Read read -> {
                ImmReply.Builder reply = ImmReply.newBuilder();
                read.objects().forEach(o -> reply.addObjects(ImmCodec.toMessage(o)));
                yield Requests.reply(id, AisStatus.OK, "", "").toBuilder()
                        .setPayload(reply.build().toByteString())
                        .build();
            }
            case ImmDesk.Course.Proposed proposed -> proposed(proposed.event());
            case ImmDesk.Course.Changed changed -> {
                if (!changed.validateOnly()) {
                    yield proposed(changed.event());
                }
                var judgement = director.judge(changed.event());
                yield Requests.reply(id, judgement.status(), judgement.text(), "");
            }
            case ImmDesk.Course.Bundled bundled -> throw new AssertionError(bundled);
            case ImmDesk.Course.Invoked invoked -> throw new AssertionError(invoked);
        };
    }

    private AdminReply proposed(Event event) {
        Command.Reply reply = apply(event).stream()
                .filter(Command.Reply.class::isInstance)
                .map(Command.Reply.class::cast)
                .findFirst()
                .orElseThrow();
        return Requests.reply(reply.requestId(), reply.status(), reply.text(), "");
    }

    private static ImmReply payload(AdminReply reply) {
        assertThat(reply.getStatus()).as(reply.getText()).isEqualTo(AisStatus.OK.value());
        try {
            return ImmReply.parseFrom(reply.getPayload());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> found(ImmSearch.Builder search) {
        return payload(ask(ImmRequest.newBuilder().setSearch(search))).getDnsList();
    }

    private AdminReply refused(ImmRequest.Builder request, AisStatus status) {
        AdminReply reply = ask(request);
        assertThat(reply.getStatus()).as(reply.getText()).isEqualTo(status.value());
        return reply;
    }

    private static ImmSearch.Builder search(String root, int scope) {
        return ImmSearch.newBuilder().setRoot(root).setScope(scope);
    }

    @Test
    @Tag("IMM-034")
    @DisplayName("sublevel finds the root and its children, subtree all below it; the scope of one object is refused")
    void scopes() {
        assertThat(found(search(GROUP, 2)))
                .containsExactly(
                        GROUP,
                        "safSu=SU1,safSg=sg,safApp=app",
                        "safSu=SU2,safSg=sg,safApp=app",
                        "safSu=SU3,safSg=sg,safApp=app");
        assertThat(found(search(GROUP, 3))).hasSizeGreaterThan(4).contains(GROUP, "safComp=c," + UNIT);
        assertThat(found(search("", 2))).contains(APPLICATION).doesNotContain(GROUP);
        assertThat(found(search("", 3)))
                .hasSize(director.state().orElseThrow().model().objects().size());
        refused(ImmRequest.newBuilder().setSearch(search(GROUP, 1)), AisStatus.ERR_INVALID_PARAM);
        assertThat(refused(ImmRequest.newBuilder().setSearch(search("safApp=none", 3)), AisStatus.ERR_NOT_EXIST)
                        .getText())
                .contains("safApp=none");
    }

    @Test
    @Tag("IMM-034")
    @DisplayName("class, attribute and value select, runtime attributes and the class's name as an attribute included")
    void filters() {
        assertThat(found(search("", 3).setClassName("SaAmfSU"))).hasSize(3);
        assertThat(found(search("", 3)
                        .setAttribute(ObjectManagement.CLASS_NAME)
                        .setValue(ImmCodec.toMessage("SaAmfSU"))))
                .hasSize(3);
        assertThat(found(search("", 3).setAttribute("saAmfSIProtectedbySG"))).hasSize(2);
        assertThat(found(search("", 3).setAttribute("saAmfSIProtectedbySG").setValue(ImmCodec.toMessage(Dn.of(GROUP)))))
                .hasSize(2);
        assertThat(found(search("", 3)
                        .setAttribute("saAmfSIProtectedbySG")
                        .setValue(ImmCodec.toMessage(Dn.of(APPLICATION)))))
                .isEmpty();
        assertThat(found(search("", 3).setAttribute("saAmfSUPresenceState").setValueText("1")))
                .hasSize(3);
        assertThat(found(search("", 3).setAttribute("saAmfSUPresenceState").setValueText("3")))
                .isEmpty();
        assertThat(found(search("", 3).setAttribute("safSu").setValueText("safSu=SU1")))
                .containsExactly(UNIT);
    }

    @Test
    @Tag("IMM-034")
    @DisplayName("a value of another type, and an attribute that no class has, are refused by name")
    void wrongFilters() {
        assertThat(refused(
                                ImmRequest.newBuilder()
                                        .setSearch(search("", 3)
                                                .setAttribute("saAmfSUPresenceState")
                                                .setValueText("many")),
                                AisStatus.ERR_INVALID_PARAM)
                        .getText())
                .contains("saAmfSUPresenceState", "many");
        refused(
                ImmRequest.newBuilder()
                        .setSearch(search("", 3)
                                .setAttribute("saAmfSUPresenceState")
                                .setValue(ImmCodec.toMessage("1"))),
                AisStatus.ERR_INVALID_PARAM);
        assertThat(refused(
                                ImmRequest.newBuilder().setSearch(search("", 3).setAttribute("saAmfSuPresence")),
                                AisStatus.ERR_INVALID_PARAM)
                        .getText())
                .contains("saAmfSuPresence");
    }

    private ImmRequest.Builder read(String dn, String... attributes) {
        return ImmRequest.newBuilder().setRead(ImmRead.newBuilder().addDns(dn).addAllAttributes(List.of(attributes)));
    }

    @Test
    @Tag("IMM-009")
    @Tag("IMM-035")
    @DisplayName(
            "named attributes are read, empty ones without a value; an unknown one, and an unknown object, are refused")
    void accessor() {
        ImmObject unit = ImmCodec.fromMessage(payload(ask(read(
                        UNIT, "safSu", "saAmfSUPresenceState", "saAmfSUMaintenanceCampaign", "SaImmAttrClassName")))
                .getObjects(0));

        assertThat(unit.values("safSu")).containsExactly("safSu=SU1");
        assertThat(unit.values("saAmfSUPresenceState")).containsExactly(1L);
        assertThat(unit.values("saAmfSUMaintenanceCampaign")).isEmpty();
        assertThat(unit.values("SaImmAttrClassName")).containsExactly("SaAmfSU");
        assertThat(refused(read(UNIT, "saAmfSURank", "rank"), AisStatus.ERR_NOT_EXIST)
                        .getText())
                .contains("rank", "SaAmfSU");
        refused(read("safSu=SU9," + GROUP), AisStatus.ERR_NOT_EXIST);
        assertThat(payload(ask(ImmRequest.newBuilder()
                                .setRead(ImmRead.newBuilder()
                                        .addDns("safSu=SU9," + GROUP)
                                        .addDns(UNIT)
                                        .setOnlyExisting(true)
                                        .setSelection(2))))
                        .getObjectsList())
                .singleElement()
                .satisfies(o -> assertThat(o.getAttributesList()).isEmpty());
    }

    private ImmRequest.Builder classes(ImmClassChange.Builder change) {
        return ImmRequest.newBuilder().setClassChange(change);
    }

    private ImmRequest.Builder create(ImmClass... created) {
        ImmClassChange.Builder change = ImmClassChange.newBuilder();
        List.of(created).forEach(c -> change.addCreate(ImmCodec.toMessage(c)));
        return classes(change);
    }

    private ImmRequest.Builder delete(String... names) {
        return classes(ImmClassChange.newBuilder().addAllDelete(List.of(names)));
    }

    private ImmRequest.Builder change(ObjectChange change) {
        return ImmRequest.newBuilder().setChange(ImmChange.newBuilder().addChanges(ImmCodec.toMessage(change)));
    }

    @Test
    @Tag("IMM-006")
    @Tag("IMM-007")
    @DisplayName("a class is created, has objects, cannot go while it has, and goes afterwards")
    void classLife() {
        payload(ask(create(pump("DemoPump"))));
        payload(ask(change(
                new ObjectChange.Create(new ImmObject(Dn.of("pump=p1"), "DemoPump", Map.of("rate", List.of(7L)))))));

        ImmRequest.Builder get =
                ImmRequest.newBuilder().setClassGet(ImmClassGet.newBuilder().setName("DemoPump"));
        assertThat(ImmCodec.fromMessage(payload(ask(get)).getClassDefinition())).isEqualTo(pump("DemoPump"));
        assertThat(found(search("", 3).setAttribute("rate").setValueText("0x7")))
                .containsExactly("pump=p1");
        assertThat(refused(delete("DemoPump"), AisStatus.ERR_BUSY).getText())
                .contains("DemoPump", "pump=p1", "delete them first");
        payload(ask(change(new ObjectChange.Delete(Dn.of("pump=p1")))));
        payload(ask(delete("DemoPump")));
        refused(get, AisStatus.ERR_NOT_EXIST);
        refused(delete("DemoPump"), AisStatus.ERR_NOT_EXIST);
    }

    @Test
    @Tag("IMM-006")
    @DisplayName(
            "a class that breaks a rule and one that there is are refused, and none of the rest comes; one of runtime objects may be")
    void wrongClasses() {
        ImmClass bad = new ImmClass("Bad", ImmClass.Category.CONFIG, List.of());

        assertThat(refused(create(pump("DemoPump"), bad), AisStatus.ERR_INVALID_PARAM)
                        .getText())
                .contains("class Bad", "IMM-006");
        refused(delete("DemoPump"), AisStatus.ERR_NOT_EXIST);
        payload(ask(create(pump("DemoPump"))));
        refused(create(pump("demopump")), AisStatus.ERR_EXIST);
        refused(create(pump("SaAmfSU")), AisStatus.ERR_EXIST);
        assertThat(refused(delete("SaAmfHealthcheck"), AisStatus.ERR_BAD_OPERATION)
                        .getText())
                .contains("the framework needs it");
        payload(ask(create(new ImmClass(
                "Gauge",
                ImmClass.Category.RUNTIME,
                List.of(attribute(
                        "gauge", ValueType.STRING, AttributeFlag.RDN, AttributeFlag.RUNTIME, AttributeFlag.CACHED))))));
        payload(ask(delete("Gauge")));
    }

    @Test
    @Tag("IMM-036")
    @DisplayName("validating a change says what its making would say, and changes nothing")
    void validates() {
        ObjectChange delete = new ObjectChange.Delete(Dn.of("safSi=SI1,safApp=app"));
        ImmChange.Builder change =
                ImmChange.newBuilder().addChanges(ImmCodec.toMessage(delete)).setValidateOnly(true);
        int objects = director.state().orElseThrow().model().objects().size();

        assertThat(refused(ImmRequest.newBuilder().setChange(change), AisStatus.ERR_BAD_OPERATION)
                        .getText())
                .isEqualTo(refused(change(delete), AisStatus.ERR_BAD_OPERATION).getText());
        assertThat(director.state().orElseThrow().model().objects()).hasSize(objects);
    }

    @Test
    @Tag("IMM-015")
    @DisplayName("a text that must be the name of an object, and is none, is refused")
    void textThatIsNoName() {
        ImmClass tank = new ImmClass(
                "Tank",
                ImmClass.Category.CONFIG,
                List.of(
                        attribute("tank", ValueType.STRING, AttributeFlag.RDN, AttributeFlag.CONFIG),
                        attribute(
                                "filledBy",
                                ValueType.STRING,
                                AttributeFlag.CONFIG,
                                AttributeFlag.DN,
                                AttributeFlag.NO_DANGLING)));
        payload(ask(create(tank)));

        AdminReply reply = refused(
                change(new ObjectChange.Create(
                        new ImmObject(Dn.of("tank=t1"), "Tank", Map.of("filledBy", List.of("no name"))))),
                AisStatus.ERR_INVALID_PARAM);

        assertThat(reply.getText()).contains("tank=t1", "filledBy", "no name");
    }

    @Test
    @DisplayName("what cannot be read is refused with a sentence")
    void garbage() {
        refused(ImmRequest.newBuilder(), AisStatus.ERR_INVALID_PARAM);
        refused(ImmRequest.newBuilder().setChange(ImmChange.newBuilder()), AisStatus.ERR_INVALID_PARAM);
        refused(ImmRequest.newBuilder().setRead(ImmRead.newBuilder().addDns("no name")), AisStatus.ERR_INVALID_PARAM);
    }
}
