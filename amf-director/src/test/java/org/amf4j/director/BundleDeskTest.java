package org.amf4j.director;

import static org.amf4j.director.ModelRig.P1;
import static org.amf4j.director.ModelRig.P2;
import static org.amf4j.director.ModelRig.abort;
import static org.amf4j.director.ModelRig.add;
import static org.amf4j.director.ModelRig.apply;
import static org.amf4j.director.ModelRig.bundle;
import static org.amf4j.director.ModelRig.change;
import static org.amf4j.director.ModelRig.create;
import static org.amf4j.director.ModelRig.delete;
import static org.amf4j.director.ModelRig.okay;
import static org.amf4j.director.ModelRig.own;
import static org.amf4j.director.ModelRig.refusal;
import static org.amf4j.director.ModelRig.refused;
import static org.amf4j.director.ModelRig.set;
import static org.amf4j.director.ModelRig.validate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ChangeFlag;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectImplementer;
import org.amf4j.core.imm.SessionId;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.imm.ImmAnswer;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.imm.ImmChange;
import org.amf4j.protocol.imm.ImmOutcomes;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.model.ImmCodec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changes that are held open, and those that implementers are asked about. */
class BundleDeskTest {

    private final ModelRig rig = new ModelRig();
    private final SessionId operator = rig.process("n3");

    private List<Object> rate(Dn dn) {
        return ImmCodec.fromMessage(
                        okay(rig.ask(operator, ModelRig.reading(dn, "rate"))).getObjects(0))
                .values("rate");
    }

    @Test
    @Tag("IMM-018")
    @DisplayName("of two changes on one object the second waits until the first is over, however that is given")
    void locks() {
        SessionId other = rig.process("n2");
        okay(rig.ask(operator, add(1, set(P1, "rate", 2L), create(Dn.of("pump=new,pump=p1")))));

        refused(rig.ask(other, add(1, set(P1, "rate", 3L))), AisStatus.ERR_BUSY, "pump=p1", "IMM-018");
        refused(rig.ask(other, add(2, create(Dn.of("pump=new,pump=p1")))), AisStatus.ERR_EXIST, "pump=new");
        refused(rig.ask(other, add(3, delete(P1))), AisStatus.ERR_BUSY, "pump=");
        refused(rig.ask(other, change(set(P1, "rate", 3L))), AisStatus.ERR_BUSY, "pump=p1");
        refused(rig.ask(other, own("x", 0, 3, P1)), AisStatus.ERR_BUSY, "pump=");
        okay(rig.ask(other, change(set(P2, "rate", 3L))));
        okay(rig.ask(operator, apply(1)));
        okay(rig.ask(other, add(4, set(P1, "rate", 4L))));
        okay(rig.ask(other, apply(4)));
        assertThat(rate(P1)).containsExactly(4L);
    }

    @Test
    @Tag("IMM-018")
    @DisplayName("below an object that a change deletes nothing is created by another")
    void deletedParent() {
        SessionId other = rig.process("n2");
        okay(rig.ask(operator, add(1, delete(P2))));

        refused(rig.ask(other, add(1, create(Dn.of("pump=x,pump=p2")))), AisStatus.ERR_BUSY, "pump=p2");
        okay(rig.ask(operator, abort(1)));
        okay(rig.ask(other, add(2, create(Dn.of("pump=x,pump=p2")))));
    }

