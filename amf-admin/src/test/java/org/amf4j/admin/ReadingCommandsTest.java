package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.Query;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reading commands ask, and how they show the answer. */
class ReadingCommandsTest {
    @TempDir
    Path dir;

    private Call call(String answer, String... arguments) {
        try (FakeNode node = FakeNode.start(dir, "n1", request -> FakeNode.json(answer))) {
            Call call = Call.with(dir, Map.of("AMF_DIR", dir.toString()), arguments);
            lastQuery = node.requests().get(0).getQuery();
            return call;
        }
    }

    private Query lastQuery = Query.getDefaultInstance();

    @Test
    @Tag("CLI-007")
    @DisplayName("status of a healthy cluster shows who serves what and nothing suspicious")
    void statusOfAHealthyCluster() {
        Call call = call(CannedStatus.HEALTHY, "status");

        assertThat(call.exitCode()).isZero();
        assertThat(lastQuery.getKind()).isEqualTo("status");
        assertThat(call.out()).isEqualTo("""
                        lab: 3 of 3 nodes, controllers n1* n2 n3
                        APPLICATION stream
                          SG streamers  2N  n1          n2           n3
                            SI stream       su1 ACTIVE  su2 STANDBY  su3 spare
                        """);
    }

    @Test
    @Tag("CLI-007")
    @DisplayName("status marks the controllers that lack entries of the log")
    void statusWithControllerBehind() {
        String status = CannedStatus.HEALTHY.replaceFirst("\\{", "{\"voters_current\": [\"n1\", \"n2\"], ");

        assertThat(call(status, "status").out()).startsWith("lab: 3 of 3 nodes, controllers n1* n2 n3(behind)\n");
    }

    @Test
    @Tag("CLI-007")
    @DisplayName("status after the loss of the active node lists the node and the unit that need attention")
    void statusAfterALoss() {
        Call call = call(CannedStatus.NODE_LOST, "status");

        assertThat(call.out()).isEqualTo("""
                        lab: 2 of 3 nodes, controllers n1 n2* n3
                        APPLICATION stream
                          SG streamers  2N  n1                  n2          n3
                            SI stream       su1 out of service  su2 ACTIVE  su3 STANDBY
                        not as it should be:
                          safAmfNode=n1,safAmfCluster=lab          UNLOCKED and not a member
                          safSu=su1,safSg=streamers,safApp=stream  UNLOCKED and DISABLED
                        """);
    }

    @Test
    @DisplayName("status as JSON is the cluster's answer with the list of what needs attention")
    void statusAsJson() {
        Call call = call(CannedStatus.NODE_LOST, "status", "-o", "json");

        assertThat(Json.parse(call.out())
                        .path("questionable")
                        .path(0)
                        .path("dn")
                        .asText())
                .isEqualTo("safAmfNode=n1,safAmfCluster=lab");
        assertThat(Json.parse(call.out()).path("sus").size()).isEqualTo(3);
    }

    @Test
    @DisplayName("status --all lists every state")
    void statusWithStates() {
        Call call = call(CannedStatus.HEALTHY, "status", "--all");

        assertThat(call.out())
                .contains(
                        "SERVICE UNIT                             NODE  ADMIN     OPERATIONAL  PRESENCE      READINESS")
                .contains(
                        "safSu=su3,safSg=streamers,safApp=stream  n3    UNLOCKED  ENABLED      INSTANTIATED  IN_SERVICE")
                .contains("safSi=stream,safApp=stream  UNLOCKED  FULLY_ASSIGNED");
    }

    @Test
    @DisplayName("get shows names beside numbers, readable times and empty attributes")
    void get() {
        String answer = """
                {"dn":"safSu=su1,safSg=web,safApp=app","class":"SaAmfSU","attributes":{
                 "saAmfSUAdminState":[1],"saAmfSUHostedByNode":["safAmfNode=n1,safAmfCluster=lab"],
                 "saAmfSUMaintenanceCampaign":[],"saAmfSURank":[2],"saAmfSomeTimeout":[10000000000]}}
                """;

        Call call = call(answer, "get", "su1");

        assertThat(lastQuery.getKind()).isEqualTo("get");
        assertThat(lastQuery.getArgumentsMap()).containsExactly(Map.entry("dn", "su1"));
        assertThat(call.out()).isEqualTo("""
                        safSu=su1,safSg=web,safApp=app  (SaAmfSU)
                            saAmfSUAdminState           UNLOCKED(1)
                            saAmfSUHostedByNode         safAmfNode=n1,safAmfCluster=lab
                            saAmfSUMaintenanceCampaign  <Empty>
                            saAmfSURank                 2
                            saAmfSomeTimeout            10000000000 ns (10 s)
                        """);
    }

