package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.admin.AlarmClearing;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms from the command line. */
class AlarmsCommandTest {

    private static final String ALARMS = """
            {"alarms":[{"notification_id":17,"time_ns":0,"entity":"disk=sda","specific_problem":"disk full",
             "perceived_severity":"MAJOR","text":"95 %"},
             {"notification_id":18,"time_ns":0,"entity":"safSi=a","specific_problem":"SI_UNASSIGNED",
             "perceived_severity":"MAJOR","text":""}]}
            """;

    @TempDir
    Path dir;

    private List<AdminRequest> requests = List.of();

    private static AdminReply answer(AdminRequest request) {
        if (!request.hasClearing()) {
            return FakeNode.json(ALARMS);
        }
        return request.getClearing().getAlarmsList().contains(18L)
                ? FakeNode.reply(AisStatus.ERR_BAD_OPERATION, "alarm 18 is the framework's")
                : FakeNode.reply(AisStatus.OK, "");
    }

    private Call call(Map<String, String> variables, String... arguments) {
        try (FakeNode node = FakeNode.start(dir, "n1", AlarmsCommandTest::answer)) {
            Call call = Call.with(dir, variables, arguments);
            requests = List.copyOf(node.requests());
            return call;
        }
    }

    private Call clear(String... arguments) {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(new String[] {"alarms", "clear", "--dir", dir.toString()}, 0, all, 0, 4);
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return call(Map.of(), all);
    }

    private boolean isCleared() {
        return requests.stream().anyMatch(AdminRequest::hasClearing);
    }

    @Test
    @DisplayName("alarms are listed with the number by which they are cleared")
    void lists() {
        Call call = call(Map.of(), "alarms", "--dir", dir.toString());

        assertThat(call.out()).startsWith("ID  SINCE").contains("17  ", "disk full", "SI_UNASSIGNED");
    }

    @Test
    @DisplayName("clear --yes asks the cluster, with who says so and why")
    void clears() {
        Call call = clear("17", "--yes", "--reason", "gone for good");

        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isZero();
        assertThat(call.out()).contains("disk=sda").endsWith("cleared\n").doesNotContain("safSi=a");
        AlarmClearing clearing = requests.getLast().getClearing();
        assertThat(clearing.getAlarmsList()).containsExactly(17L);
        assertThat(clearing.getOperator()).isEqualTo(System.getProperty("user.name"));
        assertThat(clearing.getReason()).isEqualTo("gone for good");
        Call json = clear("17", "--yes", "-o", "json");
        assertThat(Json.parse(json.out()).path("alarms").path(0).path("entity").asText())
                .isEqualTo("disk=sda");
    }

    @Test
    @DisplayName("without a terminal and without --yes nothing is done, nor for a number that is none of an alarm")
    void refuses() {
        Call unasked = clear("17");
        assertThat(unasked.exitCode()).isEqualTo(2);
        assertThat(unasked.err()).contains("nobody can be asked: clear this alarm?", "--yes");
        assertThat(isCleared()).isFalse();
        Call unknown = clear("99", "--yes");
        assertThat(unknown.exitCode()).isEqualTo(4);
        assertThat(unknown.err()).contains("no alarm is raised by notification 99");
        assertThat(isCleared()).isFalse();
        Call framework = clear("17", "18", "--yes");
        assertThat(framework.exitCode()).isEqualTo(6);
        assertThat(framework.err()).contains("nothing is cleared", "alarm 18 is the framework's");
    }

    @Test
    @DisplayName("on a terminal it asks, and only y and yes mean yes")
    void asks() {
        assertThat(answered("n\n").exitCode()).isEqualTo(1);
        assertThat(isCleared()).isFalse();
        assertThat(answered("").err()).contains("clear this alarm? [y/N]", "nothing was done");
        assertThat(isCleared()).isFalse();
        assertThat(answered("Yes\n").exitCode()).isZero();
        assertThat(isCleared()).isTrue();
    }

    private Call answered(String line) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
        try {
            return call(Map.of("AMF_TERMINAL", "1"), "alarms", "clear", "--dir", dir.toString(), "17");
        } finally {
            System.setIn(before);
        }
    }
}
