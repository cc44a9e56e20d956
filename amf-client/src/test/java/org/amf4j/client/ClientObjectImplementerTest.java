package org.amf4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AdminOwner;
import org.amf4j.api.imm.ConfigurationChange;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ImplementerListener;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectImplementer;
import org.amf4j.api.imm.ObjectManagement;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.api.imm.OperationResult;
import org.amf4j.api.imm.Parameter;
import org.amf4j.client.example.Pumps;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent.BodyCase;
import org.amf4j.protocol.component.ToComponent;
import org.amf4j.protocol.imm.BundleRequest;
import org.amf4j.protocol.imm.CalledAttributes;
import org.amf4j.protocol.imm.CalledOperations;
import org.amf4j.protocol.imm.CalledRead;
import org.amf4j.protocol.imm.ImmAnswer;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.imm.ImmInvoke;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.model.ImmCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Implementers, owners and open changes, with an agent that the test plays. */
@Timeout(60)
class ClientObjectImplementerTest {

    private static final Dn PUMP = Dn.of("demoPump=p1");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent(Files.createTempDirectory("amf"));
    }

    @AfterEach
    void stop() throws IOException {
        agent.close();
    }

    private List<ImmRequest> requests() {
        return agent.received().stream()
                .filter(frame -> frame.getBodyCase() == BodyCase.IMM_REQUEST)
                .map(frame -> {
                    try {
                        return ImmRequest.parseFrom(frame.getImmRequest());
                    } catch (InvalidProtocolBufferException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private ImmAnswer answer(ImmCall.Builder call) throws IOException {
        agent.say(
                ToComponent.newBuilder().setImmCall(call.build().toByteString()).build());
        return await().atMost(LIMIT)
                .until(
                        () -> requests().stream()
                                .filter(ImmRequest::hasAnswer)
                                .map(ImmRequest::getAnswer)
                                .filter(a -> a.getInvocation() == call.getInvocation())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static ObjectChange rate(long rate) {
        return new ObjectChange.Modify(
                PUMP, List.of(new ObjectChange.Modification(ObjectChange.Kind.REPLACE, "rate", List.of(rate))));
    }

    private static CalledOperations.Builder operations(ObjectChange... changes) {
        CalledOperations.Builder called = CalledOperations.newBuilder().setChange("c");
        List.of(changes).forEach(c -> called.addOperations(ImmCodec.toMessage(c)));
        return called;
    }

    @Test
    @Tag("IMM-021")
    @Tag("IMM-028")
    @Tag("IMM-031")
    @DisplayName("the example of the documentation refuses, agrees, computes and carries out")
    void example() throws IOException {
        try (ObjectImplementer pumps = ObjectImplementer.open(agent.socket(), "pumpService", new Pumps())) {
            pumps.implementClass("DemoPump");

            ImmAnswer refused = answer(
                    ImmCall.newBuilder().setInvocation(1).setOperations(operations(rate(5), rate(101), rate(6))));
            assertThat(refused.getStatus()).isEqualTo(AisStatus.ERR_BAD_OPERATION.value());
            assertThat(refused.getText()).isEqualTo("a pump does not turn faster than 100");
            assertThat(refused.getAccepted()).isEqualTo(1);
            assertThat(answer(ImmCall.newBuilder().setInvocation(2).setCompleted("c"))
                            .getStatus())
                    .isEqualTo(AisStatus.OK.value());
            ImmAnswer read = answer(ImmCall.newBuilder()
                    .setInvocation(3)
                    .setRead(CalledRead.newBuilder()
                            .addObjects(CalledAttributes.newBuilder()
                                    .setDn(PUMP.toString())
                                    .setClassName("DemoPump")
                                    .addAttributes("pressure"))));
            assertThat(ImmCodec.fromMessage(read.getObjects(0)))
                    .isEqualTo(new ImmObject(PUMP, "DemoPump", Map.of("pressure", List.of(1.5))));
            assertThat(answer(invoke(4, 1)).getStatus()).isEqualTo(AisStatus.OK.value());
            assertThat(ImmCodec.fromMessages(answer(invoke(5, 2)).getResultsList()))
                    .containsExactly(Parameter.of(Parameter.ERROR, "a pump can only be primed"));
        }
    }

    private static ImmCall.Builder invoke(long invocation, long operation) {
        return ImmCall.newBuilder()
                .setInvocation(invocation)
                .setInvoke(ImmInvoke.newBuilder().setDn(PUMP.toString()).setOperation(operation));
    }

    @Test
    @DisplayName("the documentation shows the example as it is compiled")
    void documentation() throws IOException {
        Path room = Path.of("").toAbsolutePath();
        String source = Files.readString(room.resolve("src/test/java/org/amf4j/client/example/Pumps.java"));
        String page = Files.readString(room.resolveSibling("docs/information-model.md"));

        assertThat(page).contains("```java\n" + source + "```");
    }

    @Test
    @Tag("IMM-022")
    @Tag("IMM-027")
    @DisplayName("a mistake of the listener refuses what it was called for, and the next call comes all the same")
    void listenerThrows() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        ImplementerListener listener = new ImplementerListener() {
            @Override
            public void completed(String change) {
                heard.add("completed");
                throw new IllegalStateException("a mistake");
            }

            @Override
            public void abort(String change) {
                heard.add("abort");
                throw new IllegalStateException("another one");
            }

            @Override
            public void lost(String reason) {
                heard.add("lost");
            }
        };
        try (ObjectImplementer pumps = ObjectImplementer.open(agent.socket(), listener)) {
            ImmAnswer answer = answer(ImmCall.newBuilder().setInvocation(1).setCompleted("c"));
            assertThat(answer.getStatus()).isEqualTo(AisStatus.ERR_BAD_OPERATION.value());
            assertThat(answer.getText()).isEqualTo("a mistake");
            agent.say(ToComponent.newBuilder()
                    .setImmCall(ImmCall.newBuilder().setAbort("c").build().toByteString())
                    .build());
            assertThat(answer(invoke(2, 9)).getStatus()).isEqualTo(AisStatus.ERR_NOT_SUPPORTED.value());
            agent.die();

            await().atMost(LIMIT).untilAsserted(() -> assertThat(heard).containsExactly("completed", "abort", "lost"));
        }
    }

    @Test
    @Tag("IMM-025")
    @DisplayName("who cannot have the name has no session either")
    void nameTaken() {
        agent.plan(BodyCase.IMM_REQUEST, AisStatus.ERR_EXIST, "another process bears it");

        assertThatThrownBy(() -> ObjectImplementer.open(agent.socket(), "pumpService", new Pumps()))
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_EXIST));
    }

    private List<BundleRequest> bundles() {
        return requests().stream()
                .filter(ImmRequest::hasBundle)
                .map(ImmRequest::getBundle)
                .toList();
    }

    @Test
    @Tag("IMM-037")
    @Tag("IMM-043")
    @DisplayName("a change has another number after each end, and what is not applied is aborted")
    void changes() {
        try (ObjectManagement model = ObjectManagement.open(agent.socket());
                AdminOwner owner = model.adminOwner("ops", true)) {
            ConfigurationChange change = owner.beginChange();
            change.apply(); // nothing to apply
            change.modify(PUMP, new ObjectChange.Modification(ObjectChange.Kind.REPLACE, "rate", List.of(1L)));
            change.delete(PUMP);
            change.abort();
            change.add(List.of(rate(2)));
            agent.plan(BodyCase.IMM_REQUEST, AisStatus.ERR_FAILED_OPERATION, "lost");
            assertThatThrownBy(change::apply).hasMessageContaining("lost");
            change.add(List.of(rate(3)));
        }

        List<BundleRequest> bundles = bundles();
        assertThat(bundles).extracting(BundleRequest::getAction).containsExactly(1, 1, 4, 1, 3, 1, 4);
        assertThat(bundles)
                .extracting(BundleRequest::getBegun)
                .containsExactly(false, true, true, false, true, false, true);
        assertThat(bundles.stream().map(BundleRequest::getBundle).distinct()).hasSize(3);
        assertThat(bundles).extracting(BundleRequest::getOwner).containsOnly("ops");
        assertThat(requests().get(requests().size() - 1).getOwner().getAction()).isEqualTo(4);
    }

    @Test
    @Tag("IMM-020")
    @DisplayName("only an owner that releases names its handle, and says when it ends")
    void owners() {
        try (ObjectManagement model = ObjectManagement.open(agent.socket())) {
            AdminOwner stays = model.adminOwner("stays", false);
            stays.set(List.of(PUMP), ObjectSearch.Scope.SUBTREE);
            stays.close();
            AdminOwner ends = model.adminOwner("ends", true);
            ends.set(List.of(PUMP), ObjectSearch.Scope.ONE);
            ends.close();
            model.clearOwners(List.of(PUMP), ObjectSearch.Scope.ONE);

            assertThat(requests().stream().map(r -> r.getOwner().getAction())).containsExactly(1, 1, 4, 3);
            assertThat(requests().get(0).getOwner().getHandle()).isZero();
            assertThat(requests().get(2).getOwner().getHandle())
                    .isEqualTo(requests().get(1).getOwner().getHandle())
                    .isPositive();
            assertThatThrownBy(() -> ends.set(List.of(PUMP), ObjectSearch.Scope.ONE))
                    .isInstanceOfSatisfying(
                            AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_BAD_HANDLE));
        }
    }

    @Test
    @Tag("IMM-031")
    @DisplayName("an operation is asked for with its parameters, and its answer is told as it is")
    void invokes() {
        ImmReply reply = ImmReply.newBuilder()
                .setOperationStatus(AisStatus.ERR_NO_OP.value())
                .addAllResults(ImmCodec.toMessages(List.of(Parameter.of("left", 3))))
                .build();
        agent.plan(
                BodyCase.IMM_REQUEST,
                Optional.of(
                        Result.newBuilder().setImmReply(reply.toByteString()).build()));
        try (ObjectManagement model = ObjectManagement.open(agent.socket())) {
            OperationResult result =
                    model.invoke(PUMP, 7, List.of(Parameter.of("how", "gently")), Duration.ofSeconds(2));

            assertThat(result).isEqualTo(new OperationResult(AisStatus.ERR_NO_OP, List.of(Parameter.of("left", 3))));
            assertThat(requests().get(0).getInvoke().getTimeoutMillis()).isEqualTo(2_000);
            assertThatThrownBy(() -> model.invoke(PUMP, 7, List.of(), Duration.ofHours(1)))
                    .hasMessageContaining("PT10M");
        }
    }
}
