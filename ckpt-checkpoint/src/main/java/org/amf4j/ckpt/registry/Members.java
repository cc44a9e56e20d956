package org.amf4j.ckpt.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/** The nodes that are part of the cluster, each in its life, and what each was answered last. Changed by the registry only. */
final class Members {

    private final List<String> controllers;
    private final TreeMap<String, Member> members = new TreeMap<>();

    /** No nodes yet; these get replicas before others. */
    Members(List<String> controllers) {
        this.controllers = List.copyOf(controllers);
    }

    private static final class Member {
        private final long life;
        private final long agentLife;
        private boolean paused;
        private long answered;
        private List<RegistryAnswer> answers = List.of();

        Member(long life, long agentLife) {
            this.life = life;
            this.agentLife = agentLife;
        }
    }

    /** A node in a life of its checkpoint service, which is part of a life of its agent. */
    void add(String node, long life, long agentLife) {
        members.put(node, new Member(life, agentLife));
    }

    /** A node's service has ended, and the life of its agent has not; returns the node if it took part until now. */
    Optional<String> pause(RegistryInput.Paused paused) {
        Optional<Member> member = present(paused.node()).filter(m -> m.agentLife == paused.agentLife());
        member.ifPresent(m -> m.paused = true);
        return member.map(m -> paused.node());
    }

    /** The life of a node's agent has ended, or an earlier one; returns the node if nothing of it takes part now. */
    Optional<String> end(RegistryInput.Left left) {
        Member member = members.get(left.node());
        return member == null || member.agentLife > left.life() ? Optional.empty() : remove(left.node());
    }

    /** Whether a node may return in this life of its agent. */
    boolean isPaused(String node, long agentLife) {
        Member member = members.get(node);
        return member != null && member.paused && member.agentLife == agentLife;
    }

    private Optional<Member> present(String node) {
        return Optional.ofNullable(members.get(node)).filter(m -> !m.paused);
    }

    /** A node takes part in nothing any more; returns it if it did, or was paused. */
    Optional<String> remove(String node) {
        return Optional.ofNullable(members.remove(node)).map(m -> node);
    }

    boolean contains(String node) {
        return present(node).isPresent();
    }

    /** All of them, by name. */
    List<String> names() {
        return members.keySet().stream().filter(this::contains).toList();
    }

    /** The nodes that there are: those wanted first, then controllers, then the others by name. */
    List<String> candidates(List<String> wanted) {
        List<String> nodes = new ArrayList<>(wanted);
        controllers.stream().filter(n -> !nodes.contains(n)).forEach(nodes::add);
        names().stream().filter(n -> !nodes.contains(n)).forEach(nodes::add);
        nodes.removeIf(n -> !contains(n));
        return nodes;
    }

    OptionalLong life(String node) {
        return present(node).map(m -> OptionalLong.of(m.life)).orElse(OptionalLong.empty());
    }

    /** Whether a request is the next of a node in its present life, not one of another life, or answered already. */
    boolean isNext(RegistryInput.Request request) {
        return present(request.node())
                .filter(m -> m.life == request.life() && m.answered + 1 == request.number())
                .isPresent();
    }

    void answer(RegistryInput.Request request, List<RegistryAnswer> answers) {
        Member member = members.get(request.node());
        member.answered = request.number();
        member.answers = List.copyOf(answers);
    }

    /** Number of the last request of a node that was answered. */
    long answeredNumber(String node) {
        return Optional.ofNullable(members.get(node)).map(m -> m.answered).orElse(0L);
    }

    /** What was answered to it. */
    List<RegistryAnswer> answers(String node) {
        return Optional.ofNullable(members.get(node)).map(m -> m.answers).orElse(List.of());
    }

    void write(WireWriter out) {
        out.all(members.entrySet(), m -> {
            out.text(m.getKey()).number(m.getValue().life).number(m.getValue().agentLife);
            out.number(m.getValue().paused ? 1 : 0).number(m.getValue().answered);
            out.all(m.getValue().answers, a -> a.write(out));
        });
    }

    /**
     * Reads what was written.
     *
     * @param hasAgents whether lives of agents were written, too; before, they were the same
     */
    void read(WireReader in, boolean hasAgents) {
        members.clear();
        in.all(() -> {
            String node = in.text();
            long life = in.number();
            Member member = new Member(life, hasAgents ? in.number() : life);
            member.paused = hasAgents && in.number() == 1;
            member.answered = in.number();
            member.answers = in.all(() -> RegistryAnswer.read(in));
            return members.put(node, member);
        });
    }
}