    @Test
    @Tag("CLI-002")
    @DisplayName("get as JSON contains every attribute, empty ones too, with numbers and names")
    void getAsJson() {
        String answer = """
                {"dn":"safSu=su1","class":"SaAmfSU","attributes":{"saAmfSUAdminState":[1],"saAmfSUEmpty":[]}}
                """;

        Call call = call(answer, "get", "su1", "-o", "json");

        assertThat(call.out()).isEqualTo("""
                        {
                          "dn": "safSu=su1",
                          "class": "SaAmfSU",
                          "attributes": {
                            "saAmfSUAdminState": [
                              1
                            ],
                            "saAmfSUEmpty": []
                          },
                          "names": {
                            "saAmfSUAdminState": "UNLOCKED"
                          }
                        }
                        """);
    }

    @Test
    @DisplayName("the readiness that a component claims for an assignment has names of its own")
    void namesOfHaReadiness() {
        String answer = """
                {"dn":"safSISU=x","class":"SaAmfSIAssignment","attributes":{"saAmfSISUHAReadinessState":[1],"saAmfSISUHAState":[2]}}
                """;

        assertThat(call(answer, "get", "safSISU=x").out())
                .contains(
                        "saAmfSISUHAReadinessState  READY_FOR_ASSIGNMENT(1)", "saAmfSISUHAState           STANDBY(2)");
    }

    @Test
    @DisplayName("get of an attribute that the object does not have exits 4")
    void getOfAnUnknownAttribute() {
        Call call = call("{\"dn\":\"safSu=su1\",\"class\":\"SaAmfSU\",\"attributes\":{}}", "get", "su1", "saAmfSURank");

        assertThat(call.exitCode()).isEqualTo(4);
        assertThat(lastQuery.getArgumentsMap()).containsEntry("attributes", "saAmfSURank");
        assertThat(call.err()).contains("safSu=su1 has no attribute saAmfSURank");
    }

    @Test
    @Tag("CLI-002")
    @DisplayName("find -c asks for the class and prints one name per line")
    void find() {
        Call call = call("{\"dns\":[\"safSu=a\",\"safSu=b\"]}", "find", "-c", "SaAmfSU", "safApp=app");

        assertThat(call.out()).isEqualTo("safSu=a\nsafSu=b\n");
        assertThat(lastQuery.getKind()).isEqualTo("find");
        assertThat(lastQuery.getArgumentsMap())
                .containsOnly(Map.entry("class", "SaAmfSU"), Map.entry("root", "safApp=app"));
    }

    @Test
    @Tag("IMM-034")
    @DisplayName("find --scope and --having are passed on, a value apart from its attribute")
    void findByAttribute() {
        call("{\"dns\":[]}", "find", "--scope", "sublevel", "--having", "saAmfSIProtectedbySG=safSg=g,safApp=a");
        assertThat(lastQuery.getArgumentsMap())
                .containsOnly(
                        Map.entry("scope", "sublevel"),
                        Map.entry("attribute", "saAmfSIProtectedbySG"),
                        Map.entry("value", "safSg=g,safApp=a"));
        call("{\"dns\":[]}", "find", "--having", "saAmfSURank");
        assertThat(lastQuery.getArgumentsMap()).containsOnly(Map.entry("attribute", "saAmfSURank"));
    }

    @Test
    @DisplayName("tree shows children below their parents, escaped names included")
    void tree() {
        String answer = """
                {"objects":[{"dn":"safSi=s,safApp=app","class":"SaAmfSI"},
                 {"dn":"safSISU=safSu=u\\\\,safApp=app,safSi=s,safApp=app","class":"SaAmfSIAssignment"},
                 {"dn":"safApp=app","class":"SaAmfApplication"}]}
                """;

        Call call = call(answer, "tree");

        assertThat(call.out()).isEqualTo("""
                        safApp=app  (SaAmfApplication)
                          safSi=s  (SaAmfSI)
                            safSISU=safSu=u\\,safApp=app  (SaAmfSIAssignment)
                        """);
    }

