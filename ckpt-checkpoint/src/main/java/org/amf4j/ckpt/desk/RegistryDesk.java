package org.amf4j.ckpt.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.registry.Config;
import org.amf4j.ckpt.registry.Registry;
import org.amf4j.ckpt.registry.RegistryInput;

/**
 * The registry on one controller. Every controller applies the log; the leader also takes requests, proposes them, answers
 * when they are applied, and tells each node the decisions that concern it. For one thread.
 */
public final class RegistryDesk {

    private final Registry registry;
    private final BiConsumer<String, PeerMessage> sender;
    private final Consumer<RegistryInput> proposer;
    /** What this leader has told each node last. */
    private final TreeMap<String, Long> told = new TreeMap<>();
    /** Requests that are on their way into the log, by node. */
    private final TreeMap<String, Long> proposed = new TreeMap<>();

    private long version;
    private boolean isLeading;
    private boolean isTickProposed;

    /**
     * A desk that does not lead.
     *
     * @param sender sends to a node
     * @param proposer puts something into the log
     */
    public RegistryDesk(
            List<String> controllers, BiConsumer<String, PeerMessage> sender, Consumer<RegistryInput> proposer) {
        this.registry = new Registry(controllers);
        this.sender = sender;
        this.proposer = proposer;
    }

    /** This controller leads now; nodes greet it and are told everything. */
    public void lead() {
        isLeading = true;
        forget();
    }

    /** This controller does not lead any more. */
    public void follow() {
        isLeading = false;
        forget();
    }

    /** Something proposed has not got into the log: nodes ask again. */
    public void lost() {
        proposed.clear();
        isTickProposed = false;
    }

    private void forget() {
        told.clear();
        lost();
    }

    /** An entry of the log has been applied; to be called for every entry, with inputs or without. */
    public void applied(long index, long timeNanos, List<RegistryInput> inputs) {
        version = index;
        TreeMap<Long, TreeSet<String>> changed = new TreeMap<>();
        for (RegistryInput input : inputs) {
            registry.apply(timeNanos, input)
                    .forEach((id, nodes) ->
                            changed.computeIfAbsent(id, i -> new TreeSet<>()).addAll(nodes));
            if (input instanceof RegistryInput.Tick) {
                isTickProposed = false;
            }
        }
        if (isLeading) {
            tell(changed);
            for (RegistryInput input : inputs) {
                if (input instanceof RegistryInput.Request request) {
                    proposed.remove(request.node(), request.number());
                    answer(request.node(), request.number());
                }
            }
        }
    }

    private void tell(TreeMap<Long, TreeSet<String>> changed) {
        TreeMap<String, List<Long>> byNode = new TreeMap<>();
        changed.forEach((id, nodes) -> nodes.forEach(
                n -> byNode.computeIfAbsent(n, x -> new ArrayList<>()).add(id)));
        byNode.forEach((node, ids) -> {
            OptionalLong life = registry.life(node);
            Long from = told.get(node);
            if (life.isEmpty() || from == null) {
                return; // it will greet
            }
            List<Config> configs = new ArrayList<>();
            List<Long> gone = new ArrayList<>();
            for (long id : ids) {
                registry.config(id, node).ifPresentOrElse(configs::add, () -> gone.add(id));
            }
            told.put(node, version);
            sender.accept(node, new PeerMessage.Configs(life.getAsLong(), from, version, configs, gone));
        });
    }

    private void answer(String node, long number) {
        OptionalLong life = registry.life(node);
        if (life.isPresent() && registry.answeredNumber(node) == number) {
            sender.accept(node, new PeerMessage.Decided(life.getAsLong(), number, registry.answers(node)));
        }
    }

    /** A node has sent something to the leader. */
    public void received(String node, PeerMessage message) {
        if (!isLeading) {
            return;
        }
        switch (message) {
            case PeerMessage.Greeting greeting -> greeted(node, greeting);
            case PeerMessage.Asked asked -> asked(node, asked);
            case PeerMessage.ListAsked asked ->
                sender.accept(node, new PeerMessage.ListAnswered(asked.number(), registry.summaries()));
            default -> {} // not for the leader
        }
    }

    private void greeted(String node, PeerMessage.Greeting greeting) {
        if (registry.life(node).orElse(-1) != greeting.life()) {
            return; // it has not joined yet, or is over
        }
        Long known = told.get(node);
        if (known == null || known != greeting.version()) {
            told.put(node, version);
            sender.accept(
                    node, new PeerMessage.Configs(greeting.life(), -1, version, registry.configs(node), List.of()));
        }
    }

    private void asked(String node, PeerMessage.Asked asked) {
        if (registry.life(node).orElse(-1) != asked.life()) {
            return;
        }
        if (asked.number() == registry.answeredNumber(node)) {
            answer(node, asked.number());
        } else if (Optional.ofNullable(proposed.get(node)).orElse(0L) != asked.number()) {
            proposed.put(node, asked.number());
            proposer.accept(new RegistryInput.Request(node, asked.life(), asked.number(), asked.commands()));
        }
    }

    /** Proposes that time has passed, if something is due. */
    public void look(long nowNanos) {
        OptionalLong deadline = registry.nextDeadlineNanos();
        if (isLeading && !isTickProposed && deadline.isPresent() && deadline.getAsLong() <= nowNanos) {
            isTickProposed = true;
            proposer.accept(new RegistryInput.Tick());
        }
    }

    /** What is decided. */
    public Registry registry() {
        return registry;
    }

    /** Everything that it remembers of the log. */
    public byte[] toBytes() {
        return registry.toBytes();
    }

    /** Remembers what was kept after an entry. */
    public void restore(long index, byte[] bytes) {
        registry.restore(bytes);
        version = index;
    }
}
