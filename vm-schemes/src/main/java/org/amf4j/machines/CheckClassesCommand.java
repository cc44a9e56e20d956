package org.amf4j.machines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;

/** Machines of different weight are checked at different intervals. */
@Command(
        name = "check-classes",
        description = {
            "Three hosts keep a critical, a normal and an uncritical machine, whose services are looked at four times a second, once",
            "a second, and every four seconds. Services die, and hosts lose their power with one and two machines on them.",
            "Everything is played on this machine with real virtual machines; nothing is left behind."
        },
        footer = {
            "",
            "reaction: fault to the first action. called: to INSTANTIATE. repair: to its end, when the service answers.",
            "boot: how long it took. outage: between two answers to a client. For the superuser of Linux."
        })
final class CheckClassesCommand extends SchemeCommand<CheckClasses> {

    @Override
    CheckClasses start(Lab.Stage stage) throws IOException {
        return CheckClasses.start(stage);
    }

    @Override
    SequencedMap<String, Fault<CheckClasses>> faults() {
        SequencedMap<String, Fault<CheckClasses>> faults = new LinkedHashMap<>();
        faults.put(
                "service",
                (scheme, repeats, result) ->
                        IntStream.range(0, repeats).forEach(i -> CheckClasses.CLASSES.forEach(scheme::killService)));
        faults.put("host", (scheme, repeats, result) -> powerOff(scheme, result));
        return faults;
    }

    private static void powerOff(CheckClasses scheme, ObjectNode result) {
        scheme.powerOff("uncritical");
        scheme.boot("h3");
        String both = scheme.firstOfTwo()
                .orElseThrow(
                        () -> new CommandFailure(ExitCode.FAILED, "no host has two machines", "see the run folder"));
        result.put("machines_of_second_host", scheme.powerOff(both));
    }
}
