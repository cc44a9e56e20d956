package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AdminOwner;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ConfigurationChange;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ImplementerListener;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectImplementer;
import org.amf4j.api.imm.ObjectManagement;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.api.imm.OperationResult;
import org.amf4j.api.imm.Parameter;
import org.amf4j.api.imm.ValueType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that implements a class of a real cluster; the last test starts the cluster anew. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImplementerTest {

    private static final String OWNER = "operators";
    private static final int OPERATIONS = 1_000;
    private static final Dn PUMP = Dn.of("demoPump=p1");

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("impl", model -> model);

    private static ObjectManagement open(String node) {
        return ObjectManagement.open(PumpService.socket(CLUSTER.node(node)));
    }

    private static ObjectImplementer implement(String node, PumpService service) {
        ObjectImplementer pumps =
                ObjectImplementer.open(PumpService.socket(CLUSTER.node(node)), PumpService.NAME, service);
        pumps.implementClass(PumpService.CLASS);
        return pumps;
    }

    private static ImmAttribute attribute(String name, ValueType type, AttributeFlag... flags) {
        return new ImmAttribute(name, type, EnumSet.copyOf(Set.of(flags)), Optional.empty());
    }

    /** Whatever a test before has killed is there again, and a machine that is busy has come so far. */
    @BeforeEach
    void whole() {
        CLUSTER.awaitWhole();
    }

    @BeforeAll
    static void createClass() {
        CLUSTER.awaitWhole();
        try (ObjectManagement model = open("n1")) {
            model.createClasses(List.of(new ImmClass(
                    PumpService.CLASS,
                    ImmClass.Category.CONFIG,
                    List.of(
                            attribute("demoPump", ValueType.STRING, AttributeFlag.RDN, AttributeFlag.CONFIG),
                            attribute("rate", ValueType.UINT32, AttributeFlag.CONFIG, AttributeFlag.WRITABLE),
                            attribute("pressure", ValueType.DOUBLE, AttributeFlag.RUNTIME),
                            attribute("state", ValueType.STRING, AttributeFlag.RUNTIME, AttributeFlag.CACHED),
                            attribute("hours", ValueType.INT64, AttributeFlag.RUNTIME, AttributeFlag.PERSISTENT)))));
            model.change(List.of(pump("p1", 1)));
        }
    }

    private static ObjectChange pump(String name, long rate) {
        return new ObjectChange.Create(
                new ImmObject(Dn.of("demoPump=" + name), PumpService.CLASS, Map.of("rate", List.of(rate))));
    }

    private static ObjectChange.Modify rate(long rate) {
        return new ObjectChange.Modify(
                PUMP, List.of(new ObjectChange.Modification(ObjectChange.Kind.REPLACE, "rate", List.of(rate))));
    }

    private static void refused(AisStatus status, String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AisException.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageContaining(words);
    }

    private static List<Object> rateOf(ObjectManagement model) {
        return model.get(PUMP, List.of("rate")).values("rate");
    }

    @Test
    @Order(1)
    @Tag("IMM-021")
    @Tag("IMM-022")
    @DisplayName("the application is asked about each operation and about the whole, and its words reach who asked")
    void refuses() {
        PumpService service = new PumpService();
        try (ObjectImplementer pumps = implement("n2", service);
                ObjectManagement model = open("n3")) {
            model.change(List.of(rate(5)));
            refused(
                    AisStatus.ERR_BAD_OPERATION,
                    "a pump does not turn faster than 100",
                    () -> model.change(List.of(rate(101))));
            refused(
                    AisStatus.ERR_FAILED_OPERATION,
                    "one new pump at a time",
                    () -> model.change(List.of(pump("p7", 1), pump("p8", 1))));
            assertThat(CLUSTER.call("set", "demoPump=p1", "rate=102")
                            .endsWith(6)
                            .err())
                    .contains("implementer 'pumpService' refuses demoPump=p1: a pump does not turn faster than 100");

            assertThat(rateOf(model)).containsExactly(5L);
            await("the end of each change is heard")
                    .atMost(LocalCluster.LIMIT)
                    .untilAsserted(() -> assertThat(service.heard)
                            .containsExactly(
                                    "Modify demoPump=p1",
                                    "completed",
                                    "apply",
                                    "Modify demoPump=p1",
                                    "abort",
                                    "Create demoPump=p7",
                                    "Create demoPump=p8",
                                    "completed",
                                    "abort",
                                    "Modify demoPump=p1",
                                    "abort"));
        }
    }

    @Test
    @Order(2)
    @Tag("IMM-028")
    @Tag("IMM-031")
    @DisplayName(
            "an operation reaches the application, and what it publishes is read everywhere, by programs and operators")
    void operations() {
        PumpService service = new PumpService();
        try (ObjectImplementer pumps = implement("n2", service);
                ObjectManagement model = open("n1")) {
            OperationResult primed = model.invoke(
                    PUMP, PumpService.PRIME, List.of(Parameter.of("how", "gently")), Duration.ofSeconds(5));
            pumps.update(PUMP, Map.of("state", List.of("turning")));

            assertThat(primed).isEqualTo(new OperationResult(AisStatus.OK, List.of(Parameter.of("primed", 1))));
            assertThat(model.invoke(PUMP, 1, List.of(), Duration.ofSeconds(5)).reason())
                    .contains("a pump can only be primed");
            assertThat(model.get(PUMP).attributes())
                    .containsEntry("pressure", List.of(1.5))
                    .containsEntry("state", List.of("turning"));
            assertThat(CLUSTER.call("get", "demoPump=p1").endsWith(0).out())
                    .contains("pressure", "1.5", "turning", PumpService.NAME);
            assertThat(CLUSTER.call("invoke", "demoPump=p1", "7", "how:SA_STRING_T:gently")
                            .endsWith(0)
                            .out())
                    .contains("primed  1");
            assertThat(CLUSTER.call("invoke", "demoPump=p1", "8").err()).contains("a pump can only be primed");
            assertThat(service.heard.stream().filter(h -> h.startsWith("read"))).hasSize(2);
        }
    }

    @Test
    @Order(3)
    @Tag("IMM-018")
    @Tag("IMM-023")
    @Tag("IMM-043")
    @DisplayName(
            "an application that is killed in the middle of a change has it aborted; the handle takes operations again")
    void killed() throws Exception {
        Process service = start("n2");
        try (ObjectManagement model = open("n3");
                AdminOwner owner = model.adminOwner(OWNER, true);
                ConfigurationChange change = owner.beginChange()) {
            List<Object> before = rateOf(model);
            owner.set(List.of(PUMP), ObjectSearch.Scope.ONE);
            change.add(List.of(rate(11)));
            service.destroyForcibly().waitFor();

            refused(AisStatus.ERR_FAILED_OPERATION, "implementer 'pumpService'", change::apply);
            assertThat(rateOf(model)).isEqualTo(before);
            change.add(List.of(rate(12)));
            change.apply();
            assertThat(rateOf(model)).containsExactly(12L);
        } finally {
            service.destroyForcibly();
        }
    }

    private static Process start(String node) throws Exception {
        Path said = CLUSTER.path().resolve("pumps-" + System.nanoTime());
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PumpService.class.getName(),
                        CLUSTER.node(node).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(said.toFile())
                .start();
        await("the application is ready")
                .atMost(LocalCluster.LIMIT)
                .until(() -> Files.readString(said).contains("ready"));
        return service;
    }

    @Test
    @Order(4)
    @Tag("IMM-039")
    @DisplayName("when the leader is killed, an open change is aborted everywhere, and the program knows it")
    void leaderKilled() throws Exception {
        String leader = CLUSTER.status().path("leader").asText();
        List<String> others = List.of("n1", "n2", "n3").stream()
                .filter(n -> !n.equals(leader))
                .toList();
        PumpService service = new PumpService();
        try (ObjectImplementer pumps = implement(others.get(0), service);
                ObjectManagement model = open(others.get(1));
                AdminOwner owner = model.adminOwner(OWNER, true);
                ConfigurationChange change = owner.beginChange()) {
            List<Object> before = rateOf(model);
            owner.set(List.of(PUMP), ObjectSearch.Scope.ONE);
            change.add(List.of(rate(21)));
            CLUSTER.agent(leader).destroyForcibly();

            refused(AisStatus.ERR_FAILED_OPERATION, "the leader of the cluster has changed", change::apply);
            await("the application hears of the end")
                    .atMost(LocalCluster.LIMIT)
                    .untilAsserted(() -> assertThat(service.heard).containsExactly("Modify demoPump=p1", "abort"));
            assertThat(rateOf(model)).isEqualTo(before);
            change.add(List.of(rate(22)));
            change.apply();
            assertThat(rateOf(model)).containsExactly(22L);
            await("the application hears that the change stands")
                    .atMost(LocalCluster.LIMIT)
                    .untilAsserted(() -> assertThat(service.heard).contains("completed", "apply"));
        } finally {
            CLUSTER.startNode(leader);
            CLUSTER.awaitBack(leader);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    @Order(5)
    @Tag("IMM-033")
    @Tag("IMM-039")
    @DisplayName(
            "when the leader is killed while a change is being made, all of it is made or nothing, and both sides are told which")
    void leaderKilledWhileApplying(int millis) throws Exception {
        String leader = CLUSTER.status().path("leader").asText();
        List<String> others = List.of("n1", "n2", "n3").stream()
                .filter(n -> !n.equals(leader))
                .toList();
        PumpService service = new PumpService();
        try (ObjectImplementer pumps = implement(others.get(0), service);
                ObjectManagement model = open(others.get(1))) {
            List<Object> before = rateOf(model);
            long after = 30 + millis;
            CompletableFuture<AisStatus> told =
                    CompletableFuture.supplyAsync(() -> make(model, Collections.nCopies(OPERATIONS, rate(after))));
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                    .execute(() -> CLUSTER.agent(leader).destroyForcibly());

            AisStatus status = told.get(LocalCluster.LIMIT.toSeconds(), TimeUnit.SECONDS);
            boolean made = rateOf(model).equals(List.of(after));
            assertThat(status).isIn(AisStatus.OK, AisStatus.ERR_FAILED_OPERATION, AisStatus.ERR_TIMEOUT);
            assertThat(made || rateOf(model).equals(before)).isTrue();
            if (status != AisStatus.ERR_TIMEOUT) {
                assertThat(made).isEqualTo(status == AisStatus.OK);
            }
            await("the application hears of the end")
                    .atMost(LocalCluster.LIMIT)
                    .until(() ->
                            service.heard.isEmpty() || service.heard.getLast().equals(made ? "apply" : "abort"));
        } finally {
            CLUSTER.startNode(leader);
            CLUSTER.awaitBack(leader);
        }
    }

    private static AisStatus make(ObjectManagement model, List<ObjectChange> changes) {
        try {
            model.change(changes);
            return AisStatus.OK;
        } catch (AisException e) {
            return e.status();
        }
    }

    @Test
    @Order(6)
    @DisplayName("a change of a thousand objects is made with its implementer in the time of a few round trips")
    void thousand() {
        List<ObjectChange> changes = new ArrayList<>();
        for (int i = 0; i < OPERATIONS; i++) {
            changes.add(pump("many" + i, 1));
        }
        ImplementerListener content = new ImplementerListener() {};
        try (ObjectImplementer pumps =
                        ObjectImplementer.open(PumpService.socket(CLUSTER.node("n2")), PumpService.NAME, content);
                ObjectManagement model = open("n3")) {
            pumps.implementClass(PumpService.CLASS);
            long begin = System.nanoTime();
            model.change(changes);
            System.out.printf(
                    "%d objects with an implementer: %d ms%n",
                    OPERATIONS, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            assertThat(model.names(ObjectSearch.everything().ofClass(PumpService.CLASS)))
                    .hasSize(OPERATIONS + 1);
        }
    }

    @Test
    @Order(9)
    @Tag("IMM-030")
    @DisplayName("of what was published only the persistent is there when the cluster is started again")
    void restarted() {
        try (ObjectImplementer pumps = implement("n1", new PumpService());
                ObjectManagement model = open("n2")) {
            model.adminOwner(OWNER, false).set(List.of(PUMP), ObjectSearch.Scope.ONE);
            pumps.update(PUMP, Map.of("state", List.of("worn"), "hours", List.of(1_000L)));
        }
        Processes.mentioning(CLUSTER.path().toString()).forEach(Processes::kill);
        await("all is dark")
                .atMost(LocalCluster.LIMIT)
                .until(() -> Processes.mentioning(CLUSTER.path().toString()).isEmpty());
        CLUSTER.call("cluster", "start", "--keep").endsWith(0);

        try (ObjectManagement model = open("n3")) {
            ImmObject pump = model.get(PUMP);
            assertThat(pump.values("hours")).containsExactly(1_000L);
            assertThat(pump.values("state")).isEmpty();
            assertThat(model.get(PUMP, List.of(ObjectManagement.ADMIN_OWNER_NAME, ObjectManagement.IMPLEMENTER_NAME))
                            .attributes())
                    .isEmpty();
        }
    }
}
