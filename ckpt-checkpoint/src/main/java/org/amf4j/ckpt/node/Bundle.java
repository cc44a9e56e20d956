package org.amf4j.ckpt.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.section.Entry;

/**
 * Puts what several calls have led to together: changes that go to a replica one after another go in one message, which it
 * stores at once and confirms once. Nothing overtakes anything else that is for the same node.
 */
final class Bundle {

    /** Bytes of changes in such a message: what is longer is better sent at once than together. */
    static final int BYTES_MAX = 7_000;

    private final List<Effect> effects = new ArrayList<>();

    /** The last message for each node. */
    private final Map<String, Last> last = new TreeMap<>();

    /** Changes that may get longer, and where they stand; what is no such message has no changes. */
    private record Last(int at, Optional<PeerMessage.Replicated> changes, int bytes) {}

    private Bundle() {}

    /** These effects, in their order but for changes, which are where the first of those that they go with was. */
    static List<Effect> of(List<Effect> effects) {
        Bundle bundle = new Bundle();
        effects.forEach(bundle::add);
        return bundle.effects;
    }

    private void add(Effect effect) {
        if (!(effect instanceof Effect.Send send)) {
            effects.add(effect);
        } else if (send.message() instanceof PeerMessage.Replicated changes) {
            addChanges(send.node(), changes);
        } else {
            last.put(send.node(), new Last(effects.size(), Optional.empty(), 0));
            effects.add(send);
        }
    }

    private void addChanges(String node, PeerMessage.Replicated changes) {
        int bytes =
                changes.entries().stream().mapToInt(e -> e.operation().bytes()).sum();
        Last before = last.get(node);
        if (before != null
                && before.bytes() + bytes <= BYTES_MAX
                && before.changes().filter(c -> isContinuedBy(c, changes)).isPresent()) {
            PeerMessage.Replicated together = together(before.changes().get(), changes);
            effects.set(before.at(), new Effect.Send(node, together));
            last.put(node, new Last(before.at(), Optional.of(together), before.bytes() + bytes));
        } else {
            last.put(node, new Last(effects.size(), Optional.of(changes), bytes));
            effects.add(new Effect.Send(node, changes));
        }
    }

    private static boolean isContinuedBy(PeerMessage.Replicated first, PeerMessage.Replicated then) {
        return first.id() == then.id()
                && first.epoch() == then.epoch()
                && first.term() == then.term()
                && !first.entries().isEmpty()
                && !then.entries().isEmpty()
                && then.entries().getFirst().sequence()
                        == first.entries().getLast().sequence() + 1;
    }

    private static PeerMessage.Replicated together(PeerMessage.Replicated first, PeerMessage.Replicated then) {
        List<Entry> entries = new ArrayList<>(first.entries());
        entries.addAll(then.entries());
        return new PeerMessage.Replicated(then.id(), then.epoch(), then.term(), then.committed(), entries);
    }
}
