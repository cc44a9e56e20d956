package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watch of a machine's load, from a file in the form of the system's to the operator socket. */
class LoadWatchCommandTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    private final AtomicInteger refusals = new AtomicInteger();

    private AdminReply answer(AdminRequest request) {
        return refusals.getAndDecrement() > 0
                ? FakeNode.reply(AisStatus.ERR_BAD_OPERATION, "not now")
                : FakeNode.reply(AisStatus.OK, "");
    }

    private void load(String averages) throws IOException {
        Path next = Files.writeString(dir.resolve("next"), averages + " 1/100 4711\n");
        Files.move(next, dir.resolve("load"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Call call(String... more) {
        return Call.in(
                dir,
                Stream.concat(
                                Stream.of(
                                        "load-watch",
                                        "--dir=" + dir,
                                        "--load-file=" + dir.resolve("load"),
                                        "n1",
                                        "--every=10ms",
                                        "--calm=10ms"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private static List<String> asked(FakeNode node) {
        return node.requests().stream()
                .filter(AdminRequest::hasChange)
                .map(request ->
                        String.join(" ", request.getChange().getOperations(0).getWordsList()))
                .toList();
    }

    @Test
    @DisplayName(
            "the node is cordoned above the limit and not any more below the other; what is refused is tried again")
    void watches() throws Exception {
        refusals.set(1);
        load("1.00 9.00 1.00");
        CompletableFuture<Call> ended = new CompletableFuture<>();
        try (FakeNode node = FakeNode.start(dir, "n1", this::answer)) {
            Thread watch = Thread.ofPlatform().start(() -> ended.complete(call("--above=4", "--below=2")));

            await().atMost(LIMIT).until(() -> asked(node).size() >= 2);
            load("9.00 1.00 9.00");
            await().atMost(LIMIT).until(() -> asked(node).size() >= 3);
            watch.interrupt();

            assertThat(ended.get().exitCode()).isZero();
            assertThat(asked(node))
                    .containsExactly(
                            "set n1 amfNodeCordoned=1", "set n1 amfNodeCordoned=1", "set n1 amfNodeCordoned=0");
            assertThat(ended.get().out())
                    .contains("cordon n1 at a load of 9.0: SA_AIS_ERR_BAD_OPERATION, not now")
                    .contains("cordon n1 at a load of 9.0: done");
        }
    }

    @Test
    @DisplayName("limits that cross, other averages and a machine that tells no load are refused with a sentence")
    void mistakes() throws IOException {
        assertThat(call("--above=1", "--below=2").err()).contains("would do both at once");
        assertThat(call("--above=2", "--below=1", "--average=7").err()).contains("[1, 5, 15]");
        load("none");
        Call unreadable = call("--above=2", "--below=1");
        assertThat(unreadable.exitCode()).isEqualTo(1);
        assertThat(unreadable.err()).contains("cannot read the load of this machine");
    }
}
