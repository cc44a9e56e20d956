package org.amf4j.director;

import static org.amf4j.director.ModelRig.P1;
import static org.amf4j.director.ModelRig.P2;
import static org.amf4j.director.ModelRig.create;
import static org.amf4j.director.ModelRig.okay;
import static org.amf4j.director.ModelRig.own;
import static org.amf4j.director.ModelRig.reading;
import static org.amf4j.director.ModelRig.refusal;
import static org.amf4j.director.ModelRig.refused;
import static org.amf4j.director.ModelRig.set;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.amf4j.core.event.Event;
import org.amf4j.core.imm.SessionId;
import org.amf4j.protocol.model.ImmCodec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changes that operators give: with new classes, for an owner, and looked at only. */
class OperatorChangesTest {

    private static final Dn TANK = Dn.of("tank=t1");
    private static final ImmClass TANKS = new ImmClass(
            "Tank",
            ImmClass.Category.CONFIG,
            List.of(new ImmAttribute(
                    "tank", ValueType.STRING, Set.of(AttributeFlag.RDN, AttributeFlag.CONFIG), Optional.empty())));

    private final ModelRig rig = new ModelRig();
    private final SessionId reader = rig.process("n3");

    private static ObjectChange tank(Dn dn) {
        return new ObjectChange.Create(new ImmObject(dn, "Tank", Map.of()));
    }

    private static Event.ConfigurationChanged change(String id, List<ImmClass> classes, ObjectChange... changes) {
        return new Event.ConfigurationChanged(id, classes, List.of(changes), Event.Maker.NOBODY, 0);
    }

    private static Event.ConfigurationChanged as(String owner, String id, ObjectChange... changes) {
        return new Event.ConfigurationChanged(id, List.of(), List.of(changes), new Event.Maker(owner, true), 0);
    }

    private boolean isKnown(String className) {
        return rig.director.state().orElseThrow().model().classes().containsKey(className);
    }

    private List<Object> ownerOf(Dn dn) {
        return ImmCodec.fromMessage(okay(rig.ask(reader, reading(dn, ObjectManagement.ADMIN_OWNER_NAME)))
                        .getObjects(0))
                .values(ObjectManagement.ADMIN_OWNER_NAME);
    }

    @Test
    @Tag("IMM-006")
    @DisplayName("classes and their objects come in one entry of the log, or neither does")
    void classesAndObjects() {
        int before = rig.entries.size();

        refused(rig.given(change("a", List.of(TANKS), tank(TANK), create(P1)), false), AisStatus.ERR_EXIST, "pump=p1");
        assertThat(isKnown("Tank")).isFalse();
        refused(
                rig.given(change("b", List.of(TANKS, TANKS), tank(TANK)), false),
                AisStatus.ERR_EXIST,
                "class Tank: there is a class of this name");
        okay(rig.given(change("c", List.of(TANKS), tank(TANK)), false));

        assertThat(isKnown("Tank")).isTrue();
        assertThat(rig.read(reader, TANK).className()).isEqualTo("Tank");
        assertThat(rig.entries).hasSize(before + 3);
        okay(rig.given(change("d", List.of()), true));
    }

    @Test
    @Tag("IMM-006")
    @DisplayName("the same while somebody implements other objects of the change")
    void implemented() {
        SessionId pumps = rig.pumps("n1", "pumps");
        Dn fresh = Dn.of("pump=p9");

        okay(rig.given(change("a", List.of(TANKS), tank(TANK), create(fresh)), false));

        assertThat(rig.processes.get(pumps).heard).containsExactly("create pump=p9", "completed", "apply");
        assertThat(isKnown("Tank")).isTrue();
    }

    @Test
    @Tag("CLI-004")
    @DisplayName("who looks at a change only hears what its implementers have against it")
    void validated() {
        SessionId pumps = rig.pumps("n1", "pumps");
        rig.processes.get(pumps).answers = call ->
                Optional.of(call.hasCompleted() ? refusal(AisStatus.ERR_BAD_OPERATION, "too fast") : ModelRig.okay());

        refused(
                rig.given(change("a", List.of(), set(P1, "rate", 2L)), true),
                AisStatus.ERR_FAILED_OPERATION,
                "implementer 'pumps' refuses the change: too fast");
        rig.processes.get(pumps).answers = call -> Optional.of(ModelRig.okay());
        okay(rig.given(change("b", List.of(), set(P1, "rate", 2L)), true));

        assertThat(rig.processes.get(pumps).heard)
                .containsExactly("modify pump=p1", "completed", "abort", "modify pump=p1", "completed", "abort");
        assertThat(rig.read(reader, P1).values("rate")).containsExactly(1L);
    }

    @Test
    @Tag("IMM-019")
    @DisplayName("an operator's owner has what is free for the length of the change, and what it has otherwise")
    void owner() {
        okay(rig.ask(reader, own("ops", 0, 1, P1)));
        okay(rig.ask(reader, own("others", 0, 1, P2)));

        refused(
                rig.given(as("ops", "a", set(P1, "rate", 2L), set(P2, "rate", 2L)), false),
                AisStatus.ERR_BAD_OPERATION,
                "pump=p2",
                "owned by 'others'");
        refused(
                rig.given(change("b", List.of(), set(P1, "rate", 2L)), false),
                AisStatus.ERR_BAD_OPERATION,
                "owned by 'ops'");
        Dn below = Dn.of("pump=x,pump=p1");
        Dn fresh = Dn.of("pump=p9");
        okay(rig.given(as("ops", "c", set(P1, "rate", 2L), create(below), create(fresh)), false));
        okay(rig.given(as("guests", "d", set(fresh, "rate", 3L)), false));

        assertThat(ownerOf(P1)).containsExactly("ops");
        assertThat(ownerOf(below)).containsExactly("ops");
        assertThat(ownerOf(fresh)).isEmpty();
    }
}