    @Test
    @Tag("IMM-021")
    @Tag("IMM-022")
    @DisplayName(
            "an operation that is refused is not part of the change, which goes on; each is heard once, then the end")
    void operations() {
        SessionId pumps = rig.pumps("n1", "pumps");
        ModelRig.Process process = rig.processes.get(pumps);
        process.answers = call -> Optional.of(
                call.hasOperations() && call.getOperations().getOperations(0).hasCreate()
                        ? refusal(AisStatus.ERR_NO_RESOURCES, "there is no room")
                        : ModelRig.okay());

        okay(rig.ask(operator, add(1, set(P1, "rate", 2L), set(P2, "rate", 3L))));
        refused(
                rig.ask(
                        operator,
                        ImmRequest.newBuilder()
                                .setBundle(
                                        bundle(1, 1, create(Dn.of("pump=p3"))).setBegun(true))),
                AisStatus.ERR_NO_RESOURCES,
                "implementer 'pumps' refuses pump=p3: there is no room",
                "IMM-021");
        okay(rig.ask(operator, apply(1)));

        assertThat(process.heard)
                .containsExactly("modify pump=p1, modify pump=p2", "create pump=p3", "completed", "apply");
        assertThat(rate(P1)).containsExactly(2L);
        assertThat(rig.director.state().orElseThrow().model().objects()).doesNotContainKey(Dn.of("pump=p3"));
    }

    @Test
    @Tag("IMM-021")
    @DisplayName("of several operations those before the refused one stay, and the answer says which it was")
    void partly() {
        SessionId pumps = rig.pumps("n1", "pumps");
        rig.processes.get(pumps).answers = call -> Optional.of(
                call.hasOperations()
                        ? ImmAnswer.newBuilder()
                                .setStatus(AisStatus.ERR_BAD_OPERATION.value())
                                .setText("no")
                                .setAccepted(1)
                                .build()
                        : ModelRig.okay());

        refused(
                rig.ask(operator, add(1, set(P1, "rate", 2L), set(P2, "rate", 3L), delete(P2))),
                AisStatus.ERR_BAD_OPERATION,
                "operation 2: implementer 'pumps' refuses pump=p2: no");
        okay(rig.ask(operator, apply(1)));
        assertThat(rate(P1)).containsExactly(2L);
        assertThat(rate(P2)).containsExactly(1L);
    }

    @Test
    @Tag("IMM-021")
    @DisplayName("who refuses the whole change has it aborted everywhere")
    void completed() {
        SessionId pumps = rig.pumps("n1", "pumps");
        SessionId object = rig.process("n2", "other");
        okay(rig.ask(operator, change(new ObjectChange.Create(new ImmObject(Dn.of("pump=own"), "Pump", Map.of())))));
        rig.processes.get(pumps).answers = call -> Optional.of(
                call.hasCompleted() ? refusal(AisStatus.ERR_BAD_OPERATION, "not together") : ModelRig.okay());
        rig.processes.get(pumps).heard.clear();

        okay(rig.ask(operator, add(1, set(P1, "rate", 2L))));
        refused(
                rig.ask(operator, apply(1)),
                AisStatus.ERR_FAILED_OPERATION,
                "implementer 'pumps' refuses the change: not together");
        refused(rig.ask(operator, change(set(P1, "rate", 2L))), AisStatus.ERR_FAILED_OPERATION, "not together");
        assertThat(rig.processes.get(pumps).heard)
                .containsExactly("modify pump=p1", "completed", "abort", "modify pump=p1", "completed", "abort");
        assertThat(rig.processes.get(object).heard).isEmpty();
        assertThat(rate(P1)).containsExactly(1L);
    }

    @Test
    @Tag("IMM-016")
    @Tag("IMM-022")
    @DisplayName("a modification is told by what comes out of it, a deletion for each object")
    void told() {
        SessionId pumps = rig.pumps("n1", "pumps");

        okay(rig.ask(
                operator,
                change(new ObjectChange.Modify(
                        P1, List.of(new ObjectChange.Modification(ObjectChange.Kind.DELETE, "rate", List.of(1L)))))));
        okay(rig.ask(operator, change(delete(P2))));

        List<ImmCall> calls = rig.processes.get(pumps).calls;
        assertThat(ImmCodec.fromMessage(calls.get(0).getOperations().getOperations(0)))
                .isEqualTo(set(P1, "rate"));
        assertThat(rig.processes.get(pumps).heard).contains("delete pump=below,pump=p2, delete pump=p2");
    }

