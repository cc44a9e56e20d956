package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of a thousand objects whose leader is killed meanwhile. */
class LargeChangeTest {

    private static final int OBJECTS = 1_000;
    private static final List<String> NODES = List.of("n1", "n2", "n3");

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("large", model -> model);

    private static ObjectManagement open(String node) {
        Path socket = CLUSTER.node(node).resolve("agent.sock");
        return ObjectManagement.open(socket);
    }

    /** One that has just begun, or begun again, may lose more than its leader. */
    @BeforeEach
    void whole() {
        CLUSTER.awaitWhole();
    }

    @BeforeAll
    static void createClass() {
        CLUSTER.awaitWhole();
        try (ObjectManagement model = open("n1")) {
            model.createClasses(List.of(new ImmClass(
                    "Item",
                    ImmClass.Category.CONFIG,
                    List.of(new ImmAttribute(
                            "item",
                            ValueType.STRING,
                            EnumSet.of(AttributeFlag.RDN, AttributeFlag.CONFIG),
                            Optional.empty())))));
        }
    }

    private static List<ObjectChange> items(String root) {
        List<ObjectChange> changes = new ArrayList<>();
        changes.add(new ObjectChange.Create(new ImmObject(Dn.of(root), "Item", Map.of())));
        for (int i = 1; i < OBJECTS; i++) {
            changes.add(new ObjectChange.Create(new ImmObject(Dn.of("item=" + i + "," + root), "Item", Map.of())));
        }
        return changes;
    }

    /** What the program was told: OK, or why not. */
    private static AisStatus make(ObjectManagement model, List<ObjectChange> changes) {
        try {
            model.change(changes);
            return AisStatus.OK;
        } catch (AisException e) {
            return e.status();
        }
    }

    private static long count(ObjectManagement model, String root) {
        return model.names(ObjectSearch.everything().ofClass("Item")).stream()
                .filter(dn -> dn.toString().endsWith(root))
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 40})
    @Tag("IMM-033")
    @Tag("IMM-039")
    @DisplayName("all of them are there or none, and the program has been told which")
    void leaderDies(int millis) throws Exception {
        String leader = CLUSTER.status().path("leader").asText();
        String asking =
                NODES.stream().filter(n -> !n.equals(leader)).findFirst().orElseThrow();
        String root = "item=after" + millis;
        try (ObjectManagement model = open(asking)) {
            CompletableFuture<AisStatus> told = CompletableFuture.supplyAsync(() -> make(model, items(root)));
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                    .execute(() -> CLUSTER.agent(leader).destroyForcibly());

            AisStatus status = told.get(LocalCluster.LIMIT.toSeconds(), TimeUnit.SECONDS);
            await().atMost(LocalCluster.LIMIT)
                    .until(() -> !CLUSTER.status().path("leader").asText().equals(leader));
            long count = count(model, root);

            assertThat(status).isIn(AisStatus.OK, AisStatus.ERR_TIMEOUT);
            assertThat(count).isIn(0L, (long) OBJECTS);
            if (status == AisStatus.OK) {
                assertThat(count).isEqualTo(OBJECTS);
            }
        } finally {
            CLUSTER.startNode(leader);
            CLUSTER.awaitBack(leader);
            CLUSTER.awaitWhole();
        }
    }
}
