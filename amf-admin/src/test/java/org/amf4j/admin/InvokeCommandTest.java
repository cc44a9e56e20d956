package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.OperationResult;
import org.amf4j.api.imm.Parameter;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.imm.ImmInvoke;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.model.ImmCodec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations on objects of applications, and objects that lose their owner, by commands. */
class InvokeCommandTest {

    @TempDir
    Path dir;

    private final List<ImmRequest> asked = new ArrayList<>();
    private OperationResult result = OperationResult.OK;
    private AisStatus status = AisStatus.OK;

    private AdminReply answer(AdminRequest request) {
        try {
            asked.add(ImmRequest.parseFrom(request.getImm()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        return FakeNode.reply(status, status == AisStatus.OK ? "" : "nobody implements it").toBuilder()
                .setPayload(ImmReply.newBuilder()
                        .setOperationStatus(result.status().value())
                        .addAllResults(ImmCodec.toMessages(result.parameters()))
                        .build()
                        .toByteString())
                .build();
    }

    private Call call(String... arguments) {
        asked.clear();
        try (FakeNode node = FakeNode.start(dir, "n1", this::answer)) {
            return Call.with(dir, Map.of("AMF_DIR", dir.toString()), arguments);
        }
    }

    @Test
    @Tag("IMM-031")
    @DisplayName("invoke: parameters have types, and what the implementer returns is shown")
    void invokes() {
        result = new OperationResult(AisStatus.OK, List.of(Parameter.of("left", 3)));

        Call call = call("invoke", "demoPump=p1", "7", "level:SA_UINT32_T:0x10", "how:SA_STRING_T:a:b", "-a", "ops");

        assertThat(call.exitCode()).as(call.err()).isZero();
        assertThat(call.out()).contains("done", "left  3");
        ImmInvoke invoke = asked.getFirst().getInvoke();
        assertThat(invoke.getDn()).isEqualTo("demoPump=p1");
        assertThat(invoke.getOperation()).isEqualTo(7);
        assertThat(invoke.getOwner()).isEqualTo("ops");
        assertThat(ImmCodec.fromMessages(invoke.getParametersList()))
                .extracting(Parameter::name, Parameter::value)
                .containsExactly(tuple("level", 16L), tuple("how", "a:b"));
    }

    @Test
    @Tag("IMM-031")
    @DisplayName("invoke and immadm: a refusal has the implementer's words, and who is not reached another exit code")
    void refused() {
        result = OperationResult.refused(AisStatus.ERR_BAD_OPERATION, "a pump can only be primed");

        Call refused = call("invoke", "demoPump=p1", "8");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.REJECTED.code());
        assertThat(refused.err()).contains("operation 8 on demoPump=p1", "a pump can only be primed");
        Call old = call("immadm", "-o", "8", "-p", "x:SA_INT32_T:1", "demoPump=p1");
        assertThat(old.exitCode()).isEqualTo(1);
        assertThat(old.err()).contains("admin-op RETURNED: SA_AIS_ERR_BAD_OPERATION: a pump can only be primed");
        assertThat(asked.getFirst().getInvoke().getParametersCount()).isEqualTo(1);
        status = AisStatus.ERR_NOT_EXIST;
        Call unreached = call("invoke", "demoPump=p1", "8");
        assertThat(unreached.exitCode()).isEqualTo(ExitCode.NOT_FOUND.code());
        assertThat(unreached.err()).contains("nobody implements it");
    }

    @Test
    @DisplayName("invoke: a parameter that is none is a mistake of who typed it")
    void wrongParameter() {
        for (String wrong : List.of("x", "x:1", "x:INT:1", "x:SA_UINT32_T:-1")) {
            Call call = call("invoke", "demoPump=p1", "8", wrong);
            assertThat(call.exitCode()).as(wrong).isEqualTo(ExitCode.USAGE.code());
            assertThat(call.err()).contains("parameter '" + wrong + "'");
            assertThat(asked).isEmpty();
        }
    }

    @Test
    @Tag("IMM-019")
    @DisplayName("owner clear and immcfg --admin-owner-clear take objects from whoever owns them")
    void clears() {
        assertThat(call("owner", "clear", "--subtree", "demoPump=p1", "demoPump=p2")
                        .out())
                .contains("without owner: demoPump=p1, demoPump=p2");
        assertThat(asked.getFirst().getOwner().getAction()).isEqualTo(3);
        assertThat(asked.getFirst().getOwner().getScope()).isEqualTo(3);
        assertThat(asked.getFirst().getOwner().getDnsList()).containsExactly("demoPump=p1", "demoPump=p2");
        assertThat(call("immcfg", "--admin-owner-clear", "demoPump=p1").exitCode())
                .isZero();
        assertThat(asked.getFirst().getOwner().getDnsList()).containsExactly("demoPump=p1");
    }
}
