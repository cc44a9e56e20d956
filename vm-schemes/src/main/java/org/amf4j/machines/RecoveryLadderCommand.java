package org.amf4j.machines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Machines that fail again and again get one step after the other. */
@Command(
        name = "recovery-ladder",
        description = {
            "Two hosts with an agent each keep two virtual machines: a failure is answered by a reboot through the guest, the next",
            "ones by restarts, then on the host that has room and little load, and an erased disk by an installation over the",
            "network. Everything is played on this machine with real virtual machines; nothing is left behind."
        },
        footer = {
            "",
            "reaction: fault to the first action. called: to the INSTANTIATE that helped. repair: to its end, when the service",
            "answers. boot: how long it took, installation included. outage: between two answers to a client.",
            "For the superuser of Linux."
        })
final class RecoveryLadderCommand extends SchemeCommand<RecoveryLadder> {

    /** What fails. */
    private enum Failing {
        MACHINES,
        AGAIN,
        DISK;

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
                    "only these fail, in this order: ${COMPLETION-CANDIDATES}; machines fail once, again is one that fails"
                            + " again and again while hosts are busy (default: all)")
    private Set<Failing> failing = EnumSet.allOf(Failing.class);

    @Override
    List<String> programs() {
        return List.of("dnsmasq");
    }

    @Override
    RecoveryLadder start(Lab.Stage stage) throws IOException {
        return RecoveryLadder.start(stage);
    }

    @Override
    void play(RecoveryLadder scheme, int repeats, ObjectNode result) {
        if (failing.contains(Failing.MACHINES)) {
            List<RecoveryLadder.Crash> kinds = RecoveryLadder.PASSING;
            for (int i = 0; i < repeats; i++) {
                scheme.crash("vm" + (1 + i % 2), kinds.get(i / 2 % kinds.size()));
            }
        }
        if (failing.contains(Failing.AGAIN)) {
            scheme.moveByLoad("vm1");
            scheme.waitForHost("vm1");
        }
        if (failing.contains(Failing.DISK)) {
            scheme.eraseDisk("vm2");
        }
    }
}
