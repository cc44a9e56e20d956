package org.amf4j.director;

import static org.amf4j.director.ModelRig.P1;
import static org.amf4j.director.ModelRig.P2;
import static org.amf4j.director.ModelRig.bundle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.imm.SessionId;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.imm.ImmAnswer;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.imm.ImmInvoke;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;

/** Random requests of owners and implementers that refuse, are silent, end, and lose their leader or their node. */
class ImplementerAbuseTest {

    private static final int STEPS = 400;
    private static final List<Dn> NAMES = List.of(
            P1,
            P2,
            Dn.of("pump=below,pump=p2"),
            Dn.of("pump=x,pump=p1"),
            Dn.of("gauge=g,pump=p1"),
            Dn.of("logbook=l"),
            Dn.of("safSu=SU1,safSg=sg,safApp=app"),
            Dn.of("tank=t1"));
    private static final List<String> CLASSES = List.of("Pump", "Gauge", "Logbook", "SaAmfSU", "Nothing");
    private static final List<String> BEARERS = List.of("pumps", "other", "@first", "@second", "", "safAmfService");
    private static final List<String> OWNERS = List.of("ops", "guests", "");
    private static final List<String> ATTRIBUTES =
            List.of("rate", "state", "hours", "pressure", "value", "unit", "pump");

    private final ModelRig rig = new ModelRig();
    private final List<SessionId> sessions = new ArrayList<>();
    private long incarnation = 1;

    private static <T> T any(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    @RepeatedTest(25)
    @Tag("IMM-022")
    @Tag("IMM-045")
    @DisplayName("nothing breaks, each change is heard in order, and who applies the same entries remembers the same")
    void holds(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < STEPS; i++) {
            assertThatCode(() -> step(random))
                    .as("seed %s, step %s", repetition.getCurrentRepetition(), i)
                    .doesNotThrowAnyException();
        }
        rig.processes.values().forEach(p -> assertOrder(p.calls));

        Director other = new Director(StandardModels.all());
        for (var entry : rig.entries) {
            List<Event> events = ClusterCodec.decode(ClusterCodec.encode(entry.events()));
            other.apply(new LogEntry(entry.index(), entry.timestampNanos(), events));
        }
        byte[] memory = DirectorSnapshot.of(rig.director).toBytes();
        assertThat(DirectorSnapshot.of(other).toBytes()).isEqualTo(memory);
        assertThat(DirectorSnapshot.of(DirectorSnapshot.restore(memory, StandardModels.all())
                                .director())
                        .toBytes())
                .isEqualTo(memory);
    }

    private void step(Random random) {
        switch (random.nextInt(24)) {
            case 0 -> sessions.add(rig.process("n" + (1 + random.nextInt(3))));
            case 1 -> {
                if (!sessions.isEmpty() && random.nextInt(4) == 0) {
                    rig.kill(sessions.remove(random.nextInt(sessions.size())));
                }
            }
            case 2 -> {
                rig.nanos += random.nextInt(10) * 1_000_000_000L;
                rig.look();
            }
            case 3 -> {
                if (random.nextInt(6) == 0) {
                    rig.lead();
                }
            }
            case 4 -> {
                if (random.nextInt(8) == 0) {
                    rig.apply(new Event.NodeLeft("n2", incarnation, "gone"));
                    sessions.removeIf(s -> s.agent().equals("n2"));
                    rig.apply(new Event.NodeJoined("n2", ++incarnation));
                }
            }
            default -> request(random);
        }
    }

    private void request(Random random) {
        if (sessions.isEmpty()) {
            sessions.add(rig.process("n1"));
        }
        SessionId session = any(random, sessions);
        Optional.ofNullable(rig.processes.get(session)).ifPresent(p -> p.answers = call -> answer(random, call));
        rig.begin(session, drawn(random));
    }

    private static Optional<ImmAnswer> answer(Random random, ImmCall call) {
        return switch (random.nextInt(12)) {
            case 0 -> Optional.empty();
            case 1 ->
                Optional.of(ImmAnswer.newBuilder()
                        .setStatus(AisStatus.ERR_BAD_OPERATION.value())
                        .setAccepted(random.nextInt(7) - 2)
                        .setText("no")
                        .build());
            case 2 -> Optional.of(ModelRig.refusal(AisStatus.ERR_FAILED_OPERATION, "never"));
            case 3 -> Optional.of(ImmAnswer.newBuilder().setStatus(99).build());
            default -> Optional.of(ModelRig.okay());
        };
    }

    private static ImmRequest.Builder drawn(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> ModelRig.bear(any(random, BEARERS));
            case 1 -> ModelRig.implement(any(random, CLASSES));
            case 2 -> ModelRig.implementObjects(any(random, NAMES), 1 + random.nextInt(3));
            case 3 ->
                ModelRig.owner(
                        1 + random.nextInt(5),
                        any(random, OWNERS),
                        random.nextInt(3),
                        1 + random.nextInt(3),
                        any(random, NAMES));
            case 4, 5 -> ModelRig.publish(change(random), change(random));
            case 6 -> ModelRig.change(change(random));
            case 7 -> ModelRig.reading(any(random, NAMES));
            case 8 ->
                ImmRequest.newBuilder()
                        .setInvoke(ImmInvoke.newBuilder()
                                .setDn(any(random, NAMES).toString())
                                .setOperation(random.nextInt(5))
                                .setOwner(any(random, OWNERS)));
            case 9 -> ImmRequest.newBuilder().setBundle(bundle(random.nextInt(4), 2 + random.nextInt(4)));
            default ->
                ImmRequest.newBuilder()
                        .setBundle(bundle(random.nextInt(4), 1, change(random), change(random))
                                .setBegun(random.nextBoolean())
                                .setOwner(any(random, OWNERS))
                                .setFlags(random.nextInt(3) * 0x80 + random.nextInt(2)));
        };
    }

    private static ObjectChange change(Random random) {
        Dn dn = any(random, NAMES);
        Object value = random.nextBoolean() ? (Object) random.nextLong(200) : "text";
        return switch (random.nextInt(3)) {
            case 0 ->
                new ObjectChange.Create(
                        new ImmObject(dn, any(random, CLASSES), Map.of(any(random, ATTRIBUTES), List.of(value))));
            case 1 -> new ObjectChange.Delete(dn);
            default -> ModelRig.set(dn, any(random, ATTRIBUTES), value);
        };
    }

    /** Of each change: operations, then perhaps once the whole, then at most one end; nothing after it. */
    private static void assertOrder(List<ImmCall> calls) {
        Map<String, String> heard = new LinkedHashMap<>();
        for (ImmCall call : calls) {
            switch (call.getBodyCase()) {
                case OPERATIONS -> heard.merge(call.getOperations().getChange(), "o", String::concat);
                case COMPLETED -> heard.merge(call.getCompleted(), "c", String::concat);
                case APPLY -> heard.merge(call.getApply(), "+", String::concat);
                case ABORT -> heard.merge(call.getAbort(), "-", String::concat);
                default -> {}
            }
        }
        assertThat(heard).allSatisfy((change, story) -> assertThat(story).matches("o+(c\\+|c?-|c)?"));
    }
}
