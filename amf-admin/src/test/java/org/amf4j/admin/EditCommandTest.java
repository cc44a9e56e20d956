package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Editing an object in an editor, which is a script here. */
class EditCommandTest {

    private static final String NODE = "safAmfNode=n1,safAmfCluster=lab";
    private static final Pattern KEPT = Pattern.compile("what was edited is in (\\S+)");

    @TempDir
    Path dir;

    private final CannedModel model = new CannedModel("{}")
            .with(
                    "SaAmfNode",
                    NODE,
                    "saAmfNodeClmNode",
                    Dn.of("safNode=n1,safCluster=lab"),
                    "saAmfNodeCapacity",
                    "cpu=1",
                    "saAmfNodeCapacity",
                    "ram=2",
                    "saAmfNodeSuFailOverProb",
                    10_000_000_000L,
                    "saAmfNodeSuFailoverMax",
                    3L,
                    "saAmfNodeAdminState",
                    1L)
            .with("SaAmfCSIAssignment", "safCSIComp=x")
            .named("n1", NODE);
    private final ArrayList<AdminRequest> changes = new ArrayList<>();
    private final ArrayList<Path> kept = new ArrayList<>();
    private AisStatus result = AisStatus.OK;

    @AfterEach
    void clean() throws IOException {
        for (Path file : kept) {
            Files.deleteIfExists(file);
        }
    }

    private AdminReply answer(AdminRequest request) {
        if (!request.hasChange()) {
            return model.answer(request);
        }
        synchronized (changes) {
            changes.add(request);
        }
        return result == AisStatus.OK && request.getChange().getDryRun()
                ? FakeNode.json(
                        "{\"changes\":[{\"dn\":\"" + NODE + "\",\"class\":\"SaAmfNode\",\"change\":\"modified\","
                                + "\"attributes\":{\"saAmfNodeSuFailoverMax\":{\"before\":[3],\"after\":[5]}}}]}")
                : FakeNode.reply(result, "operation 1: not now");
    }

    /** Edits by this script, which finds the name of the file in {@code $1}. */
    private Call edit(String script, String... words) throws IOException {
        Path editor = Files.writeString(dir.resolve("editor.sh"), "cp \"$1\" \"" + dir + "/seen\"\n" + script);
        return call(Map.of("EDITOR", "sh " + editor), words);
    }

    private Call call(Map<String, String> variables, String... words) {
        try (FakeNode node = FakeNode.start(dir, "n1", this::answer)) {
            Call call = Call.with(
                    dir,
                    variables,
                    Stream.concat(Stream.of("edit", "--dir", dir.toString()), Stream.of(words))
                            .toArray(String[]::new));
            assertThat(node.requests().stream().filter(AdminRequest::hasOperation))
                    .isEmpty();
            Matcher file = KEPT.matcher(call.err());
            while (file.find()) {
                kept.add(Path.of(file.group(1)));
            }
            return call;
        }
    }

    private List<String> words() {
        return List.copyOf(changes.getLast().getChange().getOperations(0).getWordsList());
    }

    @Test
    @DisplayName("the text has the attributes that may change, with types, a line for each value, empty ones too")
    void text() throws IOException {
        assertThat(edit("", "n1", "--yes").exitCode()).isEqualTo(5);

        assertThat(Files.readString(dir.resolve("seen")))
                .startsWith("# " + NODE + "  (SaAmfNode)\n")
                .contains("\n# SA_NAME_T\nsaAmfNodeClmNode=safNode=n1,safCluster=lab\n")
                .contains("\n# SA_STRING_T, any number of values\nsaAmfNodeCapacity=cpu=1\nsaAmfNodeCapacity=ram=2\n")
                .contains("\n# SA_TIME_T\nsaAmfNodeSuFailOverProb=10000000000\n")
                .contains("\namfNodeCordoned=\n")
                .doesNotContain("saAmfNodeAdminState");
    }

    @Test
    @DisplayName("what differs is shown, then done as one change of those attributes alone; the file is gone")
    void changes() throws IOException {
        Call call = edit("""
                sed -i -e s/FailoverMax=3/FailoverMax=5/ -e s/Prob=.*/Prob=500ms/ \\
                 -e /ram=2/s/2/3/ -e /saAmfNodeClmNode/d "$1"
                echo "$1" > "$(dirname "$0")/name"
                """, "n1", "--yes");

        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isZero();
        assertThat(call.out()).contains("saAmfNodeSuFailoverMax: 3 -> 5", "done in");
        assertThat(words())
                .containsExactly(
                        "set",
                        NODE,
                        "saAmfNodeClmNode=",
                        "saAmfNodeCapacity=cpu=1",
                        "saAmfNodeCapacity=ram=3",
                        "saAmfNodeSuFailOverProb=500000000",
                        "saAmfNodeSuFailoverMax=5");
        assertThat(changes)
                .extracting(request -> request.getChange().getDryRun())
                .containsExactly(true, false);
        assertThat(Path.of(Files.readString(dir.resolve("name")).strip())).doesNotExist();
    }

