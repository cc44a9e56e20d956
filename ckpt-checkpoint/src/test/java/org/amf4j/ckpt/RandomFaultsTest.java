package org.amf4j.ckpt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.api.ckpt.OpenFlag;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.SectionWrite;
import org.amf4j.api.ckpt.WriteMode;
import org.amf4j.ckpt.node.ClientCall;
import org.amf4j.ckpt.node.Result;
import org.amf4j.ckpt.section.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes crash, stop, and lose each other, messages get lost, and writers and readers go on all the while. Run with {@code
 * -Dckpt.seeds=1000} for as many seeds.
 */
class RandomFaultsTest {

    private static final int SEEDS = Integer.getInteger("ckpt.seeds", 40);
    private static final int STEPS = 150;
    private static final SectionId LEFT = SectionId.of("left");
    private static final SectionId RIGHT = SectionId.of("right");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, Run.DURABLE})
    @Tag("CKPT-018")
    @Tag("CKPT-031")
    @Tag("CKPT-034")
    @Tag("CKPT-039")
    @Tag("CKPT-042")
    void nothingAcknowledgedByAllReplicasIsLostOrExchanged(int kind) {
        int acknowledged = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            acknowledged += new Run(seed, kind, WriteMode.ALL_REPLICAS).play();
        }
        assertThat(acknowledged).as("writes that were acknowledged at all").isGreaterThan(SEEDS * 20);
    }

    @ParameterizedTest
    @CsvSource({"0, ACTIVE_REPLICA", "1, ACTIVE_REPLICA", "0, ACTIVE_REPLICA_WEAK"})
    @Tag("CKPT-018")
    @Tag("CKPT-032")
    void replicasAreWholeAndEqualAfterwardsInTheOtherModes(int kind, WriteMode mode) {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Run(seed, kind, mode).play();
        }
    }

    /** One run; kinds differ in the number of nodes and replicas, in collocation, and in what survives. */
    private static final class Run {
        /** On disks: all nodes may crash at once. */
        static final int DURABLE = 4;

        private final Random random;
        private final SimulatedCluster cluster;
        private final History history = new History();
        private final List<Process> processes = new ArrayList<>();
        private final WriteMode mode;
        private final boolean isStrict;
        private final String description;
        private final CreationAttributes attributes;
        private final List<Watched> reading = new ArrayList<>();
        private long number;

        private record Watched(String reader, Answer answer) {}

        Run(int seed, int kind, WriteMode mode) {
            this.mode = mode;
            this.isStrict = mode == WriteMode.ALL_REPLICAS;
            random = new Random(seed * 31L + kind);
            cluster = new SimulatedCluster(seed * 37L + kind, kind == 2 ? 5 : 3);
            boolean isCollocated = isStrict && kind == 1;
            attributes = new CreationAttributes(
                    mode,
                    isCollocated,
                    kind == DURABLE,
                    kind % DURABLE == 0 ? 2 : 3,
                    4_096,
                    CreationAttributes.FOREVER,
                    4,
                    1_024,
                    32);
            description = "seed " + seed + ", kind " + kind + ", " + attributes;
            if (kind == 3) {
                cluster.lose(0.02);
            }
        }

        int play() {
            for (String node : cluster.names()) {
                Process process = new Process(cluster, node);
                assertThat(process.open(Optional.of(attributes), Process.ALL_FLAGS))
                        .as(description)
                        .isEqualTo(AisStatus.OK);
                processes.add(process);
            }
            Process writer = processes.get(random.nextInt(processes.size()));
            assertThat(writer.create("left", "0")).as(description).isEqualTo(AisStatus.OK);
            assertThat(writer.create("right", "0")).as(description).isEqualTo(AisStatus.OK);
            for (int step = 0; step < STEPS; step++) {
                step(writer);
            }
            cluster.heal();
            cluster.loseNothing();
            cluster.names().forEach(cluster::resume);
            cluster.names().stream().filter(n -> !cluster.isUp(n)).forEach(cluster::boot);
            cluster.run(15_000);
            collect();
            settle();
            if (isStrict) {
                assertThat(history.problems()).as(description).isEmpty();
            }
            return history.acknowledged();
        }

        private void step(Process writer) {
            int chance = random.nextInt(100);
            if (chance < 70) {
                write(writer);
                read();
            } else if (chance < 74) {
                crashOrBoot();
            } else if (chance < 77) {
                cluster.cut(cluster.names().get(random.nextInt(cluster.names().size())));
            } else if (chance < 82) {
                cluster.heal();
            } else if (chance < 84) {
                cluster.pause(cluster.names().get(random.nextInt(cluster.names().size())));
            } else if (chance < 88) {
                cluster.names().forEach(cluster::resume);
            } else if (chance < 90) {
                cluster.delays((1 + random.nextInt(20)) * SimulatedCluster.MILLI / 2);
            } else if (chance < 92 && attributes.isDurable()) {
                crashEverything();
            }
            cluster.run(random.nextInt(3) == 0 ? random.nextInt(400) : random.nextInt(5));
            collect();
        }

        /** A majority of the controllers stays, and of the replicas not all crash at a time. */
        private void crashOrBoot() {
            Optional<String> down =
                    cluster.names().stream().filter(n -> !cluster.isUp(n)).findFirst();
            if (down.isPresent()) {
                cluster.boot(down.get());
                cluster.run(2_500);
            } else {
                cluster.crash(cluster.names().get(random.nextInt(cluster.names().size())));
            }
        }

        /** One after the other or all at once; then everybody who has lost what he had open opens it again. */
        private void crashEverything() {
            for (String node : cluster.names()) {
                cluster.crash(node);
                cluster.run(random.nextInt(4) == 0 ? random.nextInt(1_000) : 0);
            }
            reading.clear();
            cluster.heal();
            cluster.names().forEach(cluster::boot);
            cluster.run(random.nextInt(3_000));
            for (Process process : processes) {
                AisStatus status = AisStatus.ERR_TRY_AGAIN;
                for (int i = 0; i < 20 && status != AisStatus.OK; i++) {
                    cluster.run(500);
                    status = process.open(Optional.empty(), Process.READ_WRITE);
                }
                assertThat(status)
                        .as(description + ": opened again on " + process.node + ", " + cluster.describe())
                        .isEqualTo(AisStatus.OK);
            }
        }

        private void write(Process writer) {
            if (!cluster.isRunning(writer.node)) {
                return;
            }
            int count = 1 + random.nextInt(4);
            List<ClientCall> writes = LongStream.rangeClosed(number + 1, number + count)
                    .mapToObj(each -> write(writer, Long.toString(each)))
                    .toList();
            List<Answer> answers = random.nextBoolean()
                    ? writer.ask(writes)
                    : writes.stream().map(writer::ask).toList();
            for (Answer answer : answers) {
                history.wrote("left", ++number, answer);
            }
        }

        private static ClientCall write(Process writer, String text) {
            return new ClientCall.Modify(
                    writer.handle,
                    new Operation.Write(List.of(
                            new SectionWrite(LEFT, 0, Process.bytes(text)),
                            new SectionWrite(RIGHT, 0, Process.bytes(text)))));
        }

        private void read() {
            Process reader = processes.get(random.nextInt(processes.size()));
            if (cluster.isRunning(reader.node)) {
                reading.add(new Watched(reader.node, reader.readLater(LEFT, RIGHT)));
            }
        }

        private void collect() {
            for (Watched watched : List.copyOf(reading)) {
                if (watched.answer().isThere()) {
                    reading.remove(watched);
                    if (watched.answer().reply.get().result() instanceof Result.Told) {
                        note(watched);
                    }
                }
            }
        }

        private void note(Watched watched) {
            if (watched.answer().reply.get().status() == AisStatus.OK) {
                List<String> texts = Process.texts(watched.answer().reply.get());
                assertThat(texts.get(0))
                        .as(description + ": one write is seen whole")
                        .isEqualTo(texts.get(1));
                history.read("left", watched.reader(), watched.answer(), Long.parseLong(texts.get(0)));
            }
        }

        /** Afterwards the checkpoint can be used, if any replica has lived through it all, and replicas are equal. */
        private void settle() {
            boolean isThere = cluster.leader().registry().summaries().stream()
                    .anyMatch(s -> s.config().id() == 1);
            for (String node : cluster.names()) {
                if (isThere) {
                    Process late = new Process(cluster, node);
                    assertThat(late.open(Optional.empty(), OpenFlag.READ.value()))
                            .as(description + ": opened at last on " + node + ", " + cluster.describe())
                            .isEqualTo(AisStatus.OK);
                    Answer answer = late.readLater(LEFT, RIGHT);
                    // Where the active replica alone acknowledges, a section may be gone with it as any other change.
                    assertThat(late.await(answer).status())
                            .as(description + ": final read on " + node)
                            .isIn(AisStatus.OK, isStrict ? AisStatus.OK : AisStatus.ERR_NOT_EXIST);
                    note(new Watched("late " + node, answer));
                }
            }
            if (isThere) {
                assertThat(cluster.checksums(1).values().stream().distinct())
                        .as(description + ": " + cluster.checksums(1))
                        .hasSize(1);
            } else {
                assertThat(attributes.isDurable())
                        .as(description + ": all replicas have crashed")
                        .isFalse();
            }
        }
    }
}
