package org.amf4j.ckpt.message;

import java.util.List;
import org.amf4j.api.ckpt.SectionDescriptor;
import org.amf4j.api.ckpt.SectionFilter;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.SectionRead;
import org.amf4j.api.ckpt.SectionState;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/** Something that changes nothing. */
public sealed interface Question {

    /** Bytes of sections. */
    record Read(List<SectionRead> elements) implements Question {
        public Read {
            elements = List.copyOf(elements);
        }
    }

    /** Sections after an id, or from the first one on. */
    record Sections(SectionFilter filter, SectionId after, boolean isFirst, int most) implements Question {}

    /** Numbers about it. */
    record Status() implements Question {}

    /** Answered when all replicas have what the active one has now. */
    record Synchronize() implements Question {}

    /** An answer's content. */
    sealed interface Answer {

        /** Bytes of each element. */
        record Bytes(List<byte[]> found) implements Answer {}

        /** Sections, in the order of their ids; there may be more when they are as many as wanted. */
        record Listed(List<SectionDescriptor> sections) implements Answer {}

        /** Numbers. */
        record Numbers(int sections, long usedBytes, long sequence) implements Answer {}

        /** Nothing to say but why. */
        record None() implements Answer {}
    }

    /** Writes one. */
    static void write(WireWriter out, Question question) {
        switch (question) {
            case Read read ->
                out.number(1)
                        .all(
                                read.elements(),
                                e -> out.bytes(e.section().bytes())
                                        .number(e.offset())
                                        .number(e.length() + 1L));
            case Sections s ->
                out.number(2)
                        .number(s.filter().kind().ordinal())
                        .number(s.filter().timeNanos())
                        .bytes(s.after().bytes())
                        .flag(s.isFirst())
                        .number(s.most());
            case Status s -> out.number(3);
            case Synchronize s -> out.number(4);
        }
    }

    /** Reads one. */
    static Question read(WireReader in) {
        int kind = in.count();
        return switch (kind) {
            case 1 -> new Read(in.all(() -> new SectionRead(SectionId.of(in.bytes()), in.count(), in.count() - 1)));
            case 2 ->
                new Sections(
                        new SectionFilter(in.constant(SectionFilter.Kind.values()), in.number()),
                        SectionId.of(in.bytes()),
                        in.flag(),
                        in.count());
            case 3 -> new Status();
            case 4 -> new Synchronize();
            default -> throw new IllegalArgumentException("unknown question " + kind);
        };
    }

    /** Writes an answer. */
    static void write(WireWriter out, Answer answer) {
        switch (answer) {
            case Answer.Bytes bytes -> out.number(1).all(bytes.found(), out::bytes);
            case Answer.Listed listed ->
                out.number(2)
                        .all(
                                listed.sections(),
                                s -> out.bytes(s.id().bytes())
                                        .number(s.expirationNanos())
                                        .number(s.size())
                                        .number(s.state().ordinal())
                                        .number(s.lastUpdateNanos()));
            case Answer.Numbers n ->
                out.number(3).number(n.sections()).number(n.usedBytes()).number(n.sequence());
            case Answer.None none -> out.number(4);
        }
    }

    /** Reads an answer. */
    static Answer readAnswer(WireReader in) {
        int kind = in.count();
        return switch (kind) {
            case 1 -> new Answer.Bytes(in.all(in::bytes));
            case 2 ->
                new Answer.Listed(in.all(() -> new SectionDescriptor(
                        SectionId.of(in.bytes()),
                        in.number(),
                        in.count(),
                        in.constant(SectionState.values()),
                        in.number())));
            case 3 -> new Answer.Numbers(in.count(), in.number(), in.number());
            case 4 -> new Answer.None();
            default -> throw new IllegalArgumentException("unknown answer " + kind);
        };
    }
}
