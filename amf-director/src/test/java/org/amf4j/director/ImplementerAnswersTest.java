package org.amf4j.director;

import static org.amf4j.director.ModelRig.P1;
import static org.amf4j.director.ModelRig.P2;
import static org.amf4j.director.ModelRig.addAs;
import static org.amf4j.director.ModelRig.okay;
import static org.amf4j.director.ModelRig.own;
import static org.amf4j.director.ModelRig.owner;
import static org.amf4j.director.ModelRig.reading;
import static org.amf4j.director.ModelRig.refused;
import static org.amf4j.director.ModelRig.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectImplementer;
import org.amf4j.api.imm.Parameter;
import org.amf4j.core.imm.SessionId;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.imm.ImmAnswer;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.imm.ImmInvoke;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.ImmSearch;
import org.amf4j.protocol.model.ImmCodec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What implementers compute when it is read, and carry out when it is asked for. */
class ImplementerAnswersTest {

    private static final int ONE = 1;

    private final ModelRig rig = new ModelRig();
    private final SessionId operator = rig.process("n3");

    private static Optional<ImmAnswer> computed(ImmCall call) {
        if (!call.hasRead()) {
            return Optional.of(ModelRig.okay());
        }
        ImmAnswer.Builder answer = ImmAnswer.newBuilder().setStatus(AisStatus.OK.value());
        call.getRead()
                .getObjectsList()
                .forEach(o -> answer.addObjects(ImmCodec.toMessage(new ImmObject(
                        Dn.of(o.getDn()),
                        o.getClassName(),
                        Map.of("pressure", List.of(1.5), "level", List.of("wrong type"), "rate", List.of(99L))))));
        return Optional.of(answer.build());
    }

    @Test
    @Tag("IMM-028")
    @DisplayName("a computed attribute is asked for once at each read of it, and has no value when nobody is there")
    void computes() {
        SessionId pumps = rig.pumps("n1", "pumps");
        rig.processes.get(pumps).answers = ImplementerAnswersTest::computed;

        ImmObject pump = rig.read(operator, P1);
        assertThat(pump.values("pressure")).containsExactly(1.5);
        assertThat(pump.values("level")).isEmpty();
        assertThat(pump.values("rate")).containsExactly(1L);
        okay(rig.ask(operator, reading(P1, "rate", "state")));
        okay(rig.ask(operator, reading(P1, "pressure")));
        assertThat(rig.processes.get(pumps).heard).containsExactly("read [pressure, level]", "read [pressure]");
        rig.kill(pumps);
        assertThat(rig.read(operator, P1).values("pressure")).isEmpty();
    }

    @Test
    @Tag("IMM-034")
    @DisplayName("a search by what only an implementer could say is refused; it does not find nothing")
    void searchedByComputed() {
        refused(rig.ask(operator, searching("pressure")), AisStatus.ERR_NOT_SUPPORTED, "pressure", "computed");
        okay(rig.ask(operator, searching("rate")));
        okay(rig.ask(operator, searching("saAmfSGNumCurrAssignedSUs"))); // the framework knows what it computes
    }

    private static ImmRequest.Builder searching(String attribute) {
        return ImmRequest.newBuilder()
                .setSearch(ImmSearch.newBuilder().setScope(3).setAttribute(attribute));
    }

    @Test
    @Tag("IMM-044")
    @DisplayName("an implementer that never answers is waited for by who asked it, and by nobody else")
    void silent() {
        SessionId pumps = rig.pumps("n1", "pumps");
        rig.processes.get(pumps).answers = call -> Optional.empty();

        List<AdminReply> replies = rig.begin(operator, reading(P1));
        okay(rig.ask(operator, reading(P1, "rate")));
        okay(rig.ask(operator, reading(Dn.of("safApp=app"))));
        assertThat(replies).isEmpty();
        rig.nanos += ObjectImplementer.CALL_TIMEOUT.toNanos();
        rig.look();
        refused(replies.getFirst(), AisStatus.ERR_TIMEOUT, "'pumps'", "IMM-044");
    }

    @Test
    @Tag("IMM-028")
    @DisplayName("a read that comes again while its implementer computes is not asked of it again, and answered once")
    void readAgain() {
        SessionId pumps = rig.pumps("n1", "pumps");
        rig.processes.get(pumps).answers = call -> Optional.empty();

        rig.asked(Optional.of(operator), "same", reading(P1, "pressure"));
        List<AdminReply> again = rig.again("same", operator, reading(P1, "pressure"));
        assertThat(rig.processes.get(pumps).heard).containsExactly("read [pressure]");
        rig.nanos += ObjectImplementer.CALL_TIMEOUT.toNanos();
        rig.look();
        assertThat(again).singleElement().satisfies(r -> refused(r, AisStatus.ERR_TIMEOUT, "'pumps'"));
    }

