package org.amf4j.machines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Architecture B: managers drive hosts. */
@Command(
        name = "architecture-b",
        description = {
            "Two managers keep two virtual machines on two hosts through libvirt; machines, services and a host fail.",
            "Everything is played on this machine with real virtual machines; nothing is left behind."
        },
        footer = {
            "",
            "reaction: fault to the first action. called: to INSTANTIATE. repair: to its end, when the service answers.",
            "boot: how long INSTANTIATE took. outage: between two answers to a client. For the superuser of Linux."
        })
final class ArchitectureBCommand extends SchemeCommand<ArchitectureB> {

    /** What fails. */
    private enum Failing {
        NOTHING,
        MACHINES,
        HOST,
        MANAGER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--failing",
            paramLabel = "WHAT",
            split = ",",
            description =
                    "only these fail, in this order: ${COMPLETION-CANDIDATES} (default: all); with nothing a machine is moved by plan")
    private Set<Failing> failing = EnumSet.allOf(Failing.class);

    @Override
    ArchitectureB start(Lab.Stage stage) throws IOException {
        return ArchitectureB.start(stage);
    }

    @Override
    void play(ArchitectureB scheme, int repeats, ObjectNode result) {
        if (failing.contains(Failing.NOTHING)) {
            scheme.beHome("vm1", "h1");
            scheme.moveAway("vm1");
            scheme.bringHome("vm1", "h1");
        }
        if (failing.contains(Failing.MACHINES)) {
            boolean copyStarts = scheme.secondCopyStarts("vm2");
            if (copyStarts) {
                throw new CommandFailure(
                        ExitCode.FAILED, "a second copy of vm2 was not refused by its image's lock", "");
            }
            result.put("second_copy_refused", true);
            for (int i = 0; i < repeats; i++) {
                scheme.killMachine("vm" + (1 + i % 2)); // in turn: many restarts of one in a minute move it
            }
            scheme.panic("vm1");
            scheme.killService("vm2");
        }
        if (failing.contains(Failing.HOST)) {
            scheme.beHome("vm1", "h1");
            scheme.powerOff("vm1");
            scheme.boot("h1");
            scheme.bringHome("vm1", "h1");
        }
        if (failing.contains(Failing.MANAGER)) {
            scheme.killManager("vm1");
            scheme.cutOff("vm2"); // both are on its host by now
        }
    }
}
