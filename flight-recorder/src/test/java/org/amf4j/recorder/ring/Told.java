package org.amf4j.recorder.ring;

import java.util.List;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;

/** A director and a recorder that are told the same, as on a controller. */
final class Told {

    final Director director = new Director(StandardModels.all());
    private final FlightRecorder recorder;
    private long index;

    Told(FlightRecorder recorder) {
        this.recorder = recorder;
    }

    static List<Event> configuration() {
        var objects = ModelText.cluster(2)
                .group("sg", RedundancyKind.TWO_N)
                .units(2)
                .components("c")
                .instances("si")
                .objects();
        return List.of(new Event.ConfigurationLoaded(1, 1, objects));
    }

    /** Tells the next entry, with a time that depends on its index alone. */
    Outcome tell(List<Event> events) {
        return tell(++index, index * 1_000, events);
    }

    Outcome tell(long entry, long timestampNanos, List<Event> events) {
        index = entry;
        recorder.before(director, entry, timestampNanos);
        Outcome outcome = director.apply(new LogEntry(entry, timestampNanos, events));
        recorder.applied(new RecordedTurn(entry, 1, timestampNanos, ClusterCodec.encode(events)), outcome);
        return outcome;
    }

    void tellTicks(int count) {
        for (int i = 0; i < count; i++) {
            tell(List.of(new Event.Tick()));
        }
    }
}
