package org.amf4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.clc.KeptOutput;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.admin.Query;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeQueriesTest {

    private static final String COMPONENT = "safComp=c,safSu=s";

    @TempDir
    Path folder;

    private final List<AdminReply> replies = new CopyOnWriteArrayList<>();

    private static NodeQueries queries(String self, Path logs, BiConsumer<String, ClusterMessage> sender) {
        return new NodeQueries(
                self,
                () -> Set.of("n1", "n2"),
                logs,
                sender,
                request -> LocalQueries.reply(request, AisStatus.OK, "", "read again by " + self));
    }

    private static AdminRequest logs(Map<String, String> arguments) {
        return AdminRequest.newBuilder()
                .setId("id" + arguments)
                .setTimeoutMillis(100)
                .setQuery(Query.newBuilder().setKind("logs").putAllArguments(arguments))
                .build();
    }

    @Test
    @DisplayName("the output of a component is read on its node and brought by any other")
    void passedOn() throws IOException {
        Files.writeString(KeptOutput.file(folder, Dn.of(COMPONENT), "CLEANUP"), "one\ntwo\n");
        NodeQueries[] nodes = new NodeQueries[2];
        nodes[0] = queries("n1", folder.resolve("none"), (to, message) -> {
            assertThat(to).isEqualTo("n2");
            nodes[1].received("n1", message.getPeerRequest());
        });
        nodes[1] = queries("n2", folder, (to, message) -> nodes[0].answered(message.getAdminReply()));

        AdminRequest unhurried =
                logs(Map.of("node", "n2", "dn", COMPONENT, "after_CLEANUP", "4", "bytes", "100")).toBuilder()
                        .setTimeoutMillis(60_000)
                        .build();
        nodes[0].handle(unhurried, replies::add);

        assertThat(replies).hasSize(1);
        assertThat(replies.get(0).getStatus()).isEqualTo(AisStatus.OK.value());
        assertThat(replies.get(0).getJson())
                .contains("\"node\":\"n2\"", "\"command\":\"CLEANUP\"", "\"end\":8", "\"text\":\"two\\n\"");
    }

    @Test
    @DisplayName("the cluster file is read again by the node that is asked, or by that which the operator names")
    void reload() {
        NodeQueries[] nodes = new NodeQueries[2];
        nodes[0] = queries("n1", folder, (to, message) -> nodes[1].received("n1", message.getPeerRequest()));
        nodes[1] = queries("n2", folder, (to, message) -> nodes[0].answered(message.getAdminReply()));
        Query.Builder again = Query.newBuilder().setKind(ReloadQuery.KIND);

        nodes[0].handle(AdminRequest.newBuilder().setId("a").setQuery(again).build(), replies::add);
        nodes[0].handle(
                AdminRequest.newBuilder()
                        .setId("b")
                        .setTimeoutMillis(60_000)
                        .setQuery(again.putArguments("node", "n2"))
                        .build(),
                replies::add);

        assertThat(replies.stream().map(AdminReply::getJson)).containsExactly("read again by n1", "read again by n2");
    }

    @Test
    @DisplayName("a silent node, an unknown one and a name that is none are told apart; a late answer is nobody's")
    void failures() {
        NodeQueries node = queries("n1", folder, (to, message) -> {});

        node.handle(logs(Map.of("node", "n9", "dn", COMPONENT)), replies::add);
        node.handle(logs(Map.of("dn", "no name")), replies::add);
        node.handle(logs(Map.of("dn", COMPONENT, "bytes", "many")), replies::add);
        AdminRequest unanswered = logs(Map.of("node", "n2", "dn", COMPONENT));
        node.handle(unanswered, replies::add);

        await().until(() -> replies.size() == 4);
        assertThat(replies.stream().map(AdminReply::getStatus))
                .containsExactly(
                        AisStatus.ERR_NOT_EXIST.value(),
                        AisStatus.ERR_INVALID_PARAM.value(),
                        AisStatus.ERR_INVALID_PARAM.value(),
                        AisStatus.ERR_TIMEOUT.value());
        assertThat(node.answered(
                        AdminReply.newBuilder().setId(unanswered.getId()).build()))
                .isFalse();
    }
}
