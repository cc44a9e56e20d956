package org.amf4j.machines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** Two machines that run side by side, one of them for the other. */
@Command(
        name = "paired",
        description = {
            "Two machines run side by side on two hosts, as ACTIVE and STANDBY of a service that counts: its number is in a checkpoint before",
            "anybody hears of it. The active one's kernel panics, the program in it and the machine are killed, and its host loses its power; the",
            "other one goes on with the next number, and is the same boot as before.",
            "Everything is played on this machine with real virtual machines; nothing is left behind."
        },
        footer = {
            "",
            "reaction: fault to the first action. outage: between two answers of the service to a client.",
            "redundant: until the other machine is standby again. For the superuser of Linux."
        })
final class PairedCommand extends SchemeCommand<Paired> {

    @Override
    Paired start(Lab.Stage stage) throws IOException {
        return Paired.start(stage);
    }

    @Override
    SequencedMap<String, Fault<Paired>> faults() {
        SequencedMap<String, Fault<Paired>> faults = new LinkedHashMap<>();
        faults.put("guest", (scheme, repeats, result) -> scheme.panic());
        faults.put("program", (scheme, repeats, result) -> scheme.killProgram());
        faults.put(
                "machine",
                (scheme, repeats, result) -> IntStream.range(0, repeats).forEach(i -> scheme.kill()));
        faults.put("host", (scheme, repeats, result) -> scheme.powerOff());
        return faults;
    }

    @Override
    void conclude(Paired scheme, ObjectNode result) {
        result.put("last_number", scheme.lastNumber());
        result.put("numbers_gone_back", scheme.numbersGoneBack());
    }
}
