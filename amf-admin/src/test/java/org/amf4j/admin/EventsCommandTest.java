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

/** The list of changes. */
class EventsCommandTest {
    private static final int EVENTS = 2500;

    @TempDir
    Path dir;

    /** Answers with the events after the one asked for, as many as asked for. */
    private static AdminReply page(AdminRequest request) {
        long after = Long.parseLong(request.getQuery().getArgumentsOrThrow("after"));
        long max = Long.parseLong(request.getQuery().getArgumentsOrThrow("max"));
        var answer = Json.object();
        var list = answer.putArray("events");
        for (long number = after + 1; number <= Math.min(after + max, EVENTS); number++) {
            list.addObject()
                    .put("number", number)
                    .put("time_ns", 0)
                    .put("entity", "safSu=su1")
                    .put("attribute", "saAmfSUPresenceState")
                    .put("before", "")
                    .put("after", "INSTANTIATED");
        }
        return FakeNode.json(Json.line(answer));
    }

    @Test
    @Tag("CLI-012")
    @DisplayName("events come page by page, each once and in order, one JSON object per line")
    void losesNothing() {
        try (FakeNode node = FakeNode.start(dir, "n1", EventsCommandTest::page)) {

            Call call = Call.in(dir, "events", "--dir", dir.toString(), "-o", "json");

            assertThat(call.exitCode()).isZero();
            assertThat(call.out()
                            .lines()
                            .map(line -> Json.parse(line).path("number").asInt()))
                    .hasSize(EVENTS)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(node.requests()).hasSizeGreaterThan(EVENTS / 1000);
        }
    }

    @Test
    @DisplayName("an event is a line of number, time, entity and change")
    void asText() {
        try (FakeNode node = FakeNode.start(dir, "n1", EventsCommandTest::page)) {

            Call call = Call.in(dir, "events", "--dir", dir.toString(), "--after", "2499");

            assertThat(call.out())
                    .matches(
                            "2500  \\d\\d:\\d\\d:00\\.000  safSu=su1  saAmfSUPresenceState: \\(none\\) -> INSTANTIATED\n");
            assertThat(node.requests()).isNotEmpty();
        }
    }

    private static AdminReply alarmAndState(AdminRequest request) {
        var answer = Json.object();
        var list = answer.putArray("events");
        if (request.getQuery().getArgumentsOrThrow("after").equals("0")) {
            list.addObject().put("number", 1).put("entity", "safSu=su1").put("attribute", "saAmfSUReadinessState");
            list.addObject()
                    .put("number", 2)
                    .put("entity", "safSu=su1")
                    .put("attribute", "saAmfSUOperState")
                    .putObject("notification")
                    .put("minor_id", 0x6C);
            list.addObject()
                    .put("number", 3)
                    .put("time_ns", 0)
                    .put("entity", "safSi=si1")
                    .put("attribute", "SI_UNASSIGNED")
                    .put("text", "nobody serves it")
                    .putObject("notification")
                    .put("perceived_severity", "MAJOR");
        }
        return FakeNode.json(Json.line(answer));
    }

    @Test
    @DisplayName("alarms are shown as such; only alarms, or only what is notified, when asked for")
    void filters() {
        try (FakeNode node = FakeNode.start(dir, "n1", EventsCommandTest::alarmAndState)) {

            Call alarms = Call.in(dir, "events", "--dir", dir.toString(), "--alarms");
            Call notifications = Call.in(dir, "events", "--dir", dir.toString(), "--notifications", "-o", "json");

            assertThat(alarms.out()).matches("3  .*  safSi=si1  ALARM MAJOR SI_UNASSIGNED  nobody serves it\n");
            assertThat(notifications.out().lines()).hasSize(2);
            assertThat(node.requests()).isNotEmpty();
        }
    }
}
