package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.Parameter;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.model.ImmCodec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of other implementations under their own names. */
class OldNamesTest {

    private static final String UNIT = """
            {"dn": "safSu=su1,safSg=g,safApp=a", "class": "SaAmfSU", "attributes": {
             "saAmfSUType": ["safVersion=1,safSuType=t"], "saAmfSURank": [5], "saAmfSUAdminState": [1],
             "saClmNodeAdminState": [1], "saClmNodeIsMember": [1],
             "saAmfSUOperState": [2], "saAmfSUReadinessState": [1], "saAmfSUMaintenanceCampaign": []},
             "types": {"saAmfSUType": "SA_NAME_T", "saAmfSURank": "SA_UINT32_T", "saAmfSUMaintenanceCampaign": "SA_NAME_T"}}""";

    @TempDir
    Path dir;

    private List<AdminRequest> requests = List.of();

    private Call call(String... arguments) {
        try (FakeNode node = FakeNode.start(dir, "n1", OldNamesTest::answer)) {
            Call call = Call.with(dir, Map.of("AMF_DIR", dir.toString()), arguments);
            requests = List.copyOf(node.requests());
            return call;
        }
    }

    private static AdminReply answer(AdminRequest request) {
        if (request.hasOperation()) {
            return request.getOperation().getTarget().contains("su2")
                    ? FakeNode.reply(AisStatus.ERR_BAD_OPERATION, "su2 is LOCKED")
                    : FakeNode.reply(AisStatus.OK, "");
        }
        if (request.hasImm()) {
            return FakeNode.reply(AisStatus.OK, "").toBuilder()
                    .setPayload(ImmReply.newBuilder()
                            .setOperationStatus(AisStatus.OK.value())
                            .addAllResults(ImmCodec.toMessages(List.of(Parameter.of("left", 3L))))
                            .build()
                            .toByteString())
                    .build();
        }
        if (request.hasChange()) {
            return FakeNode.reply(AisStatus.OK, "");
        }
        return switch (request.getQuery().getKind()) {
            case "find" -> FakeNode.json("{\"dns\": [\"safSu=su1,safSg=g,safApp=a\", \"safApp=a\"]}");
            default -> FakeNode.json(UNIT);
        };
    }

    private List<List<String>> changes() {
        return requests.get(0).getChange().getOperationsList().stream()
                .map(operation -> List.copyOf(operation.getWordsList()))
                .toList();
    }

