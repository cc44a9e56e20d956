package org.amf4j.ckpt.registry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/** The nodes that are part of the cluster, each in its life, and what each was answered last. Changed by the registry only. */
final class Members {

    private final TreeMap<String, Member> members = new TreeMap<>();

    private static final class Member {
        private final long life;
        private long answered;
        private List<RegistryAnswer> answers = List.of();

        Member(long life) {
            this.life = life;
        }
    }

    void add(String node, long life) {
        members.put(node, new Member(life));
    }

    void remove(String node) {
        members.remove(node);
    }

    boolean contains(String node) {
        return members.containsKey(node);
    }

    /** All of them, by name. */
    Set<String> names() {
        return members.keySet();
    }

    OptionalLong life(String node) {
        Member member = members.get(node);
        return member == null ? OptionalLong.empty() : OptionalLong.of(member.life);
    }

    /** Whether a request is the next of a node in its present life, not one of another life, or answered already. */
    boolean isNext(RegistryInput.Request request) {
        Member member = members.get(request.node());
        return member != null && member.life == request.life() && member.answered + 1 == request.number();
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
            out.text(m.getKey()).number(m.getValue().life).number(m.getValue().answered);
            out.all(m.getValue().answers, a -> a.write(out));
        });
    }

    void read(WireReader in) {
        members.clear();
        in.all(() -> {
            String node = in.text();
            Member member = new Member(in.number());
            member.answered = in.number();
            member.answers = in.all(() -> RegistryAnswer.read(in));
            return members.put(node, member);
        });
    }
}
