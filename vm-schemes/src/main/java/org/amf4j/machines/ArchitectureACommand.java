package org.amf4j.machines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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

    /** What fails. */
    private enum Failing {
        SERVICE,
        MACHINE,
        HOST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--failing",
            paramLabel = "WHAT",
            split = ",",
            description = "only these fail, in this order: ${COMPLETION-CANDIDATES} (default: all)")
    private Set<Failing> failing = EnumSet.allOf(Failing.class);

    @Override
    ArchitectureA start(Lab.Stage stage) throws IOException {
        return ArchitectureA.start(stage);
    }

    @Override
    void play(ArchitectureA scheme, int repeats, ObjectNode result) {
        if (failing.contains(Failing.SERVICE)) {
            for (int i = 0; i < repeats; i++) {
                scheme.killService();
            }
        }
        if (failing.contains(Failing.MACHINE)) {
            for (int i = 0; i < repeats; i++) {
                scheme.killMachine();
            }
        }
        if (failing.contains(Failing.HOST)) {
            scheme.powerOff();
        }
    }
}