    @Test
    @Tag("IMM-023")
    @DisplayName("who is told that an implementer has ended finds none when it goes on")
    void ended() {
        SessionId pumps = rig.pumps("n1", "pumps");
        okay(rig.ask(operator, add(1, set(P1, "rate", 2L))));
        rig.end(pumps);
        List<AdminReply> replies = rig.begin(operator, apply(1));
        assertThat(replies).isEmpty();

        rig.kill(pumps);

        refused(replies.getFirst(), AisStatus.ERR_FAILED_OPERATION, "implementer 'pumps'", "its process has ended");
        okay(rig.ask(operator, add(2, set(P1, "rate", 3L))));
        okay(rig.ask(operator, apply(2)));
        assertThat(rate(P1)).containsExactly(3L);
    }

    @Test
    @Tag("IMM-023")
    @DisplayName("a change whose implementer is lost before its end, or never answers, is aborted")
    void lost() {
        SessionId pumps = rig.pumps("n1", "pumps");
        okay(rig.ask(operator, add(1, set(P1, "rate", 2L))));
        rig.kill(pumps);
        refused(rig.ask(operator, apply(1)), AisStatus.ERR_FAILED_OPERATION, "implementer 'pumps' is gone", "IMM-023");

        SessionId next = rig.process("n2", "pumps");
        rig.processes.get(next).answers = call -> Optional.empty();
        List<AdminReply> replies = rig.begin(operator, add(2, set(P1, "rate", 2L)));
        assertThat(replies).isEmpty();
        rig.nanos += ObjectImplementer.CALL_TIMEOUT.toNanos();
        rig.look();
        refused(replies.getFirst(), AisStatus.ERR_FAILED_OPERATION, "'pumps'", "has not answered within 6000 ms");
        assertThat(rig.processes.get(next).heard).contains("abort");
        assertThat(rate(P1)).containsExactly(1L);
    }

    @Test
    @Tag("IMM-023")
    @DisplayName("a process that ends while it is asked ends the waiting at once")
    void endsWhileAsked() {
        SessionId pumps = rig.pumps("n1", "pumps");
        rig.processes.get(pumps).answers = call -> Optional.empty();
        List<AdminReply> replies = rig.begin(operator, change(set(P1, "rate", 2L)));

        rig.kill(pumps);
        refused(replies.getFirst(), AisStatus.ERR_FAILED_OPERATION, "implementer 'pumps'");
        okay(rig.ask(operator, change(set(P1, "rate", 2L))));
    }

    @Test
    @Tag("IMM-024")
    @DisplayName("a change that wants implementers is refused without; where nobody ever was it may be allowed")
    void registered() {
        int registered = ChangeFlag.REGISTERED_IMPLEMENTERS.value();
        int allowed = registered + ChangeFlag.ALLOW_NONE.value();

        refused(rig.ask(operator, wanting(1, registered)), AisStatus.ERR_NOT_EXIST, "nobody implements it", "IMM-024");
        refused(rig.ask(operator, wanting(1, registered)), AisStatus.ERR_INVALID_PARAM, "change 1 is over");
        okay(rig.ask(operator, wanting(2, allowed)));
        okay(rig.ask(operator, abort(2)));
        SessionId pumps = rig.pumps("n1", "pumps");
        okay(rig.ask(operator, wanting(3, registered)));
        okay(rig.ask(operator, abort(3)));
        rig.kill(pumps);
        refused(rig.ask(operator, wanting(4, allowed)), AisStatus.ERR_NOT_EXIST, "'pumps' is not there");
        okay(rig.ask(
                operator,
                ImmRequest.newBuilder()
                        .setBundle(bundle(5, 1, set(Dn.of("safSu=SU1,safSg=sg,safApp=app"), "saAmfSURank", 3L))
                                .setFlags(registered))));
    }

    private static ImmRequest.Builder wanting(long number, int flags) {
        return ImmRequest.newBuilder()
                .setBundle(bundle(number, 1, set(P1, "rate", 2L)).setFlags(flags));
    }

