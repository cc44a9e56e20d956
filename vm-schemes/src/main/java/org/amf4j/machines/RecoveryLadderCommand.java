package org.amf4j.machines;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import picocli.CommandLine.Command;

/** Machines that fail again and again get one step after the other. */
@Command(
        name = "recovery-ladder",
        description = {
            "Two hosts with an agent each keep two virtual machines: a failure is answered by a reboot through the guest, the next",
            "ones by restarts, then on the host that has room and little load, and an erased disk by an installation over the",
            "network. With --failing machines they fail once each, with again one does again and again, while hosts are busy.",
            "Everything is played on this machine with real virtual machines; nothing is left behind."
        },
        footer = {
            "",
            "reaction: fault to the first action. called: to the INSTANTIATE that helped. repair: to its end, when the service",
            "answers. boot: how long it took, installation included. outage: between two answers to a client.",
            "For the superuser of Linux."
        })
final class RecoveryLadderCommand extends SchemeCommand<RecoveryLadder> {

    @Override
    List<String> programs() {
        return List.of("dnsmasq");
    }

    @Override
    RecoveryLadder start(Lab.Stage stage) throws IOException {
        return RecoveryLadder.start(stage);
    }

    @Override
    SequencedMap<String, Fault<RecoveryLadder>> faults() {
        SequencedMap<String, Fault<RecoveryLadder>> faults = new LinkedHashMap<>();
        faults.put("machines", (scheme, repeats, result) -> crash(scheme, repeats));
        faults.put("again", (scheme, repeats, result) -> {
            scheme.moveByLoad("vm1");
            scheme.waitForHost("vm1");
        });
        faults.put("disk", (scheme, repeats, result) -> scheme.eraseDisk("vm2"));
        return faults;
    }

    private static void crash(RecoveryLadder scheme, int repeats) {
        List<RecoveryLadder.Crash> kinds = RecoveryLadder.PASSING;
        for (int i = 0; i < repeats; i++) {
            scheme.crash("vm" + (1 + i % 2), kinds.get(i / 2 % kinds.size()));
        }
    }
}
