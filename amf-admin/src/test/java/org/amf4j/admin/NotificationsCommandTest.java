package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.amf4j.admin.output.Json;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of notifications. */
class NotificationsCommandTest {

    @TempDir
    Path dir;

    /** Two pages, and a gap before the second. */
    private static AdminReply page(AdminRequest request) {
        long after = Long.parseLong(request.getQuery().getArgumentsOrDefault("after", "0"));
        var answer = Json.object();
        var list = answer.putArray("notifications");
        if (after == 0) {
            var alarm = list.addObject()
                    .put("id", 1)
                    .put("time_ns", 0)
                    .put("type", "ALARM")
                    .put("vendor_id", 18568)
                    .put("major_id", 2)
                    .put("minor_id", 5)
                    .put("notification_object", "safSi=i,safApp=a")
                    .put("perceived_severity", "MAJOR")
                    .put("text", "nobody is active");
            alarm.putArray("specific_problems").add("SI_UNASSIGNED");
            answer.put("position", 1).put("lost_until", 0).put("lost_count", 0);
        } else if (after == 1) {
            var change = list.addObject()
                    .put("id", 9)
                    .put("time_ns", 0)
                    .put("type", "STATE_CHANGE")
                    .put("vendor_id", 18568)
                    .put("major_id", 2)
                    .put("minor_id", 0x66)
                    .put("notification_object", "safSu=su1,safSg=g,safApp=a")
                    .put("text", "");
            change.putArray("states").addObject().put("id", 5).put("before", 1).put("after", 2);
            answer.put("position", 9).put("lost_until", 8).put("lost_count", 7);
        } else {
            answer.put("position", 9).put("lost_until", 0).put("lost_count", 0);
        }
        return FakeNode.json(Json.line(answer));
    }

    @Test
    @DisplayName("a notification is a line; what is no longer kept is said beside")
    void lines() {
        try (FakeNode node = FakeNode.start(dir, "n1", NotificationsCommandTest::page)) {

            Call call = Call.in(dir, "notifications", "--dir", dir.toString());

            assertThat(call.exitCode()).isZero();
            assertThat(call.out().lines())
                    .anyMatch(line ->
                            line.endsWith("18568.2.5  safSi=i,safApp=a  ALARM MAJOR SI_UNASSIGNED  nobody is active"))
                    .anyMatch(line ->
                            line.endsWith("18568.2.102  safSu=su1,safSg=g,safApp=a  STATE_CHANGE state 5: 1 -> 2"))
                    .hasSize(2);
            assertThat(call.err()).contains("7 notifications up to 8 are no longer kept");
            assertThat(node.requests()).hasSize(3);
        }
    }

    @Test
    @Tag("NTF-007")
    @DisplayName("criteria are passed on to the cluster, which selects")
    void criteria() {
        try (FakeNode node = FakeNode.start(dir, "n1", NotificationsCommandTest::page)) {

            Call call = Call.in(
                    dir,
                    "notifications",
                    "--dir",
                    dir.toString(),
                    "--after",
                    "9",
                    "--type",
                    "ALARM",
                    "--severity",
                    "MAJOR",
                    "--severity",
                    "CRITICAL",
                    "--class",
                    "18568.2.5",
                    "--object",
                    "su1@stream",
                    "--subtree",
                    "safApp=a");

            assertThat(call.exitCode()).isZero();
            assertThat(node.requests().get(0).getQuery().getArgumentsMap())
                    .containsEntry("types", "ALARM")
                    .containsEntry("severities", "MAJOR,CRITICAL")
                    .containsEntry("classes", "18568.2.5")
                    .containsEntry("objects", "su1@stream")
                    .containsEntry("subtrees", "safApp=a")
                    .containsEntry("after", "9");
        }
    }
}