    @Test
    @Tag("IMM-031")
    @DisplayName("an operation that the next leader is asked for again is not carried out twice")
    void invokedAgain() {
        SessionId pumps = rig.pumps("n1", "pumps");
        rig.processes.get(pumps).answers = call -> Optional.empty();
        rig.asked(Optional.of(operator), "same", invoke("", P1, 7));

        rig.lead();
        List<AdminReply> again = rig.again("same", operator, invoke("", P1, 7));
        rig.begin(operator, invoke("", P1, 8));

        assertThat(again).isEmpty();
        assertThat(rig.processes.get(pumps).heard).containsExactly("invoke 7", "invoke 8");
    }

    private static ImmRequest.Builder invoke(String owner, Dn dn, long operation) {
        return ImmRequest.newBuilder()
                .setInvoke(ImmInvoke.newBuilder()
                        .setDn(dn.toString())
                        .setOperation(operation)
                        .setOwner(owner)
                        .setTimeoutMillis(5_000)
                        .addAllParameters(ImmCodec.toMessages(List.of(Parameter.of("how", "gently")))));
    }

    @Test
    @Tag("IMM-031")
    @DisplayName("an operation reaches the implementer with its parameters, and its answer comes back")
    void invokes() {
        SessionId pumps = rig.pumps("n1", "pumps");
        rig.processes.get(pumps).answers = call -> Optional.of(ImmAnswer.newBuilder()
                .setStatus(AisStatus.ERR_NO_SPACE.value())
                .addAllResults(ImmCodec.toMessages(List.of(Parameter.of("left", 3L))))
                .build());

        ImmReply reply = okay(rig.ask(operator, invoke("", P1, 7)));
        assertThat(reply.getOperationStatus()).isEqualTo(AisStatus.ERR_NO_SPACE.value());
        assertThat(ImmCodec.fromMessages(reply.getResultsList())).containsExactly(Parameter.of("left", 3L));
        ImmInvoke heard = rig.processes.get(pumps).calls.getFirst().getInvoke();
        assertThat(heard.getOperation()).isEqualTo(7);
        assertThat(ImmCodec.fromMessages(heard.getParametersList())).containsExactly(Parameter.of("how", "gently"));
    }

    @Test
    @Tag("IMM-031")
    @DisplayName("an operation needs an implementer, the owner, and an object on which no change is under way")
    void invokeRefused() {
        refused(rig.ask(operator, invoke("", Dn.of("pump=none"), 1)), AisStatus.ERR_NOT_EXIST, "no object");
        refused(rig.ask(operator, invoke("", P1, 1)), AisStatus.ERR_NOT_EXIST, "nobody implements it");
        SessionId pumps = rig.pumps("n1", "pumps");
        refused(rig.ask(operator, invoke("ops", P1, 1)), AisStatus.ERR_BAD_OPERATION, "has no owner");
        okay(rig.ask(operator, own("ops", 0, ONE, P1)));
        refused(rig.ask(operator, invoke("", P1, 1)), AisStatus.ERR_BAD_OPERATION, "owned by 'ops'", "IMM-031");
        okay(rig.ask(operator, invoke("ops", P1, 1)));
        okay(rig.ask(operator, addAs("ops", 1, set(P1, "rate", 2L))));
        refused(rig.ask(operator, invoke("ops", P1, 1)), AisStatus.ERR_BUSY, "pump=p1");

        rig.processes.get(pumps).answers = call -> Optional.empty();
        List<AdminReply> late = rig.begin(operator, invoke("", P2, 1));
        rig.nanos += 5_000_000_000L;
        rig.look();
        refused(late.getFirst(), AisStatus.ERR_TIMEOUT, "'pumps'", "5000 ms");
        List<AdminReply> lost = rig.begin(operator, invoke("", P2, 1));
        rig.kill(pumps);
        rig.look();
        refused(lost.getFirst(), AisStatus.ERR_NOT_EXIST, "whether it was done is not known");
        refused(rig.ask(operator, invoke("", P2, 1)), AisStatus.ERR_NOT_EXIST, "'pumps' is not there");
    }

    @Test
    @Tag("IMM-031")
    @DisplayName("the framework carries out operations on its own objects")
    void framework() {
        ImmInvoke.Builder lock =
                ImmInvoke.newBuilder().setDn("safSu=SU1,safSg=sg,safApp=app").setOperation(2);

        assertThat(okay(rig.ask(operator, ImmRequest.newBuilder().setInvoke(lock)))
                        .getOperationStatus())
                .isEqualTo(AisStatus.OK.value());
    }
}
