package org.amf4j.admin.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.amf4j.admin.CannedStatus;
import org.amf4j.admin.FakeNode;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminRequest;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The view in a terminal that is a pair of streams. */
class LiveViewTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    @Test
    @DisplayName("shows the cluster, has an operation carried out after a y, and ends with q")
    void session() throws Exception {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try (FakeNode node = FakeNode.start(dir, "n1", LiveViewTest::answer);
                PipedOutputStream keyboard = new PipedOutputStream();
                Terminal terminal = new ExternalTerminal(
                        "test", "xterm-256color", new PipedInputStream(keyboard), seen, StandardCharsets.UTF_8)) {
            terminal.setSize(new Size(100, 30));
            LiveView view = new LiveView(
                    terminal, limit -> new AdminClient(List.of(dir.resolve("n1/admin.sock")), limit, text -> {}));
            FutureTask<Void> running = new FutureTask<>(() -> {
                view.run();
                return null;
            });
            Thread.ofPlatform().daemon().start(running);

            await().atMost(LIMIT).until(() -> text(seen).contains("su2 "));
            type(keyboard, "\033[B");
            await().atMost(LIMIT).until(() -> text(seen).contains("> safAmfNode=n1"));
            type(keyboard, "ly");
            await().atMost(LIMIT).until(() -> node.requests().stream().anyMatch(AdminRequest::hasOperation));
            type(keyboard, "q");

            running.get(LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
            assertThat(node.requests().stream()
                            .filter(AdminRequest::hasOperation)
                            .map(request -> request.getOperation().getTarget()))
                    .containsExactly("safAmfNode=n1,safAmfCluster=lab");
        }
    }

    private static void type(PipedOutputStream keyboard, String keys) throws Exception {
        keyboard.write(keys.getBytes(StandardCharsets.US_ASCII));
        keyboard.flush();
    }

    private static String text(ByteArrayOutputStream seen) {
        return seen.toString(StandardCharsets.UTF_8);
    }

    private static org.amf4j.protocol.admin.AdminReply answer(AdminRequest request) {
        if (request.hasOperation()) {
            return FakeNode.reply(AisStatus.OK, "");
        }
        return switch (request.getQuery().getKind()) {
            case "status" -> FakeNode.json(CannedStatus.HEALTHY);
            case "alarms" -> FakeNode.json("{\"alarms\":[]}");
            default -> FakeNode.json("{\"events\":[]}");
        };
    }
}
