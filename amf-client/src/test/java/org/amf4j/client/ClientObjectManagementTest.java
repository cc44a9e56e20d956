package org.amf4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectManagement;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.api.imm.ValueType;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent.BodyCase;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.model.ImmCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading, searching and changing, with an agent that the test plays. */
@Timeout(60)
class ClientObjectManagementTest {

    private static final ImmObject PUMP = new ImmObject(
            Dn.of("pump=p1"),
            "Pump",
            Map.of(
                    "rate", List.of(7L),
                    "feeds", List.of(Dn.of("pump=p2"), Dn.of("pump=p3")),
                    "load", List.of(0.5),
                    "label", List.of("a b")));

    private FakeAgent agent;
    private ObjectManagement model;

    @BeforeEach
    void open() throws IOException {
        agent = new FakeAgent(Files.createTempDirectory("amf"));
        model = ObjectManagement.open(agent.socket());
    }

    @AfterEach
    void close() throws IOException {
        model.close();
        agent.close();
    }

    private void answers(ImmReply.Builder reply) {
        agent.plan(
                BodyCase.IMM_REQUEST,
                Optional.of(Result.newBuilder()
                        .setImmReply(reply.build().toByteString())
                        .build()));
    }

    private List<ImmRequest> asked() {
        return agent.all(BodyCase.IMM_REQUEST).stream()
                .map(frame -> {
                    try {
                        return ImmRequest.parseFrom(frame.getImmRequest());
                    } catch (InvalidProtocolBufferException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    @Test
    @Tag("IMM-035")
    @DisplayName("an object comes with values of all types; a refusal has its status and its sentence")
    void get() {
        answers(ImmReply.newBuilder().addObjects(ImmCodec.toMessage(PUMP)));
        assertThat(model.get(PUMP.dn())).isEqualTo(PUMP);

        agent.plan(BodyCase.IMM_REQUEST, AisStatus.ERR_NOT_EXIST, "class Pump has no attribute speed");
        assertThatThrownBy(() -> model.get(PUMP.dn(), List.of("speed")))
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_NOT_EXIST))
                .hasMessageContaining("no attribute speed");
        assertThat(asked().get(1).getRead().getAttributesList()).containsExactly("speed");
    }

    @Test
    @Tag("IMM-034")
    @DisplayName("which objects there are is settled at first; they are read as the iterator comes to them")
    void search() {
        answers(ImmReply.newBuilder().addDns("pump=p1").addDns("pump=gone"));
        answers(ImmReply.newBuilder().addObjects(ImmCodec.toMessage(PUMP)));

        Iterator<ImmObject> found = model.search(
                ObjectSearch.below(Dn.of("plant=a")).ofClass("Pump").having("rate", 7L));

        assertThat(asked()).hasSize(1);
        assertThat(asked().get(0).getSearch()).satisfies(s -> {
            assertThat(s.getRoot()).isEqualTo("plant=a");
            assertThat(s.getScope()).isEqualTo(3);
            assertThat(s.getClassName()).isEqualTo("Pump");
            assertThat(s.getAttribute()).isEqualTo("rate");
            assertThat(s.getValue().getInteger()).isEqualTo(7);
        });
        assertThat(found.next()).isEqualTo(PUMP);
        assertThat(found.hasNext()).isFalse();
        assertThatThrownBy(found::next).isInstanceOf(NoSuchElementException.class);
        assertThat(asked().get(1).getRead().getDnsList()).containsExactly("pump=p1", "pump=gone");
        assertThat(asked().get(1).getRead().getOnlyExisting()).isTrue();
        assertThatThrownBy(() -> new ObjectSearch(
                        Dn.ROOT, ObjectSearch.Scope.SUBTREE, Optional.empty(), Optional.empty(), Optional.of(1L)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("operations of a change arrive as they were given, in order")
    void change() {
        List<ObjectChange> changes = List.of(
                new ObjectChange.Create(PUMP),
                new ObjectChange.Modify(
                        PUMP.dn(),
                        List.of(
                                new ObjectChange.Modification(
                                        ObjectChange.Kind.ADD, "feeds", List.of(Dn.of("pump=p4"))),
                                new ObjectChange.Modification(ObjectChange.Kind.REPLACE, "rate", List.of()))),
                new ObjectChange.Delete(Dn.of("pump=p9")));

        model.change(changes);
        model.validate(changes);

        assertThat(asked().get(0).getChange().getChangesList().stream().map(ImmCodec::fromMessage))
                .isEqualTo(changes);
        assertThat(asked()).extracting(r -> r.getChange().getValidateOnly()).containsExactly(false, true);
        assertThatThrownBy(() -> model.change(List.of(new ObjectChange.Create(
                        new ImmObject(Dn.of("a=b"), "A", Map.of("n", List.of(new StringBuilder())))))))
                .hasMessageContaining("INVALID_PARAM");
    }

    @Test
    @DisplayName("classes go there and back")
    void classes() {
        ImmClass pump = new ImmClass(
                "Pump",
                ImmClass.Category.CONFIG,
                List.of(
                        new ImmAttribute(
                                "pump",
                                ValueType.STRING,
                                EnumSet.of(AttributeFlag.RDN, AttributeFlag.CONFIG),
                                Optional.empty()),
                        new ImmAttribute(
                                "rate",
                                ValueType.UINT32,
                                EnumSet.of(AttributeFlag.CONFIG, AttributeFlag.WRITABLE),
                                Optional.of(5L))));
        model.createClasses(List.of(pump));
        model.deleteClass("Old");
        answers(ImmReply.newBuilder().setClassDefinition(ImmCodec.toMessage(pump)));

        assertThat(model.classDescription("Pump")).isEqualTo(pump);
        assertThat(ImmCodec.fromMessage(asked().get(0).getClassChange().getCreate(0)))
                .isEqualTo(pump);
        assertThat(asked().get(1).getClassChange().getDeleteList()).containsExactly("Old");
    }

    @Test
    @DisplayName("after its end, and after the agent's, everything fails with a sentence")
    void ends() throws IOException {
        agent.die();
        assertThatThrownBy(() -> model.get(PUMP.dn()))
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_TRY_AGAIN));
        model.close();
        assertThatThrownBy(() -> model.get(PUMP.dn())).isInstanceOf(AisException.class);
    }
}