    @Test
    @Tag("IMM-027")
    @DisplayName("appliers hear the same, may be several, and what they answer does not matter")
    void appliers() {
        SessionId pumps = rig.pumps("n1", "pumps");
        SessionId first = rig.pumps("n2", "@first");
        SessionId second = rig.pumps("n3", "@second");
        rig.processes.get(first).answers = call -> Optional.of(refusal(AisStatus.ERR_FAILED_OPERATION, "never"));

        okay(rig.ask(operator, change(set(P1, "rate", 2L))));
        okay(rig.ask(operator, add(1, set(P1, "rate", 3L))));
        okay(rig.ask(operator, abort(1)));

        assertThat(rig.processes.get(pumps).heard)
                .containsExactly("modify pump=p1", "completed", "apply", "modify pump=p1", "abort")
                .isEqualTo(rig.processes.get(first).heard)
                .isEqualTo(rig.processes.get(second).heard);
        refused(
                rig.ask(first, ModelRig.publish(set(P1, "state", "on"))),
                AisStatus.ERR_BAD_OPERATION,
                "bears no implementer's name");
    }

    @Test
    @Tag("IMM-036")
    @DisplayName("a validated change takes no operations, is not asked about again, and is applied")
    void validated() {
        SessionId pumps = rig.pumps("n1", "pumps");
        okay(rig.ask(operator, add(1, set(P1, "rate", 2L))));

        okay(rig.ask(operator, validate(1)));
        refused(rig.ask(operator, add(1, set(P2, "rate", 2L))), AisStatus.ERR_BAD_OPERATION, "IMM-036");
        okay(rig.ask(operator, apply(1)));
        assertThat(rig.processes.get(pumps).heard).containsExactly("modify pump=p1", "completed", "apply");
        assertThat(rate(P1)).containsExactly(2L);
    }

    @Test
    @Tag("IMM-036")
    @DisplayName("implementers are asked about a change that is only to be validated, too, and it is aborted")
    void validatesAtOnce() {
        SessionId pumps = rig.pumps("n1", "pumps");
        ImmChange.Builder only =
                ImmChange.newBuilder().setValidateOnly(true).addChanges(ImmCodec.toMessage(set(P1, "rate", 2L)));

        okay(rig.ask(operator, ImmRequest.newBuilder().setChange(only)));
        assertThat(rig.processes.get(pumps).heard).containsExactly("modify pump=p1", "completed", "abort");
        assertThat(rate(P1)).containsExactly(1L);
    }

    @Test
    @Tag("IMM-037")
    @DisplayName("a change whose process ends, or that nobody uses any more, is aborted")
    void abandoned() {
        SessionId pumps = rig.pumps("n1", "pumps");
        SessionId other = rig.process("n2");
        okay(rig.ask(other, add(1, set(P1, "rate", 2L))));
        rig.kill(other);
        assertThat(rig.processes.get(pumps).heard).containsExactly("modify pump=p1", "abort");

        okay(rig.ask(operator, add(1, set(P1, "rate", 2L))));
        rig.nanos += BundleDesk.IDLE_NANOS + 1;
        rig.look();
        refused(rig.ask(operator, apply(1)), AisStatus.ERR_FAILED_OPERATION, "it was not used for too long");
    }

    @Test
    @Tag("IMM-039")
    @DisplayName(
            "the next leader knows no open change: it is aborted, and who applies it is told that nothing was made")
    void nextLeader() {
        SessionId pumps = rig.pumps("n1", "pumps");
        okay(rig.ask(operator, add(1, set(P1, "rate", 2L))));
        String name = rig.processes.get(pumps).calls.getFirst().getOperations().getChange();
        rig.lead();

        refused(rig.ask(operator, apply(1)), AisStatus.ERR_FAILED_OPERATION, "leader", "nothing of it was made");
        assertThat(outcome(name)).isFalse();
        assertThat(rate(P1)).containsExactly(1L);
    }

    private boolean outcome(String name) {
        return okay(rig.ask(
                        operator,
                        ImmRequest.newBuilder()
                                .setOutcomes(ImmOutcomes.newBuilder().addChanges(name))))
                .getApplied(0);
    }