    @Test
    @DisplayName("explain shows the present state and the reasons")
    void explain() {
        String answer = """
                {"dn":"safSu=su3,safSg=web,safApp=app","state":["su3 is IN_SERVICE and unassigned."],
                 "reasons":[{"time_ns":1795237331304400000,"rule":"2N-2","text":"su3 is the best spare"}]}
                """;

        Call call = call(answer, "explain", "su3");

        assertThat(lastQuery.getArgumentsMap()).containsExactly(Map.entry("dn", "su3"));
        assertThat(call.out())
                .matches("safSu=su3,safSg=web,safApp=app\n  su3 is IN_SERVICE and unassigned\\.\nbecause\n"
                        + "  \\d\\d:\\d\\d:11\\.304  2N-2  su3 is the best spare\n");
        assertThat(call("{\"dn\":\"safSu=su4\",\"reasons\":[]}", "explain", "su4")
                        .out())
                .isEqualTo("safSu=su4\nno decision has concerned it yet\n");
    }

    @Test
    @Tag("CLI-008")
    @DisplayName("no leader answers a reading command: exit 3, for reading leaves nothing in doubt")
    void noMajority() {
        try (FakeNode node = FakeNode.start(
                dir,
                "n1",
                request -> FakeNode.reply(AisStatus.ERR_TIMEOUT, "no leader answered within 3000 ms; try again"))) {

            Call call = Call.in(dir, "status", "--dir", dir.toString());

            assertThat(call.exitCode()).isEqualTo(3);
            assertThat(call.err()).contains("no leader").contains("a majority of the controllers must live");
            assertThat(node.requests())
                    .extracting(request -> request.getQuery().getKind())
                    .containsExactly("status", "recall");
        }
    }

    @Test
    @Tag("CLI-008")
    @DisplayName("without a majority, status shows what a controller knew last, says so, and exits 3")
    void recallsTheStatus() {
        String known = "{\"cluster\":\"lab\",\"majority\":false,\"controllers\":[\"n1\"],\"leader\":\"n1\",\"nodes\":["
                + "{\"dn\":\"safAmfNode=n1,safAmfCluster=lab\",\"member\":true,\"admin\":\"UNLOCKED\"}]}";
        try (FakeNode node = FakeNode.start(
                dir,
                "n1",
                request -> request.getQuery().getKind().equals("recall")
                        ? FakeNode.json(known)
                        : FakeNode.reply(AisStatus.ERR_UNAVAILABLE, "no majority of n1, n2, n3 decides"))) {

            Call call = Call.in(dir, "status", "--dir", dir.toString());

            assertThat(call.exitCode()).isEqualTo(3);
            assertThat(call.out()).startsWith("NO MAJORITY").contains("lab: 1 of 1 nodes, controllers n1\n");
            assertThat(call.err()).contains("no majority of n1, n2, n3 decides");
        }
    }

    @Test
    @DisplayName("a name that several objects share exits 4 with the candidates")
    void ambiguous() {
        try (FakeNode node = FakeNode.start(
                dir,
                "n1",
                request ->
                        FakeNode.reply(AisStatus.ERR_NOT_EXIST, "su1 may be safSu=su1,safSg=a or safSu=su1,safSg=b"))) {

            Call call = Call.in(dir, "get", "--dir", dir.toString(), "su1");

            assertThat(call.exitCode()).isEqualTo(4);
            assertThat(call.err()).contains("su1 may be safSu=su1,safSg=a or safSu=su1,safSg=b");
            assertThat(node.requests()).hasSize(1);
        }
    }

    @Test
    @DisplayName("an answer that is not JSON is a failure that says so")
    void malformedAnswer() {
        Call call = call("<html>", "status");

        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.err()).contains("the cluster's answer to 'status' cannot be read");
    }

    @Test
    @DisplayName("alarms lists what is raised, and says so when nothing is")
    void alarms() {
        Call some = call("""
                        {"alarms": [{"time_ns": 0, "entity": "safSi=a", "specific_problem": "SI_UNASSIGNED",
                         "perceived_severity": "MAJOR", "text": "nobody"}]}""", "alarms");
        Call none = call("{\"alarms\": []}", "alarms");

        assertThat(lastQuery.getKind()).isEqualTo("alarms");
        assertThat(some.out()).contains("MAJOR     SI_UNASSIGNED  safSi=a  nobody");
        assertThat(none.out()).isEqualTo("no alarms\n");
    }
}
