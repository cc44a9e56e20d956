package org.amf4j.ckpt.message;

import org.amf4j.api.AisStatus;
import org.amf4j.ckpt.registry.CheckpointSummary;
import org.amf4j.ckpt.registry.Config;
import org.amf4j.ckpt.registry.RegistryAnswer;
import org.amf4j.ckpt.registry.RegistryCommand;
import org.amf4j.ckpt.section.Entry;
import org.amf4j.ckpt.section.Operation;
import org.amf4j.ckpt.section.Section;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/** Messages as bytes. Reading anything but what was written ends in an {@link IllegalArgumentException}. */
public final class PeerCodec {

    private static final int FIXED_BYTES = 128;

    private PeerCodec() {}

    /** The bytes of a message. */
    public static byte[] toBytes(PeerMessage message) {
        WireWriter out = new WireWriter(estimate(message));
        switch (message) {
            case PeerMessage.Greeting m -> out.number(1).number(m.life()).number(m.version());
            case PeerMessage.Asked m ->
                out.number(2).number(m.life()).number(m.number()).all(m.commands(), c -> c.write(out));
            case PeerMessage.Decided m ->
                out.number(3).number(m.life()).number(m.number()).all(m.answers(), a -> a.write(out));
            case PeerMessage.Configs m -> write(out, m);
            case PeerMessage.ListAsked m -> out.number(5).number(m.number());
            case PeerMessage.ListAnswered m -> out.number(6).number(m.number()).all(m.summaries(), s -> s.write(out));
            case PeerMessage.Submitted m -> write(out, m);
            case PeerMessage.Done m -> write(out, m);
            case PeerMessage.QuestionAsked m -> {
                out.number(9).number(m.id()).number(m.number());
                Question.write(out, m.question());
            }
            case PeerMessage.QuestionAnswered m -> {
                out.number(10).number(m.number()).number(m.status().value()).text(m.text());
                Question.write(out, m.answer());
            }
            case PeerMessage.Probe m ->
                out.number(11).number(m.id()).number(m.epoch()).number(m.term());
            case PeerMessage.Position m -> write(out, m);
            case PeerMessage.Adopt m -> write(out, m);
            case PeerMessage.Replicated m -> write(out, m);
            case PeerMessage.Stored m -> write(out, m);
            case PeerMessage.Filling m -> write(out, m);
            case PeerMessage.PartTaken m ->
                out.number(17)
                        .number(m.id())
                        .number(m.term())
                        .number(m.sequence())
                        .number(m.part());
        }
        return out.toBytes();
    }

    private static void write(WireWriter out, PeerMessage.Configs m) {
        out.number(4)
                .number(m.life())
                .number(m.from() + 1)
                .number(m.to())
                .all(m.configs(), c -> c.write(out))
                .all(m.gone(), out::number);
    }

    private static void write(WireWriter out, PeerMessage.Position m) {
        out.number(12)
                .number(m.id())
                .number(m.epoch())
                .number(m.term())
                .number(m.streamTerm())
                .number(m.sequence());
    }

    private static void write(WireWriter out, PeerMessage.Adopt m) {
        out.number(13)
                .number(m.id())
                .number(m.epoch())
                .number(m.term())
                .number(m.fromTerm())
                .number(m.sequence());
    }

    private static void write(WireWriter out, PeerMessage.Replicated m) {
        out.number(14)
                .number(m.id())
                .number(m.epoch())
                .number(m.term())
                .number(m.committed())
                .all(m.entries(), e -> e.write(out));
    }

    private static void write(WireWriter out, PeerMessage.Stored m) {
        out.number(15)
                .number(m.id())
                .number(m.epoch())
                .number(m.term())
                .number(m.sequence())
                .flag(m.isEager());
    }

    private static void write(WireWriter out, PeerMessage.Done m) {
        out.number(8)
                .number(m.id())
                .number(m.life())
                .number(m.number())
                .number(m.status().value())
                .text(m.text());
    }

    private static int estimate(PeerMessage message) {
        return switch (message) {
            case PeerMessage.Submitted m -> FIXED_BYTES + m.operation().bytes();
            case PeerMessage.Replicated m -> {
                int sum = FIXED_BYTES;
                for (Entry entry : m.entries()) {
                    sum += FIXED_BYTES + entry.operation().bytes();
                }
                yield sum;
            }
            default -> FIXED_BYTES;
        };
    }

    private static void write(WireWriter out, PeerMessage.Submitted m) {
        out.number(7)
                .number(m.id())
                .text(m.origin().node())
                .number(m.origin().life())
                .number(m.origin().opening())
                .number(m.first())
                .number(m.number());
        m.operation().write(out);
    }

    private static void write(WireWriter out, PeerMessage.Filling m) {
        out.number(16)
                .number(m.id())
                .number(m.epoch())
                .number(m.term())
                .number(m.sequence())
                .number(m.committed())
                .number(m.part())
                .flag(m.isLast())
                .all(m.origins(), o -> o.write(out));
        Section.write(out, m.sections());
    }

    /** The message in these bytes. */
    public static PeerMessage of(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        int kind = in.count();
        PeerMessage message = switch (kind) {
            case 1 -> new PeerMessage.Greeting(in.number(), in.number());
            case 2 -> new PeerMessage.Asked(in.number(), in.number(), in.all(() -> RegistryCommand.read(in)));
            case 3 -> new PeerMessage.Decided(in.number(), in.number(), in.all(() -> RegistryAnswer.read(in)));
            case 4 ->
                new PeerMessage.Configs(
                        in.number(), in.number() - 1, in.number(), in.all(() -> Config.read(in)), in.all(in::number));
            case 5 -> new PeerMessage.ListAsked(in.number());
            case 6 -> new PeerMessage.ListAnswered(in.number(), in.all(() -> CheckpointSummary.read(in)));
            case 7 ->
                new PeerMessage.Submitted(
                        in.number(),
                        new Entry.Origin(in.text(), in.number(), in.number()),
                        in.number(),
                        in.number(),
                        Operation.read(in));
            case 8 -> new PeerMessage.Done(in.number(), in.number(), in.number(), AisStatus.of(in.count()), in.text());
            case 9 -> new PeerMessage.QuestionAsked(in.number(), in.number(), Question.read(in));
            case 10 ->
                new PeerMessage.QuestionAnswered(
                        in.number(), AisStatus.of(in.count()), in.text(), Question.readAnswer(in));
            case 11 -> new PeerMessage.Probe(in.number(), in.number(), in.number());
            case 12 -> new PeerMessage.Position(in.number(), in.number(), in.number(), in.number(), in.number());
            case 13 -> new PeerMessage.Adopt(in.number(), in.number(), in.number(), in.number(), in.number());
            case 14 ->
                new PeerMessage.Replicated(
                        in.number(), in.number(), in.number(), in.number(), in.all(() -> Entry.read(in)));
            case 15 -> new PeerMessage.Stored(in.number(), in.number(), in.number(), in.number(), in.flag());
            case 16 -> filling(in);
            case 17 -> new PeerMessage.PartTaken(in.number(), in.number(), in.number(), in.count());
            default -> throw new IllegalArgumentException("unknown message " + kind);
        };
        in.end();
        return message;
    }

    private static PeerMessage filling(WireReader in) {
        long id = in.number();
        long epoch = in.number();
        long term = in.number();
        long sequence = in.number();
        long committed = in.number();
        int part = in.count();
        boolean isLast = in.flag();
        var origins = in.all(() -> PeerMessage.LastOf.read(in));
        return new PeerMessage.Filling(
                id, epoch, term, sequence, committed, part, isLast, origins, Section.readAll(in));
    }
}
