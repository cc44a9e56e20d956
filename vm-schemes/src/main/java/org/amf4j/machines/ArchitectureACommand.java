package org.amf4j.machines;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** Architecture A: hosts keep machines, and the machines keep a service. */
@Command(
        name = "architecture-a",
        description = {
            "Two hosts with an agent each keep two virtual machines, in which a cluster of their own keeps a service in 2N;",
            "the service, a machine and a host fail.",
            "Everything is played on this machine with real virtual machines; nothing is left behind."
        },
        footer = {
            "",
            "reaction: fault to the first action. called: to INSTANTIATE. repair: to its end, when the machine answers.",
            "boot: how long INSTANTIATE took. outage: between two answers of the service to a client.",
            "redundant: until the service has its standby again. For the superuser of Linux."
        })
final class ArchitectureACommand extends SchemeCommand<ArchitectureA> {

    @Override
    ArchitectureA start(Lab.Stage stage) throws IOException {
        return ArchitectureA.start(stage);
    }

    @Override
    SequencedMap<String, Fault<ArchitectureA>> faults() {
        SequencedMap<String, Fault<ArchitectureA>> faults = new LinkedHashMap<>();
        faults.put(
                "service",
                (scheme, repeats, result) -> IntStream.range(0, repeats).forEach(i -> scheme.killService()));
        faults.put(
                "machine",
                (scheme, repeats, result) -> IntStream.range(0, repeats).forEach(i -> scheme.killMachine()));
        faults.put("host", (scheme, repeats, result) -> scheme.powerOff());
        return faults;
    }
}