    @Test
    @DisplayName("immlist: a table with types and readable values; -a gives name=value")
    void list() {
        Call table = call("immlist", "safSu=su1,safSg=g,safApp=a");
        Call plain = call("immlist", "-a", "saAmfSURank", "-a", "saAmfSUType", "safSu=su1,safSg=g,safApp=a");
        Call missing = call("immlist", "-a", "noSuch", "safSu=su1,safSg=g,safApp=a");

        assertThat(table.out())
                .startsWith("Name                                               Type         Value(s)\n=====")
                .contains("saAmfSURank                                        SA_UINT32_T  5 (0x5)\n")
                .contains("SA_NAME_T    safVersion=1,safSuType=t (24)\n")
                .contains("SA_NAME_T    <Empty>\n");
        assertThat(plain.out()).isEqualTo("saAmfSUType=safVersion=1,safSuType=t\nsaAmfSURank=5\n");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).startsWith("error - attribute noSuch");
    }

    @Test
    @DisplayName("immlist -c: the class with types, multiplicity, defaults and flags")
    void classDefinition() {
        assertThat(call("immlist", "-c", "SaAmfSU").out())
                .startsWith("<< SaAmfSU - CONFIG >>\nsafSu : SA_STRING_T [1] {")
                .contains("saAmfSURank : SA_UINT32_T [0..1] = 0 {CONFIG, WRITABLE}");
    }

    @Test
    @Tag("IMM-034")
    @DisplayName("immfind: one name per line; the cluster is asked for class, root and scope")
    void find() {
        assertThat(call("immfind", "-c", "SaAmfSU").out()).isEqualTo("safSu=su1,safSg=g,safApp=a\nsafApp=a\n");
        assertThat(requests.get(0).getQuery().getArgumentsMap())
                .containsOnly(Map.entry("class", "SaAmfSU"), Map.entry("scope", "subtree"));
        call("immfind", "-s", "sublevel", "safApp=a", "safApp=b");
        assertThat(requests)
                .extracting(request -> request.getQuery().getArgumentsMap())
                .containsExactly(
                        Map.of("root", "safApp=a", "scope", "sublevel"),
                        Map.of("root", "safApp=b", "scope", "sublevel"));
    }

    @Test
    @Tag("CLI-003")
    @DisplayName("immcfg: several objects are one change; -c creates, -d deletes; wrong combinations are refused")
    void configure() {
        assertThat(call("immcfg", "-a", "saAmfSURank=2", "safSu=su1", "safSu=su2")
                        .exitCode())
                .isZero();
        assertThat(changes())
                .containsExactly(
                        List.of("set", "safSu=su1", "saAmfSURank=2"), List.of("set", "safSu=su2", "saAmfSURank=2"));
        call("immcfg", "-c", "SaAmfSU", "-a", "saAmfSUType=t", "safSu=su3");
        assertThat(changes()).containsExactly(List.of("create", "SaAmfSU", "safSu=su3", "saAmfSUType=t"));
        call("immcfg", "-d", "safSu=su3");
        assertThat(changes()).containsExactly(List.of("delete", "safSu=su3"));
        assertThat(call("immcfg", "-d", "-a", "x=1", "safSu=su3").exitCode()).isEqualTo(1);
    }

    @Test
    @DisplayName("immcfg -f: the objects of a file are created in one change")
    void importFile() throws Exception {
        Path file = Files.writeString(dir.resolve("more.xml"), """
                <?xml version="1.0"?>
                <imm:IMM-contents xmlns:imm="http://www.saforum.org/IMMSchema">
                  <object class="SaAmfAppBaseType"><dn>safAppType=x</dn></object>
                </imm:IMM-contents>
                """);

        assertThat(call("immcfg", "-f", file.toString()).err()).isEmpty();

        assertThat(changes()).containsExactly(List.of("create", "SaAmfAppBaseType", "safAppType=x"));
    }

    @Test
    @DisplayName("immcfg --ignore-duplicates: what is there is left alone, and nothing is asked for when all of it is")
    void ignoresDuplicates() throws Exception {
        String file = Files.writeString(dir.resolve("more.xml"), """
                <?xml version="1.0"?>
                <imm:IMM-contents xmlns:imm="http://www.saforum.org/IMMSchema">
                  <object class="SaAmfApplication"><dn>safApp=a</dn>
                    <attr><name>saAmfAppType</name><value>safVersion=1,safAppType=x</value></attr></object>
                  <object class="SaAmfAppBaseType"><dn>safAppType=x</dn></object>
                </imm:IMM-contents>
                """).toString();

        assertThat(call("immcfg", "--ignore-duplicates", "-X", "imm.xsd", "-f", file)
                        .err())
                .isEmpty();
        assertThat(requests.getLast().getChange().getOperationsList())
                .singleElement()
                .satisfies(o ->
                        assertThat(o.getWordsList()).containsExactly("create", "SaAmfAppBaseType", "safAppType=x"));
        Files.writeString(
                Path.of(file), Files.readString(Path.of(file)).replaceFirst("(?m)^.*SaAmfAppBaseType.*$", ""));
        assertThat(call("immcfg", "--ignore-duplicates", "-f", file).exitCode()).isZero();
        assertThat(requests).noneMatch(AdminRequest::hasChange);
    }

    @ParameterizedTest
    @CsvSource({
        "immcfg --class-name Pump --disable-attr-notify rate, cannot be changed, immcfg --delete-class CLASS",
        "immdump -p model.db, no database, immdump FILE",
        "immdump -a model.db, no database, immdump FILE",
        "immlist --what safApp=a, Unknown option: '--what', 'immlist --help' lists",
        "immfind -s deep, Invalid value, 'immfind --help' lists",
        "immlist -a noSuch safApp=a, does not exist, 'immlist DN'",
        "amf-adm lock, Missing required parameter, 'amf-adm --help' lists"
    })
    @DisplayName(
            "what is not done here, or not known, is refused with 1, the reason and a remedy, and nothing is changed")
    void withRemedy(String words, String reason, String remedy) {
        Call call = call(words.split(" "));

        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.err()).startsWith("error - ").contains(reason).containsPattern("\nhint: .*" + remedy);
        assertThat(requests).noneMatch(r -> r.hasChange() || r.hasOperation());
    }

    @Test
    @Tag("IMM-031")
    @DisplayName("immadm -v: what an implementer returns is shown as a table; without it nothing is")
    void returnedParameters() {
        Call silent = call("immadm", "-o", "7", "pump=p1");
        Call verbose = call("immadm", "-v", "-o", "7", "pump=p1");

        assertThat(silent.exitCode()).isZero();
        assertThat(silent.out()).isEmpty();
        assertThat(verbose.out())
                .startsWith("Object: pump=p1\nName ")
                .contains("left                                               SA_INT64_T   3 (0x3)\n");
    }

    @ParameterizedTest
    @CsvSource({"-u, 2", "-l, 0", "-m, 2", "-n, 0", "-l -m, 2"})
    @DisplayName("clm-find: by administrative state and membership")
    void clmFindByState(String options, int found) {
        List<String> words = new java.util.ArrayList<>(List.of("clm-find"));
        words.addAll(List.of(options.split(" ")));

        assertThat(call(words.toArray(String[]::new)).out().lines()).hasSize(found);
        assertThat(requests.get(0).getQuery().getArgumentsMap()).containsEntry("class", "SaClmNode");
    }

    @ParameterizedTest
    @CsvSource({
        "amf-adm, lock-in, safSu=su1, 3",
        "amf-adm, si-swap, safSi=x, 7",
        "immadm, -o 2, safSu=su1, 2",
        "immadm, -O repaired, safSu=su1, 9",
        "immadm, -o 3, 'safNode=n1,safCluster=c', 5",
        "clm-adm, -o reset, 'safNode=n1,safCluster=c', 6"
    })
    @Tag("CLI-001")
    @DisplayName("operations by old names and numbers; CLM counts its own")
    void operations(String name, String operation, String target, int asked) {
        List<String> words = new java.util.ArrayList<>(List.of(name));
        words.addAll(List.of(operation.split(" ")));
        words.add(target);

        assertThat(call(words.toArray(String[]::new)).exitCode()).isZero();

        assertThat(requests.get(0).getOperation().getTarget()).isEqualTo(target);
        assertThat(requests.get(0).getOperation().getOperation()).isEqualTo(asked);
    }

    @Test
    @DisplayName("a refused operation: exit 1, and the result on the error output")
    void refused() {
        Call call = call("amf-adm", "unlock", "safSu=su2");

        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.err()).contains("error - unlock FAILED: SA_AIS_ERR_BAD_OPERATION: su2 is LOCKED");
        assertThat(call("amf-adm", "unlok", "safSu=su2").exitCode()).isEqualTo(1);
    }

    @Test
    @DisplayName("clm-find: node and cluster stand for the classes of membership")
    void clmFind() {
        assertThat(call("clm-find", "node").exitCode()).isZero();
        assertThat(requests.get(0).getQuery().getArgumentsMap()).containsEntry("class", "SaClmNode");
        call("clm-find", "cluster", "safCluster=lab");
        assertThat(requests.get(0).getQuery().getArgumentsMap())
                .containsEntry("class", "SaClmCluster")
                .containsEntry("root", "safCluster=lab");
        assertThat(call("clm-find", "su").err()).contains("there is no class su; there are [cluster, node]");
    }

    @Test
    @DisplayName("amf-state: states with names and numbers; without arguments what is not as it should be")
    void state() {
        assertThat(call("amf-state", "su", "readi").out())
                .contains("safSu=su1,safSg=g,safApp=a\n\tsaAmfSUReadinessState=OUT-OF-SERVICE(1)\n");
        assertThat(call("amf-state", "su").out()).contains("\tsaAmfSUOperState=DISABLED(2)\n");
        assertThat(call("amf-state").out())
                .contains("Service Units UNLOCKED and DISABLED:\n   safSu=su1,safSg=g,safApp=a\n")
                .contains("Nodes UNLOCKED and DISABLED:\n");
        assertThat(call("amf-state", "thing").exitCode()).isEqualTo(1);
    }

    @Test
    @DisplayName("amf help error: meaning and exit code, by number or name; completion knows the commands")
    void help() {
        assertThat(Call.in(dir, "help", "error", "20").out())
                .startsWith("SA_AIS_ERR_BAD_OPERATION (20), exit code 6\n")
                .contains("amf explain DN");
        assertThat(Call.in(dir, "help", "error", "no_op").out()).contains("(28), exit code 5");
        assertThat(Call.in(dir, "help", "error", "nonsense").exitCode()).isEqualTo(4);
        assertThat(Call.in(dir, "completion", "bash").out())
                .contains("_complete_amf")
                .contains("config");
    }
}
