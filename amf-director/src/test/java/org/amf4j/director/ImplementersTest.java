package org.amf4j.director;

import static org.amf4j.director.ModelRig.GAUGE;
import static org.amf4j.director.ModelRig.LOGBOOK;
import static org.amf4j.director.ModelRig.P1;
import static org.amf4j.director.ModelRig.P2;
import static org.amf4j.director.ModelRig.PUMP;
import static org.amf4j.director.ModelRig.add;
import static org.amf4j.director.ModelRig.addAs;
import static org.amf4j.director.ModelRig.apply;
import static org.amf4j.director.ModelRig.bear;
import static org.amf4j.director.ModelRig.change;
import static org.amf4j.director.ModelRig.create;
import static org.amf4j.director.ModelRig.delete;
import static org.amf4j.director.ModelRig.implement;
import static org.amf4j.director.ModelRig.implementObjects;
import static org.amf4j.director.ModelRig.okay;
import static org.amf4j.director.ModelRig.own;
import static org.amf4j.director.ModelRig.owner;
import static org.amf4j.director.ModelRig.publish;
import static org.amf4j.director.ModelRig.reading;
import static org.amf4j.director.ModelRig.refused;
import static org.amf4j.director.ModelRig.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectManagement;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.imm.SessionId;
import org.amf4j.core.view.ModelReader;
import org.amf4j.imm.ImmXmlReader;
import org.amf4j.imm.LoadResult;
import org.amf4j.imm.LocatedProblem;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.ImmSearch;
import org.amf4j.protocol.imm.ImplementerRequest;
import org.amf4j.protocol.model.ImmCodec;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who owns and who implements objects, and what implementers publish, answer and compute. */
class ImplementersTest {

    private static final int SUBTREE = 3;
    private static final int ONE = 1;

    private final ModelRig rig = new ModelRig();
    private final SessionId operator = rig.process("n3");

    private List<Object> ownerOf(Dn dn) {
        return ImmCodec.fromMessage(okay(rig.ask(operator, reading(dn, ObjectManagement.ADMIN_OWNER_NAME)))
                        .getObjects(0))
                .values(ObjectManagement.ADMIN_OWNER_NAME);
    }

    // ---- owners

    @Test
    @Tag("IMM-019")
    @DisplayName("who does not own an object cannot change it; another cannot own it before it is released or cleared")
    void owners() {
        SessionId other = rig.process("n2");
        refused(
                rig.ask(operator, addAs("ops", 1, set(P1, "rate", 2L))),
                AisStatus.ERR_BAD_OPERATION,
                "it has no owner; have 'ops' own it first",
                "IMM-019");
        okay(rig.ask(operator, own("ops", 0, ONE, P1)));
        okay(rig.ask(operator, own("ops", 0, ONE, P1)));
        refused(rig.ask(other, own("guests", 0, ONE, P2, P1)), AisStatus.ERR_EXIST, "owned by 'ops'");
        assertThat(ownerOf(P2)).isEmpty();
        refused(rig.ask(other, change(set(P1, "rate", 2L))), AisStatus.ERR_BAD_OPERATION, "owned by 'ops'");
        refused(rig.ask(other, change(create(Dn.of("pump=x,pump=p1")))), AisStatus.ERR_BAD_OPERATION, "pump=p1");
        refused(rig.ask(other, owner(2, "guests", 0, ONE, P1)), AisStatus.ERR_NOT_EXIST, "not owned by 'guests'");

        okay(rig.ask(operator, addAs("ops", 2, set(P1, "rate", 2L), create(Dn.of("pump=x,pump=p1")))));
        okay(rig.ask(operator, apply(2)));
        assertThat(ownerOf(Dn.of("pump=x,pump=p1"))).containsExactly("ops");
        okay(rig.ask(other, owner(3, "", 0, SUBTREE, P1)));
        okay(rig.ask(other, own("guests", 0, SUBTREE, P1)));
        assertThat(ownerOf(Dn.of("pump=x,pump=p1"))).containsExactly("guests");
    }

    @Test
    @Tag("IMM-019")
    @DisplayName("who owns an object when its change reaches the log decides, not who did when it began")
    void ownersInTheLog() {
        okay(rig.ask(operator, own("ops", 0, ONE, P1)));

        assertThat(rig.apply(new Event.ConfigurationChanged("late", List.of(set(P1, "rate", 2L))))
                        .toString())
                .contains("ERR_BAD_OPERATION", "owned by 'ops'");
    }

