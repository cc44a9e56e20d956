package org.amf4j.machines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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

    /** What fails. */
    private enum Failing {
        GUEST,
        PROGRAM,
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
    Paired start(Lab.Stage stage) throws IOException {
        return Paired.start(stage);
    }

    @Override
    void play(Paired scheme, int repeats, ObjectNode result) {
        if (failing.contains(Failing.GUEST)) {
            scheme.panic();
        }
        if (failing.contains(Failing.PROGRAM)) {
            scheme.killProgram();
        }
        if (failing.contains(Failing.MACHINE)) {
            for (int i = 0; i < repeats; i++) {
                scheme.kill();
            }
        }
        if (failing.contains(Failing.HOST)) {
            scheme.powerOff();
        }
        result.put("last_number", scheme.lastNumber());
        result.put("numbers_gone_back", scheme.numbersGoneBack());
    }
}
