package org.amf4j.machines;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import picocli.CommandLine.Command;

/** Hosts that are cut off are told from dead ones. */
@Command(
        name = "host-isolation",
        description = {
            "Two hosts tell by a heartbeat over shared storage that they live. Their cables are cut, and one loses its power: the first"
                    + " one ends its machine by itself, the second one's is left alone, and that of the dead one is started elsewhere.",
            "Everything is played on this machine with real virtual machines; nothing is left behind."
        },
        footer = {
            "",
            "reaction: fault to the first action. called: to INSTANTIATE. repair: to its end, when the service answers.",
            "boot: how long INSTANTIATE took. outage: between two answers to a client; of the one that is left alone, until its"
                    + " cable was mended, which is done as soon as it is. For the superuser of Linux."
        })
final class HostIsolationCommand extends SchemeCommand<HostIsolation> {

    @Override
    HostIsolation start(Lab.Stage stage) throws IOException {
        return HostIsolation.start(stage);
    }

    @Override
    SequencedMap<String, Fault<HostIsolation>> faults() {
        SequencedMap<String, Fault<HostIsolation>> faults = new LinkedHashMap<>();
        faults.put("shutdown", (scheme, repeats, result) -> scheme.cutOff("vm1"));
        faults.put("leave", (scheme, repeats, result) -> scheme.leaveAlone("vm2"));
        faults.put("power", (scheme, repeats, result) -> {
            scheme.powerOff("vm2");
            scheme.boot("h2");
        });
        return faults;
    }
}