    @Test
    @Tag("IMM-020")
    @DisplayName("what a handle owns is released with it or with its process, if so wished, and stays otherwise")
    void releases() {
        SessionId other = rig.process("n2");
        okay(rig.ask(other, own("ops", 7, ONE, P1)));
        okay(rig.ask(other, own("ops", 8, ONE, P2)));
        okay(rig.ask(other, own("stays", 0, ONE, Dn.of("pump=below,pump=p2"))));

        okay(rig.ask(other, addAs("ops", 1, create(Dn.of("pump=x,pump=p1")))));
        okay(rig.ask(other, apply(1)));
        assertThat(ownerOf(Dn.of("pump=x,pump=p1"))).containsExactly("ops");
        okay(rig.ask(other, owner(4, "", 7, 0)));
        assertThat(ownerOf(P1)).isEmpty();
        assertThat(ownerOf(Dn.of("pump=x,pump=p1"))).isEmpty();
        assertThat(ownerOf(P2)).containsExactly("ops");
        rig.kill(other);
        assertThat(ownerOf(P2)).isEmpty();
        assertThat(ownerOf(Dn.of("pump=below,pump=p2"))).containsExactly("stays");
    }

    // ---- implementers

    @Test
    @Tag("IMM-025")
    @DisplayName("a name is borne by one process at a time, and free when that is gone")
    void names() {
        SessionId first = rig.process("n1", "pumps");
        SessionId second = rig.process("n2");

        refused(rig.ask(second, bear("pumps")), AisStatus.ERR_EXIST, "pumps", "IMM-025");
        refused(rig.ask(second, bear("safAmfService")), AisStatus.ERR_EXIST);
        rig.kill(first);
        okay(rig.ask(second, bear("pumps")));
        rig.apply(new Event.NodeLeft("n2", 1, "gone"));
        okay(rig.ask(rig.process("n3"), bear("pumps")));
    }

    @Test
    @Tag("IMM-026")
    @DisplayName("a class has one implementer, who has all its objects; classes of runtime objects have none")
    void classes() {
        rig.pumps("n1", "pumps");
        SessionId other = rig.process("n2", "other");

        refused(rig.ask(other, implement(PUMP)), AisStatus.ERR_EXIST, "'pumps'", "IMM-026");
        refused(rig.ask(other, implementObjects(P1, ONE)), AisStatus.ERR_EXIST, "'pumps'");
        refused(rig.ask(other, implement(GAUGE)), AisStatus.ERR_BAD_OPERATION, "runtime", "IMM-026");
        refused(rig.ask(other, implement("SaAmfSU")), AisStatus.ERR_EXIST, "safAmfService");
        refused(rig.ask(other, implement("Nothing")), AisStatus.ERR_NOT_EXIST);
        assertThat(ImmCodec.fromMessage(okay(rig.ask(operator, reading(P1, ObjectManagement.IMPLEMENTER_NAME)))
                                .getObjects(0))
                        .values(ObjectManagement.IMPLEMENTER_NAME))
                .containsExactly("pumps");
    }

    @Test
    @Tag("IMM-026")
    @DisplayName("objects may be implemented one by one, and then the class is not by another; appliers may be many")
    void objects() {
        SessionId some = rig.process("n1", "some");
        SessionId other = rig.process("n2", "other");
        okay(rig.ask(some, implementObjects(P2, SUBTREE)));

        refused(rig.ask(other, implement(PUMP)), AisStatus.ERR_EXIST, "'some'");
        okay(rig.ask(other, implementObjects(P1, ONE)));
        okay(rig.ask(operator, change(set(P1, "rate", 2L))));
        okay(rig.ask(operator, change(set(Dn.of("pump=below,pump=p2"), "rate", 2L))));
        assertThat(rig.processes.get(some).heard).containsExactly("modify pump=below,pump=p2", "completed", "apply");
        assertThat(rig.processes.get(other).heard).containsExactly("modify pump=p1", "completed", "apply");
        rig.pumps("n3", "@watcher");
        okay(rig.ask(rig.process("n3", "@amf"), implement("SaAmfSU")));
    }

