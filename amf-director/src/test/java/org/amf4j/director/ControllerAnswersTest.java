package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.api.ntf.Severity;
import org.amf4j.imm.BuiltInClasses;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.admin.AlarmClearing;
import org.amf4j.protocol.admin.Query;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What controllers answer to operators. */
class ControllerAnswersTest extends ThreeControllers {

    @Test
    @DisplayName("Unknown names are answered with what is similar")
    void unknownName() throws Exception {
        awaitAssigned("n1");

        AdminReply reply = ask("n1", operation("x", "SU11", AdminOperation.LOCK));

        assertThat(reply.getStatus()).isEqualTo(AisStatus.ERR_NOT_EXIST.value());
        assertThat(reply.getText()).contains("SU11").contains("SU1");
    }

    @Test
    @DisplayName(
            "A request that was refused is refused again when it comes twice: who made it may have made another by then")
    void refusedOnce() throws Exception {
        awaitAssigned("n1");

        AdminReply refused = ask("n1", operation("x", "SU11", AdminOperation.LOCK));
        AdminReply again = ask("n1", operation("x", "SU1", AdminOperation.LOCK));

        assertThat(refused.getStatus()).isEqualTo(AisStatus.ERR_NOT_EXIST.value());
        assertThat(again).isEqualTo(refused);
        assertThat(ask("n1", operation("y", "SU1", AdminOperation.LOCK)).getStatus())
                .isEqualTo(AisStatus.OK.value());
    }

    @Test
    @DisplayName("A question about an unknown name is answered with one sentence; the status is not said twice")
    void unknownNameInQuestion() throws Exception {
        awaitAssigned("n1");

        AdminReply reply = ask("n1", question("explain", "SU11"));

        assertThat(reply.getStatus()).isEqualTo(AisStatus.ERR_NOT_EXIST.value());
        assertThat(reply.getText()).startsWith("there is no 'SU11'");
    }

    @Test
    @Tag("CLI-002")
    @DisplayName("An object is shown with every attribute of its class, its own name and empty ones included")
    void everyAttribute() throws Exception {
        awaitAssigned("n1");
        AdminRequest query = AdminRequest.newBuilder()
                .setId("q")
                .setQuery(Query.newBuilder().setKind("get").putArguments("dn", "SU1"))
                .build();

        JsonNode unit = json.readTree(ask("n1", query).getJson());

        List<String> wanted = BuiltInClasses.find("SaAmfSU").orElseThrow().attributes().stream()
                .map(ImmAttribute::name)
                .toList();
        assertThat(unit.path("attributes").fieldNames()).toIterable().containsAll(wanted);
        assertThat(unit.path("attributes").path("saAmfSUMaintenanceCampaign")).isEmpty();
        assertThat(unit.path("attributes").path("safSu").path(0).asText()).isEqualTo("safSu=SU1");
        assertThat(unit.path("types").path("saAmfSUMaintenanceCampaign").asText())
                .isEqualTo("SA_NAME_T");
    }

    @Test
    @Tag("NTF-003")
    @DisplayName("An operator clears an alarm of an application once, which events tell; not one of the framework")
    void operatorClearsAlarm() throws Exception {
        awaitAssigned("n1");
        ask("n1", operation("lock-1", "safSg=sg,safApp=app", AdminOperation.LOCK));
        controllers
                .get("n1")
                .received(
                        "n1",
                        sending(
                                "n1/1/notifications/1",
                                NotificationContent.of(
                                        EventType.ALARM_EQUIPMENT,
                                        Dn.of("disk=a"),
                                        new NotificationClass(1, 1, 1),
                                        new Details.Alarm(48, Severity.MAJOR))));
        await().atMost(LIMIT).until(() -> answer("n1", "alarms").path("alarms").size() == 2);
        JsonNode alarms = answer("n1", "alarms").path("alarms");

        AdminReply framework = ask("n1", clearing("c1", alarms.path(0)));
        AdminReply cleared = ask("n1", clearing("c2", alarms.path(1)));
        AdminReply again = ask("n1", clearing("c2", alarms.path(1)));

        assertThat(framework.getStatus()).isEqualTo(AisStatus.ERR_BAD_OPERATION.value());
        assertThat(framework.getText()).contains("SI_UNASSIGNED of safSi=si,safApp=app", "explain");
        assertThat(cleared.getStatus()).as(cleared.getText()).isEqualTo(AisStatus.OK.value());
        assertThat(again).isEqualTo(cleared);
        assertThat(answer("n1", "alarms").path("alarms")).containsExactly(alarms.path(0));
        JsonNode event = answer("n1", "events")
                .path("events")
                .valueStream()
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(event.path("entity").asText()).isEqualTo("disk=a");
        assertThat(event.path("after").asText()).isEqualTo("CLEARED");
        assertThat(event.path("text").asText()).isEqualTo("cleared by operator ann");
        JsonNode end = event.path("notification");
        assertThat(end.path("perceived_severity").asText()).isEqualTo("CLEARED");
        assertThat(end.path("perceived_severity_number").asInt()).isEqualTo(Severity.CLEARED.value());
        assertThat(end.path("event_type").asText()).isEqualTo("EQUIPMENT_ALARM");
        assertThat(end.path("probable_cause_number").asInt()).isEqualTo(48);
        assertThat(end.path("correlated_ids").path(0)).isEqualTo(alarms.path(1).path("notification_id"));
    }

    private static AdminRequest clearing(String id, JsonNode alarm) {
        return AdminRequest.newBuilder()
                .setId(id)
                .setClearing(AlarmClearing.newBuilder()
                        .addAlarms(alarm.path("notification_id").asLong())
                        .setOperator("ann"))
                .build();
    }

    private static AdminRequest question(String kind, String dn) {
        return AdminRequest.newBuilder()
                .setId("q")
                .setQuery(Query.newBuilder().setKind(kind).putArguments("dn", dn))
                .build();
    }
}
