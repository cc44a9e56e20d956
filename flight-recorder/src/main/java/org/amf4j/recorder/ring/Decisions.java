package org.amf4j.recorder.ring;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.outcome.Outcome;

/** What a director has decided, as lines that people and programs can compare. The same on every controller. */
public final class Decisions {

    private Decisions() {}

    /** A line for each command, in order. */
    public static List<String> lines(Outcome outcome) {
        return outcome.commands().stream().map(Decisions::line).toList();
    }

    /** A checksum of all lines. */
    public static int checksum(Outcome outcome) {
        CRC32C checksum = new CRC32C();
        for (Command command : outcome.commands()) {
            checksum.update(line(command).getBytes(StandardCharsets.UTF_8));
            checksum.update('\n');
        }
        return (int) checksum.getValue();
    }

    private static String line(Command command) {
        if (command instanceof Command.Order order) {
            String after = order.after().map(a -> " after " + a.component()).orElse("");
            return order.id() + " " + order.component() + ": " + action(order.action()) + after;
        } else if (command instanceof Command.Reply reply) {
            return reply.id() + " reply to " + reply.requestId() + ": " + reply.status();
        }
        return command.id() + " " + command.getClass().getSimpleName();
    }

    private static String action(Action action) {
        if (action instanceof Action.SetCsi set) {
            List<String> csis = set.csis().stream().map(c -> c.dn().toString()).toList();
            return "SetCsi " + set.haState() + " " + set.flag() + " " + String.join(" ", csis);
        } else if (action instanceof Action.RemoveCsi remove) {
            List<String> csis = remove.csis().stream().map(Object::toString).toList();
            return "RemoveCsi " + remove.flag() + " " + String.join(" ", csis);
        }
        return action.getClass().getSimpleName();
    }
}