    @Test
    @Tag("IMM-042")
    @DisplayName("a handle has one name; calls that need one are refused without, and names that are none always")
    void handles() {
        SessionId pumps = rig.process("n1", "pumps");
        SessionId nameless = rig.process("n2");

        refused(rig.ask(pumps, bear("again")), AisStatus.ERR_INVALID_PARAM, "pumps", "IMM-042");
        refused(rig.ask(nameless, implementObjects(P1, ONE)), AisStatus.ERR_BAD_HANDLE, "IMM-042");
        refused(rig.ask(nameless, implement(PUMP)), AisStatus.ERR_BAD_HANDLE);
        refused(rig.ask(nameless, publish(set(P1, "state", "on"))), AisStatus.ERR_BAD_OPERATION);
        for (String wrong : List.of("", "@", "with blanks", "x".repeat(256))) {
            refused(rig.ask(nameless, bear(wrong)), AisStatus.ERR_INVALID_PARAM, "IMM-042");
        }
        okay(rig.ask(
                pumps,
                ImmRequest.newBuilder()
                        .setImplementer(ImplementerRequest.newBuilder().setAction(2))));
        okay(rig.ask(pumps, bear("again")));
    }

    @Test
    @Tag("IMM-038")
    @DisplayName("on a node that is no member nothing is answered but that, and what its processes had ends")
    void noMember() {
        SessionId pumps = rig.pumps("n1", "pumps");
        okay(rig.ask(pumps, own("ops", 1, ONE, P1)));
        rig.apply(new Event.NodeLeft("n1", 1, "gone"));
        SessionId never = new SessionId("n9", 1, 1);

        refused(rig.ask(pumps, reading(P1)), AisStatus.ERR_UNAVAILABLE, "n1", "IMM-038");
        refused(rig.ask(pumps, add(1, set(P1, "rate", 2L))), AisStatus.ERR_UNAVAILABLE);
        refused(rig.ask(never, bear("pumps")), AisStatus.ERR_UNAVAILABLE, "n9");
        assertThat(ownerOf(P1)).isEmpty();
        rig.pumps("n2", "pumps");
    }

    @Test
    @Tag("IMM-038")
    @DisplayName("a process on a node that leaves and goes on is told so, one whose node is gone is not")
    void nodeLeaves() {
        SessionId pumps = rig.pumps("n4", "pumps");
        SessionId other = rig.process("n2", "other");
        rig.apply(new Event.NodeLeft("n2", 1, "gone"));
        rig.apply(new Event.MembershipRequested("lock", Dn.of("safNode=n4,safCluster=cluster"), NodeOperation.LOCK));

        assertThat(rig.processes.get(pumps).heard).containsExactly("unavailable");
        assertThat(rig.processes.get(other).heard).isEmpty();
        refused(rig.ask(pumps, reading(P1)), AisStatus.ERR_UNAVAILABLE, "n4");
        rig.pumps("n3", "pumps");
    }

    // ---- what they publish

    @Test
    @Tag("IMM-029")
    @DisplayName("runtime attributes are written by the implementer of the object, and only they are")
    void publishes() {
        SessionId pumps = rig.pumps("n1", "pumps");
        SessionId other = rig.process("n2", "other");

        okay(rig.ask(pumps, publish(set(P1, "state", "on"), set(P1, "hours", 5L))));
        assertThat(rig.read(operator, P1).values("state")).containsExactly("on");
        refused(rig.ask(other, publish(set(P1, "state", "off"))), AisStatus.ERR_BAD_OPERATION, "'other'", "IMM-029");
        refused(rig.ask(pumps, publish(set(P1, "rate", 5L))), AisStatus.ERR_INVALID_PARAM, "rate", "IMM-029");
        refused(rig.ask(pumps, publish(set(P1, "pump", "x"))), AisStatus.ERR_INVALID_PARAM, "pump");
        refused(rig.ask(pumps, publish(set(P1, "pressure", 1.0))), AisStatus.ERR_INVALID_PARAM, "asked for");
        refused(
                rig.ask(pumps, publish(set(P1, "state", "off"), set(P2, "state", 5L))),
                AisStatus.ERR_INVALID_PARAM,
                "SA_STRING_T");
        assertThat(rig.read(operator, P1).values("state")).containsExactly("on");
        rig.kill(pumps);
        assertThat(rig.read(operator, P1).values("state")).containsExactly("on");
        okay(rig.ask(operator, change(delete(P1))));
        okay(rig.ask(operator, change(create(P1))));
        assertThat(rig.read(operator, P1).values("state")).isEmpty();
    }

