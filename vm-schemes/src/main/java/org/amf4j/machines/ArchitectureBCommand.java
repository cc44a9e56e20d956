package org.amf4j.machines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;

/** Architecture B: managers drive hosts. */
@Command(
        name = "architecture-b",
        description = {
            "Two managers keep two virtual machines on two hosts through libvirt; machines, services, a host and a manager fail.",
            "With --failing nothing a machine is moved by plan, there and home.",
            "Everything is played on this machine with real virtual machines; nothing is left behind."
        },
        footer = {
            "",
            "reaction: fault to the first action. called: to INSTANTIATE. repair: to its end, when the service answers.",
            "boot: how long INSTANTIATE took. outage: between two answers to a client. For the superuser of Linux."
        })
final class ArchitectureBCommand extends SchemeCommand<ArchitectureB> {

    @Override
    ArchitectureB start(Lab.Stage stage) throws IOException {
        return ArchitectureB.start(stage);
    }

    @Override
    SequencedMap<String, Fault<ArchitectureB>> faults() {
        SequencedMap<String, Fault<ArchitectureB>> faults = new LinkedHashMap<>();
        faults.put("nothing", (scheme, repeats, result) -> {
            scheme.moveAway("vm1");
            scheme.bringBack("vm1", "h1");
        });
        faults.put("machines", ArchitectureBCommand::failMachines);
        faults.put("host", (scheme, repeats, result) -> {
            scheme.powerOff("vm1");
            scheme.boot("h1");
            scheme.bringBack("vm1", "h1");
        });
        faults.put("manager", (scheme, repeats, result) -> {
            scheme.killManager("vm1");
            scheme.cutOff("vm2"); // both are on its host by now
        });
        return faults;
    }

    private static void failMachines(ArchitectureB scheme, int repeats, ObjectNode result) {
        boolean copyStarts = scheme.secondCopyStarts("vm2");
        if (copyStarts) {
            throw new CommandFailure(ExitCode.FAILED, "a second copy of vm2 was not refused by its image's lock", "");
        }
        result.put("second_copy_refused", true);
        for (int i = 0; i < repeats; i++) {
            scheme.killMachine("vm" + (1 + i % 2)); // in turn: many restarts of one in a minute move it
        }
        scheme.panic("vm1");
        scheme.killService("vm2");
    }
}
