package org.amf4j.admin.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.output.EventView;
import org.amf4j.admin.output.ExplainView;
import org.amf4j.admin.output.StatusView;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;

/** Asks the cluster. For one thread. */
final class Watcher {

    private static final int EVENTS_KEPT = 200;

    private final AdminClient client;
    private final Deque<String> events = new ArrayDeque<>();
    private long lastEvent;
    private Observed last = Observed.nothing();

    Watcher(AdminClient client) {
        this.client = client;
    }

    /** What is so now; what was so last, with the reason, when nobody answers. */
    Observed look() {
        try {
            last = lookOnce();
        } catch (CommandFailure e) {
            last = last.troubledBy(e.getMessage());
        }
        return last;
    }

    /**
     * What is so now.
     *
     * @throws CommandFailure when nobody answers
     */
    Observed lookOnce() {
        JsonNode status = StatusView.withQuestions(client.query("status", Map.of()));
        JsonNode alarms = client.query("alarms", Map.of());
        readEvents();
        return new Observed(status, alarms, new ArrayList<>(events), Optional.empty());
    }

    private void readEvents() {
        JsonNode answer =
                client.query("events", Map.of("after", Long.toString(lastEvent), "max", Integer.toString(EVENTS_KEPT)));
        for (JsonNode event : answer.path("events")) {
            lastEvent = Math.max(lastEvent, event.path("number").asLong());
            events.addLast(EventView.shortLine(event));
            if (events.size() > EVENTS_KEPT) {
                events.removeFirst();
            }
        }
    }

    /** Has an operation carried out; returns a sentence about its result. */
    String operate(Interaction.Wish.Operate wish) {
        String what = Interaction.words(wish.operation()) + " " + wish.dn() + ": ";
        try {
            AdminReply reply = client.operate(wish.dn(), wish.operation());
            AisStatus status = AdminClient.status(reply);
            return what + (status == AisStatus.OK ? "done" : status.aisName() + " " + reply.getText());
        } catch (CommandFailure e) {
            return what + e.getMessage();
        }
    }

    /** Why an entity is as it is, in lines. */
    List<String> explain(String dn) {
        try {
            return ExplainView.text(client.query("explain", Map.of("dn", dn)))
                    .lines()
                    .toList();
        } catch (CommandFailure e) {
            return List.of(e.getMessage());
        }
    }
}