    private static ObjectChange gauge(String className, String dn, Object... value) {
        Map<String, List<Object>> values = value.length == 0
                ? Map.of("unit", List.of("bar"))
                : Map.of("unit", List.of("bar"), "value", List.of(value));
        return new ObjectChange.Create(new ImmObject(Dn.of(dn), className, values));
    }

    @Test
    @Tag("IMM-029")
    @DisplayName("runtime objects come and go with their implementer's word, below others and with them")
    void runtimeObjects() {
        SessionId gauges = rig.process("n1", "gauges");
        Dn gauge = Dn.of("gauge=g,pump=p1");

        okay(rig.ask(gauges, publish(gauge(GAUGE, "gauge=g,pump=p1", 3L), gauge(GAUGE, "gauge=h,gauge=g,pump=p1"))));
        assertThat(rig.read(operator, gauge).values("value")).containsExactly(3L);
        assertThat(rig.read(operator, Dn.of("gauge=h,gauge=g,pump=p1")).values("value"))
                .containsExactly(0L);
        assertThat(okay(rig.ask(
                                operator,
                                ImmRequest.newBuilder()
                                        .setSearch(ImmSearch.newBuilder()
                                                .setClassName(GAUGE)
                                                .setScope(3))))
                        .getDnsList())
                .containsExactly("gauge=g,pump=p1", "gauge=h,gauge=g,pump=p1");
        okay(rig.ask(gauges, publish(set(gauge, "value", 4L))));
        refused(rig.ask(gauges, publish(gauge(GAUGE, "gauge=g,pump=p1"))), AisStatus.ERR_EXIST);
        refused(rig.ask(gauges, publish(gauge(GAUGE, "gauge=x,pump=none"))), AisStatus.ERR_NOT_EXIST, "pump=none");
        refused(
                rig.ask(gauges, publish(new ObjectChange.Create(new ImmObject(Dn.of("gauge=x"), GAUGE, Map.of())))),
                AisStatus.ERR_INVALID_PARAM,
                "unit has no default");
        refused(
                rig.ask(gauges, publish(gauge(LOGBOOK, "logbook=l,gauge=g,pump=p1"))),
                AisStatus.ERR_INVALID_PARAM,
                "persistent");
        refused(rig.ask(gauges, publish(delete(P1))), AisStatus.ERR_BAD_OPERATION, "configured");
        refused(rig.ask(operator, change(delete(gauge))), AisStatus.ERR_NOT_EXIST);
        refused(rig.ask(operator, change(create(Dn.of("pump=x,gauge=g,pump=p1")))), AisStatus.ERR_NOT_EXIST);
        refused(
                rig.ask(rig.process("n2", "other"), publish(delete(gauge))),
                AisStatus.ERR_BAD_OPERATION,
                "'other' does not implement it");
        okay(rig.ask(gauges, publish(delete(gauge))));
        refused(rig.ask(operator, reading(Dn.of("gauge=h,gauge=g,pump=p1"))), AisStatus.ERR_NOT_EXIST);
        okay(rig.ask(gauges, publish(gauge(GAUGE, "gauge=g,pump=p1"))));
        okay(rig.ask(operator, change(delete(P1))));
        refused(rig.ask(operator, reading(gauge)), AisStatus.ERR_NOT_EXIST);
    }

