package org.amf4j.debug;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.amf4j.admin.model.InstalledModels;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.StatusView;
import org.amf4j.api.AisStatus;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.director.OfflineDirector;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.recorder.dump.Dump;
import org.amf4j.recorder.replay.Replay;
import org.amf4j.recorder.ring.Decisions;
import org.amf4j.recorder.ring.Recording;
import org.amf4j.recorder.ring.RecordingException;
import org.amf4j.recorder.ring.Segment;

/** A recording played up to an entry, and what can be asked of it. */
final class Played {

    private final Dump dump;
    private final Recording recording;
    private final long until;
    private final ArrayNode entries = Json.array();
    private OfflineDirector offline;

    Played(Dump dump, Recording recording, long until) {
        this.dump = dump;
        this.recording = recording;
        this.until = until;
    }

    private final class Listening implements Replay.Listener {
        @Override
        public void begins(Segment segment, Director director) {
            offline = new OfflineDirector(dump.cluster(), director);
        }

        @Override
        public void applied(LogEntry entry, Outcome outcome) {
            offline.applied(entry, outcome);
            ObjectNode row = entries.addObject();
            row.put("index", entry.index());
            row.put("time_ns", entry.timestampNanos());
            row.set(
                    "events",
                    Json.array(entry.events().stream().map(Played::event).toList()));
            row.set("decisions", Json.array(Decisions.lines(outcome)));
        }
    }

    private static String event(Event event) {
        return event instanceof Event.ConfigurationLoaded part
                ? "ConfigurationLoaded[part=" + part.part() + ", parts=" + part.parts() + ", objects="
                        + part.objects().size() + "]"
                : event.toString();
    }

    private ObjectNode play() throws RecordingException {
        Replay.Result result = new Replay(recording, InstalledModels.load(), new Listening()).until(until);
        return described(result);
    }

    private ObjectNode described(Replay.Result result) {
        ObjectNode replay = Json.object();
        replay.put("node", recording.node());
        replay.put("recorded_by", recording.segments().getFirst().base().getVersion());
        replay.put("index", result.director().appliedIndex());
        replay.put("time_ns", Math.max(0, result.director().nowNanos()));
        replay.put("entries_played", result.entries());
        ArrayNode differences = replay.putArray("decided_otherwise");
        result.differences()
                .forEach(d -> differences.addObject().put("index", d.index()).put("text", d.text()));
        replay.set("not_known_any_more", Json.array(result.forgotten()));
        return replay;
    }

    ObjectNode status() throws RecordingException {
        ObjectNode replay = play();
        ObjectNode status = StatusView.withQuestions(ask("status", Map.of()));
        status.set("replay", replay);
        return status;
    }

    ObjectNode explain(String dn) throws RecordingException {
        ObjectNode replay = play();
        ObjectNode answer = ask("explain", Map.of("dn", dn));
        answer.set("replay", replay);
        return answer;
    }

    ObjectNode events() throws RecordingException {
        ObjectNode replay = play();
        ObjectNode answer = ask("events", Map.of());
        answer.set("replay", replay);
        return answer;
    }

    ObjectNode entries() throws RecordingException {
        ObjectNode replay = described(new Replay(recording, InstalledModels.load(), new Listening()).wholeUntil(until));
        ObjectNode answer = Json.object();
        answer.set("entries", entries);
        answer.set("replay", replay);
        return answer;
    }

    ObjectNode verify() throws RecordingException {
        return described(new Replay(recording, InstalledModels.load(), new Replay.Listener() {}).wholeUntil(until));
    }

    private ObjectNode ask(String kind, Map<String, String> arguments) {
        AdminReply reply = offline.answer(kind, arguments);
        AisStatus status = AisStatus.of(reply.getStatus());
        if (status != AisStatus.OK) {
            throw new CommandFailure(ExitCode.of(status), reply.getText(), remedy(status));
        }
        return (ObjectNode) Json.parse(reply.getJson());
    }

    private static String remedy(AisStatus status) {
        return switch (status) {
            case ERR_TRY_AGAIN -> "the configuration comes in a later entry";
            case ERR_NOT_EXIST ->
                "'amf replay FILE' without --explain lists the names; they may be shortened while they stay unique";
            default -> "";
        };
    }
}