    @Test
    @Tag("IMM-033")
    @Tag("IMM-039")
    @DisplayName("what the former leader had put into the log is made, and the next one says so to all who ask")
    void inTheLogAlready() {
        SessionId pumps = rig.pumps("n1", "pumps");
        okay(rig.ask(operator, add(1, set(P1, "rate", 2L))));
        String name = rig.processes.get(pumps).calls.getFirst().getOperations().getChange();
        rig.holds = true;
        assertThat(rig.begin(operator, apply(1))).isEmpty();
        rig.lead();
        rig.holds = false;
        rig.apply(rig.held.getFirst().event());

        okay(rig.ask(operator, apply(1)));
        assertThat(outcome(name)).isTrue();
        assertThat(rate(P1)).containsExactly(2L);
    }

    @Test
    @Tag("IMM-033")
    @DisplayName("what the log has lost is given up after its time, and is not made when it turns up later")
    void lostByTheLog() {
        rig.pumps("n1", "pumps");
        okay(rig.ask(operator, add(1, set(P1, "rate", 2L))));
        rig.holds = true;
        List<AdminReply> replies = rig.begin(operator, apply(1));
        rig.holds = false;
        rig.nanos += BundleDesk.COMMIT_NANOS + 1;
        rig.look(); // the time goes into the log
        rig.look();

        refused(replies.getFirst(), AisStatus.ERR_FAILED_OPERATION, "nothing of it was made");
        rig.apply(rig.held.getFirst().event());
        assertThat(rate(P1)).containsExactly(1L);
    }

    @Test
    @Tag("IMM-043")
    @DisplayName("after an abort the next operations begin a change of their own")
    void again() {
        okay(rig.ask(operator, add(1, set(P1, "rate", 2L))));
        okay(rig.ask(operator, abort(1)));
        okay(rig.ask(operator, add(2, set(P1, "rate", 3L))));
        okay(rig.ask(operator, apply(2)));
        okay(rig.ask(operator, abort(2)));

        assertThat(rate(P1)).containsExactly(3L);
    }

    @Test
    @Tag("IMM-010")
    @Tag("IMM-015")
    @DisplayName(
            "what breaks a rule is refused by itself; what dangles at the end aborts the change without asking anybody")
    void rules() {
        SessionId pumps = rig.pumps("n1", "pumps");
        okay(rig.ask(operator, add(1, set(P1, "rate", 2L))));
        refused(
                rig.ask(
                        operator,
                        ImmRequest.newBuilder()
                                .setBundle(bundle(1, 1, set(P1, "state", "on")).setBegun(true))),
                AisStatus.ERR_INVALID_PARAM,
                "IMM-011");
        okay(rig.ask(operator, apply(1)));

        Dn instance = Dn.of("safSi=SI1,safApp=app");
        okay(rig.ask(operator, add(2, set(P1, "rate", 3L), delete(instance))));
        refused(rig.ask(operator, apply(2)), AisStatus.ERR_FAILED_OPERATION, instance.toString());
        assertThat(rig.processes.get(pumps).heard)
                .containsExactly("modify pump=p1", "completed", "apply", "modify pump=p1", "abort");
    }

    @Test
    @DisplayName("a request that comes again is carried out once, while it is under way and afterwards")
    void comesAgain() {
        SessionId pumps = rig.pumps("n1", "pumps");
        rig.processes.get(pumps).answers = call -> Optional.empty();
        List<AdminReply> replies = new ArrayList<>();
        assertThat(rig.asked(Optional.of(operator), "same", add(1, set(P1, "rate", 2L))))
                .isEmpty();
        assertThat(rig.asked(Optional.of(operator), "same", add(1, set(P1, "rate", 2L))))
                .isEmpty();

        assertThat(rig.processes.get(pumps).heard).hasSize(1);
        rig.kill(pumps);
        rig.asked(Optional.of(operator), "same", add(1, set(P1, "rate", 2L))).ifPresent(replies::add);
        refused(replies.getFirst(), AisStatus.ERR_FAILED_OPERATION, "pumps");
    }
}