    @Test
    @Tag("IMM-030")
    @DisplayName(
            "the persistent is there after a restart of the cluster, and nothing else; a change of the leader ends nothing")
    void restart() throws Exception {
        SessionId pumps = rig.pumps("n1", "pumps");
        okay(rig.ask(
                pumps,
                publish(
                        set(P1, "state", "on"),
                        set(P1, "hours", 5L),
                        gauge(GAUGE, "gauge=g"),
                        gauge(LOGBOOK, "logbook=l", 8L))));
        okay(rig.ask(operator, own("ops", 0, ONE, P1)));
        rig.lead();
        rig.settle();
        assertThat(rig.read(operator, P1).values("state")).containsExactly("on");

        DirectorSnapshot memory = DirectorSnapshot.of(rig.director);
        ModelRig next = new ModelRig(
                DirectorSnapshot.restore(memory.toBytes(), StandardModels.all()).director(), 8);
        refused(next.ask(operator, reading(P1)), AisStatus.ERR_TRY_AGAIN, "started anew");
        List.of("n1", "n2", "n3").forEach(n -> next.apply(new Event.NodeJoined(n, 2)));
        next.look();
        refused(next.ask(operator, reading(P1)), AisStatus.ERR_TRY_AGAIN, "started anew");
        next.apply(new Event.NodeLeft("n4", 1, "its lease has run out"));
        next.look();

        ImmObject pump = next.read(operator, P1);
        assertThat(pump.values("hours")).containsExactly(5L);
        assertThat(pump.values("state")).isEmpty();
        assertThat(next.read(operator, Dn.of("logbook=l")).attributes()).isEqualTo(Map.of("value", List.of(8L)));
        refused(next.ask(operator, reading(Dn.of("gauge=g"))), AisStatus.ERR_NOT_EXIST);
        assertThat(next.director.state().orElseThrow().imm().owners()).isEmpty();
        assertThat(next.director.state().orElseThrow().imm().implementers()).isEmpty();
    }

    @Test
    @Tag("IMM-030")
    @DisplayName("as long as a node may live on that was there before, nothing ends, however long it is silent")
    void inDoubt() throws Exception {
        SessionId pumps = rig.pumps("n4", "pumps");
        okay(rig.ask(pumps, publish(set(P1, "state", "on"))));
        okay(rig.ask(operator, own("ops", 0, ONE, P1)));
        DirectorSnapshot memory = DirectorSnapshot.of(rig.director);
        ModelRig next = new ModelRig(
                DirectorSnapshot.restore(memory.toBytes(), StandardModels.all()).director(), 8);
        List.of("n1", "n2", "n3").forEach(n -> next.apply(new Event.NodeJoined(n, 2)));

        next.nanos += ControllersMeeting.DOUBT_NANOS - 10_000;
        next.look();
        refused(next.ask(operator, reading(P1)), AisStatus.ERR_TRY_AGAIN, "started anew");
        next.settle();

        assertThat(ImmCodec.fromMessage(
                                okay(next.ask(operator, reading(P1, "state"))).getObjects(0))
                        .values("state"))
                .containsExactly("on");
        assertThat(next.director.state().orElseThrow().imm().owners()).containsKey(P1);
        assertThat(next.director
                        .state()
                        .orElseThrow()
                        .imm()
                        .implementer("pumps")
                        .flatMap(i -> i.session()))
                .contains(pumps);
    }

    @Test
    @Tag("IMM-030")
    @Tag("IMM-004")
    @DisplayName("a dump has what is persistent, and a cluster loaded from it has it again")
    void dump(@TempDir Path folder) throws IOException {
        SessionId pumps = rig.pumps("n1", "pumps");
        okay(rig.ask(pumps, publish(set(P1, "hours", 5L), set(P1, "state", "on"), gauge(LOGBOOK, "logbook=l", 8L))));

        LoadResult read =
                ImmXmlReader.read(List.of(Files.writeString(folder.resolve("dump.xml"), Exports.xml(rig.director))));
        assertThat(read.problems(LocatedProblem.Severity.ERROR)).isEmpty();
        Director loaded = new Director(StandardModels.all());
        loaded.apply(new LogEntry(
                1,
                1,
                List.copyOf(ConfigurationParts.of(
                        List.copyOf(read.model().objects()),
                        rig.director.state().orElseThrow().model().classes().values().stream()
                                .toList()))));

        ModelReader reader = new ModelReader(loaded.state().orElseThrow());
        assertThat(reader.read(P1, ModelReader.Selection.ALL).orElseThrow().attributes())
                .containsEntry("hours", List.of(5L))
                .doesNotContainKey("state");
        assertThat(loaded.state().orElseThrow().imm().objects())
                .singleElement()
                .isEqualTo(new ImmObject(Dn.of("logbook=l"), LOGBOOK, Map.of("value", List.of(8L))));
    }
}
