package org.amf4j.machines;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import picocli.CommandLine.Command;

/** A machine that goes on from where its service first answered, beside one that boots. */
@Command(
        name = "fast-start",
        description = {
            "Two hosts keep two machines that are killed again and again: one boots each time, the other one goes on from memory and disk",
            "as they were when its service first answered; at last that one's host loses its power.",
            "Everything is played on this machine with real virtual machines; nothing is left behind."
        },
        footer = {
            "",
            "reaction: fault to the first action. called: to INSTANTIATE. repair: to its end, when the service answers.",
            "boot: how long it took. outage: between two answers to a client. For the superuser of Linux."
        })
final class FastStartCommand extends SchemeCommand<FastStart> {

    @Override
    FastStart start(Lab.Stage stage) throws IOException {
        return FastStart.start(stage);
    }

    @Override
    SequencedMap<String, Fault<FastStart>> faults() {
        SequencedMap<String, Fault<FastStart>> faults = new LinkedHashMap<>();
        faults.put("machines", (scheme, repeats, result) -> {
            for (int i = 0; i < repeats; i++) {
                scheme.killBooting();
                scheme.killResuming();
            }
        });
        faults.put("host", (scheme, repeats, result) -> scheme.powerOff());
        return faults;
    }
}
