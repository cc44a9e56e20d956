package org.amf4j.ckpt.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.registry.RegistryAnswer;
import org.amf4j.ckpt.registry.RegistryCommand;

/** Commands on their way to the controllers: one batch at a time, sent again until it is answered. */
final class RegistryLine {

    private static final int BATCH_MAX = 64;

    private final Moment moment;
    private final BiConsumer<String, PeerMessage> sender;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final List<Waiting> underWay = new ArrayList<>();
    private Optional<String> leader = Optional.empty();
    private long life;
    private long number;
    private long sentNanos;

    private record Waiting(RegistryCommand command, Consumer<RegistryAnswer> answer) {}

    RegistryLine(Moment moment, BiConsumer<String, PeerMessage> sender) {
        this.moment = moment;
        this.sender = sender;
    }

    /** Another life begins: what was asked is forgotten. */
    void restart(long newLife) {
        life = newLife;
        number = 0;
        waiting.clear();
        underWay.clear();
    }

    void lead(Optional<String> member) {
        leader = member;
        send();
    }

    Optional<String> leader() {
        return leader;
    }

    void ask(RegistryCommand command, Consumer<RegistryAnswer> answer) {
        waiting.add(new Waiting(command, answer));
        next();
    }

    private void next() {
        if (!underWay.isEmpty() || waiting.isEmpty()) {
            return;
        }
        number++;
        while (!waiting.isEmpty() && underWay.size() < BATCH_MAX) {
            underWay.add(waiting.poll());
        }
        send();
    }

    private void send() {
        if (!underWay.isEmpty() && leader.isPresent()) {
            sentNanos = moment.monotonicNanos;
            List<RegistryCommand> commands =
                    underWay.stream().map(Waiting::command).toList();
            sender.accept(leader.get(), new PeerMessage.Asked(life, number, commands));
        }
    }

    void decided(PeerMessage.Decided decided) {
        if (underWay.isEmpty() || decided.life() != life || decided.number() != number) {
            return;
        }
        List<Waiting> answered = List.copyOf(underWay);
        underWay.clear();
        for (int i = 0; i < answered.size(); i++) {
            answered.get(i).answer().accept(decided.answers().get(i));
        }
        next();
    }

    boolean isEmpty() {
        return underWay.isEmpty() && waiting.isEmpty();
    }

    void tick() {
        if (moment.isPast(sentNanos + ActiveRole.AGAIN_NANOS)) {
            send();
        }
    }
}
