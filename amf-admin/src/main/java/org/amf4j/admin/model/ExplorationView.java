package org.amf4j.admin.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.amf4j.admin.model.FaultExplorer.Broken;
import org.amf4j.admin.model.FaultExplorer.Explored;
import org.amf4j.admin.model.FaultExplorer.Wish;
import org.amf4j.admin.output.Json;

/** The result of an exploration under random faults, for people and for programs. */
public final class ExplorationView {

    private ExplorationView() {}

    /** As JSON. */
    public static ObjectNode json(Wish wish, Explored explored) {
        ObjectNode root = Json.object();
        root.put("seed", wish.seed());
        root.set("faults", Json.array(wish.faults()));
        root.put("events", explored.events());
        root.put("runs", explored.runs());
        root.put("result", explored.broken().isEmpty() ? "held" : "broken");
        explored.broken().ifPresent(broken -> {
            ObjectNode node = root.putObject("broken");
            node.put("seed", broken.seed());
            node.put("commit", broken.commit());
            node.put("message", broken.message());
            node.set("steps", Json.array(broken.steps()));
            node.set("shortest", Json.array(broken.shortest()));
        });
        return root;
    }

    /** As text. */
    public static String text(Wish wish, Explored explored) {
        String summary = explored.events() + " events in " + explored.runs() + " runs from seed " + wish.seed()
                + ", faults " + String.join(",", wish.faults());
        return explored.broken()
                .map(broken -> summary + "\nbroken: " + broken.message() + "\n" + story(broken))
                .orElse(summary + "\nall truths held, and everything converged\n");
    }

    private static String story(Broken broken) {
        return "seed " + broken.seed() + ", commit " + broken.commit() + "\nschedule:\n" + lines(broken.steps())
                + "in short, for a file given with --script and --seed " + broken.seed() + ":\n"
                + lines(broken.shortest());
    }

    private static String lines(List<String> steps) {
        return "  " + String.join("\n  ", steps) + "\n";
    }
}
