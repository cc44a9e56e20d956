package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What many would regret is asked about on a terminal, and only there. */
class PrecautionTest {

    private static final Map<String, String> TERMINAL = Map.of("AMF_TERMINAL", "1", "AMF_TERMINAL_IN", "1");

    @TempDir
    Path dir;

    private static AdminReply answer(AdminRequest request) {
        if (request.hasQuery()) {
            String dn = request.getQuery().getArgumentsMap().get("dn");
            boolean isCluster = dn.equals("lab") || dn.startsWith("safAmfCluster=");
            return FakeNode.json(
                    isCluster
                            ? "{\"dn\":\"safAmfCluster=lab\",\"class\":\"SaAmfCluster\"}"
                            : "{\"dn\":\"safSu=su1,safApp=a\",\"class\":\"SaAmfSU\"}");
        }
        return request.hasChange() && request.getChange().getDryRun()
                ? FakeNode.json("{\"changes\":[{\"dn\":\"safSu=su1\",\"class\":\"SaAmfSU\",\"change\":\"deleted\"}]}")
                : FakeNode.reply(AisStatus.OK, "");
    }

    /** What came of a call, and whether anything was done. */
    private record Outcome(Call call, boolean done) {}

    private Outcome answered(String line, Map<String, String> variables, String command) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
        try (FakeNode node = FakeNode.start(dir, "n1", PrecautionTest::answer)) {
            Call call = Call.with(
                    dir,
                    variables,
                    Stream.concat(Stream.of(command.split(" ")), Stream.of("--dir", dir.toString()))
                            .toArray(String[]::new));
            List<AdminRequest> done = node.requests().stream()
                    .filter(r ->
                            !r.hasQuery() && !(r.hasChange() && r.getChange().getDryRun()))
                    .toList();
            return new Outcome(call, !done.isEmpty());
        } finally {
            System.setIn(before);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "delete su1 su2|delete su1, su2 and all below?",
                "class delete Mine|delete class Mine?",
                "lock-in su1|lock-in safSu=su1,safApp=a?",
                "clm reset n1|reboot n1 at once?",
                "lock lab|lock the whole cluster, safAmfCluster=lab?",
                "shutdown safAmfCluster=lab|shutdown the whole cluster, safAmfCluster=lab?",
                "restart lab|restart the whole cluster, safAmfCluster=lab?",
                "lock-in lab|lock-in the whole cluster, safAmfCluster=lab?"
            })
    @DisplayName("on a terminal it asks; no means that nothing is done, yes and --yes that it is")
    void asks(String command, String question) {
        Outcome no = answered("n\n", TERMINAL, command);
        assertThat(no.call().exitCode()).isEqualTo(1);
        assertThat(no.call().err()).contains(question + " [y/N]", "nothing was done");
        assertThat(no.done()).isFalse();

        Outcome yes = answered("y\n", TERMINAL, command);
        assertThat(yes.call().exitCode()).isZero();
        assertThat(yes.done()).isTrue();

        Outcome told = answered("", TERMINAL, command + " --yes");
        assertThat(told.call().err()).isEmpty();
        assertThat(told.done()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete su1", "class delete Mine", "lock-in su1", "clm reset n1", "lock lab"})
    @DisplayName("a script is not asked: neither where no terminal is, nor where its input is none")
    void scripts(String command) {
        assertThat(answered("", Map.of(), command).done()).isTrue();
        assertThat(answered("", Map.of("AMF_TERMINAL", "1"), command).done()).isTrue();
        assertThat(answered("", Map.of("AMF_TERMINAL_IN", "1"), command).done()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock su1", "shutdown su1", "restart su1", "unlock lab", "clm lock n1", "swap si1"})
    @DisplayName("what takes no more than one service away, or gives some, is not asked about")
    void others(String command) {
        assertThat(answered("", TERMINAL, command).done()).isTrue();
    }

    @Test
    @DisplayName("delete --diff shows what goes before it asks; a dry run asks nothing")
    void shownFirst() {
        Outcome no = answered("n\n", TERMINAL, "delete su1 --diff");
        assertThat(no.call().out()).isEqualTo("- safSu=su1  (SaAmfSU)\n");
        assertThat(no.done()).isFalse();

        Outcome dry = answered("", TERMINAL, "delete su1 --dry-run");
        assertThat(dry.call().exitCode()).isZero();
        assertThat(dry.call().err()).isEmpty();
        assertThat(dry.done()).isFalse();
    }
}