    @Test
    @DisplayName("nothing changed, comments and blanks aside: exit 5, and nothing is asked of the cluster")
    void nothing() throws IOException {
        Call call = edit("printf '\\n# more\\n' >> \"$1\"; sed -i 's/Max=3/Max = 3 /' \"$1\"", "n1", "--yes");

        assertThat(call.exitCode()).isEqualTo(5);
        assertThat(call.err()).isEqualTo("amf: nothing is changed\n");
        assertThat(changes).isEmpty();
    }

    @Test
    @DisplayName("a line that is wrong is named by its number, nothing is done, and the text is kept")
    void wrongLines() throws IOException {
        assertWrong("saAmfNodeSuFailoverMax=many", "saAmfNodeSuFailoverMax: ", "many");
        assertWrong("saAmfNodeNoSuch=1", "class SaAmfNode has no attribute saAmfNodeNoSuch");
        assertWrong("saAmfNodeAdminState=1", "saAmfNodeAdminState may not be changed");
        assertWrong("saAmfNodeSuFailoverMax=4", "has one value at most, and there are two lines");
        assertWrong("just words", "'just words' is not of the form ATTR=VALUE");
        assertWrong("saAmfNodeCapacity=\\\"open", "not JSON");
        assertWrong("saAmfNodeSuFailOverProb=5weeks", "5weeks");
        assertThat(changes).isEmpty();
    }

    private void assertWrong(String line, String... complaints) throws IOException {
        Call call = edit("echo \"" + line + "\" >> \"$1\"", "n1", "--yes");

        long number = Files.readString(dir.resolve("seen")).lines().count() + 1;
        assertThat(call.exitCode()).as(line).isEqualTo(2);
        assertThat(call.err())
                .contains(".txt:" + number + ": ", "nothing is changed")
                .contains(complaints);
        assertThat(kept.getLast()).content().endsWith(line.replace("\\", "") + "\n");
    }

    @Test
    @DisplayName("it asks on a terminal, after what differs was shown; no means that nothing is done")
    void asks() throws IOException {
        Path editor = Files.writeString(dir.resolve("editor.sh"), "sed -i s/Max=3/Max=5/ \"$1\"");
        Map<String, String> terminal = Map.of("AMF_TERMINAL", "1", "VISUAL", "sh " + editor, "EDITOR", "false");
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("n\n".getBytes(StandardCharsets.UTF_8)));
            Call no = call(terminal, "n1");
            assertThat(no.exitCode()).isEqualTo(1);
            assertThat(no.out()).contains("saAmfNodeSuFailoverMax: 3 -> 5");
            assertThat(no.err()).contains("change it so? [y/N]", "nothing was done");
            assertThat(changes).hasSize(1);
            System.setIn(new ByteArrayInputStream("y\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(call(terminal, "n1").exitCode()).isZero();
            assertThat(changes).hasSize(3);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    @Tag("CLI-004")
    @DisplayName("a dry run shows what differs, asks nobody, changes nothing and keeps the text")
    void dryRun() throws IOException {
        Call call = edit("sed -i s/Max=3/Max=5/ \"$1\"", "n1", "--dry-run");

        assertThat(call.exitCode()).isZero();
        assertThat(call.out()).contains("saAmfNodeSuFailoverMax: 3 -> 5", "nothing is changed");
        assertThat(changes)
                .singleElement()
                .satisfies(r -> assertThat(r.getChange().getDryRun()).isTrue());
        assertThat(kept).hasSize(1);
    }

    @Test
    @DisplayName("a change that the cluster refuses keeps the text, and says where it is")
    void refused() throws IOException {
        result = AisStatus.ERR_BAD_OPERATION;

        Call call = edit("sed -i s/Max=3/Max=5/ \"$1\"", "n1", "--yes");

        assertThat(call.exitCode()).isEqualTo(6);
        assertThat(call.err()).contains("edit " + NODE + ": not now");
        assertThat(kept.getLast()).content().contains("saAmfNodeSuFailoverMax=5");
    }

    @Test
    @DisplayName("no shell reads the variable; editors that fail or do not exist, or none, are told")
    void editors() {
        Call shell = call(Map.of("EDITOR", "true;touch " + dir + "/touched"), "n1", "--yes");
        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.err()).contains("the editor cannot be started", "true;touch");
        assertThat(dir.resolve("touched")).doesNotExist();

        Call failing = call(Map.of("EDITOR", "false"), "n1", "--yes");
        assertThat(failing.exitCode()).isEqualTo(1);
        assertThat(failing.err()).contains("the editor false has ended with 1");

        Call none = call(Map.of(), "n1", "--yes");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("there is no editor");
        assertThat(kept).isEmpty();
        assertThat(changes).isEmpty();
    }

    @Test
    @DisplayName("nobody to ask: it says so before an editor is opened; objects without such attributes are refused")
    void refusals() throws IOException {
        Call unasked = edit("", "n1");
        assertThat(unasked.exitCode()).isEqualTo(2);
        assertThat(unasked.err()).contains("nobody can be asked", "--yes");
        Call runtime = edit("", "safCSIComp=x", "--yes");
        assertThat(runtime.exitCode()).isEqualTo(6);
        assertThat(runtime.err()).contains("safCSIComp=x has no attribute that may be changed");
        assertThat(edit("", "n7", "--yes").exitCode()).isEqualTo(4);
        assertThat(dir.resolve("seen")).doesNotExist();
    }
}
