package org.amf4j.ckpt.message;

import java.util.List;
import java.util.TreeMap;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.ckpt.registry.CheckpointSummary;
import org.amf4j.ckpt.registry.Config;
import org.amf4j.ckpt.registry.RegistryAnswer;
import org.amf4j.ckpt.registry.RegistryCommand;
import org.amf4j.ckpt.section.Entry;
import org.amf4j.ckpt.section.Operation;
import org.amf4j.ckpt.section.Section;
import org.amf4j.ckpt.wire.WireReader;
import org.amf4j.ckpt.wire.WireWriter;

/** One message from a node to another. */
public sealed interface PeerMessage {

    /**
     * Whether it is said again for as long as it seems not to have arrived, by {@code Courier} and {@code ActiveRole}, so that
     * it may get lost on the way, or overtake others.
     */
    default boolean isRepeated() {
        return this instanceof Submitted
                || this instanceof Done
                || this instanceof Replicated
                || this instanceof Stored;
    }

    // ---- between nodes and the leader

    /** Node to leader: I live and know the decisions up to this version. */
    record Greeting(long life, long version) implements PeerMessage {}

    /** Node to leader: decide this. Sent again until answered. */
    record Asked(long life, long number, List<RegistryCommand> commands) implements PeerMessage {}

    /** Leader to node: decided. */
    record Decided(long life, long number, List<RegistryAnswer> answers) implements PeerMessage {}

    /**
     * Leader to node: what concerns you.
     *
     * @param from the version that this continues; -1 when it is everything
     * @param to the version that you know then
     * @param gone checkpoints that do not concern you any more
     */
    record Configs(long life, long from, long to, List<Config> configs, List<Long> gone) implements PeerMessage {}

    /** Anybody to leader: which checkpoints are there? */
    record ListAsked(long number) implements PeerMessage {}

    /** Leader: these. */
    record ListAnswered(long number, List<CheckpointSummary> summaries) implements PeerMessage {}

    // ---- between the node of a request and the active replica

    /**
     * Do this.
     *
     * @param origin who asks
     * @param first the oldest request that still waits for its answer; nothing before it will come any more
     * @param number of this request; numbers of a node about a checkpoint rise by one
     */
    record Submitted(long id, Entry.Origin origin, long first, long number, Operation operation)
            implements PeerMessage {}

    /** Done, as the write mode says; or refused. */
    record Done(long id, long life, long number, AisStatus status, String text) implements PeerMessage {}

    /** Tell me this. */
    record QuestionAsked(long id, long number, Question question) implements PeerMessage {}

    /** The answer. */
    record QuestionAnswered(long number, AisStatus status, String text, Question.Answer answer)
            implements PeerMessage {}

    // ---- between replicas

    /** Active to others: where do you stand? */
    record Probe(long id, long epoch, long term) implements PeerMessage {}

    /** To the active: I have everything up to this place, of this term's order. */
    record Position(long id, long epoch, long term, long streamTerm, long sequence) implements PeerMessage {}

    /** Active to another that stands where I began: what you have is the beginning of my order. */
    record Adopt(long id, long epoch, long term, long fromTerm, long sequence) implements PeerMessage {}

    /**
     * Active to others: what comes next.
     *
     * @param committed everything up to this place is acknowledged
     */
    record Replicated(long id, long epoch, long term, long committed, List<Entry> entries) implements PeerMessage {}

    /**
     * To the active: I have everything up to this place.
     *
     * @param isEager somebody here wants to know at once what is acknowledged
     */
    record Stored(long id, long epoch, long term, long sequence, boolean isEager) implements PeerMessage {}

    /**
     * Active to another: a part of all that there was at a place.
     *
     * @param part its number, from 0
     * @param isLast whether it is the last
     * @param origins with part 0: the last request of each node that is in it
     */
    record Filling(
            long id,
            long epoch,
            long term,
            long sequence,
            long committed,
            int part,
            boolean isLast,
            List<LastOf> origins,
            TreeMap<SectionId, Section> sections)
            implements PeerMessage {}

    /** To the active: I have this part. */
    record PartTaken(long id, long term, long sequence, int part) implements PeerMessage {}

    /**
     * The last request of a node that is part of a replica's content, and those before that never will be.
     *
     * @param holes numbers below the last one, rising
     */
    record LastOf(String node, long life, long last, List<Long> holes) {

        /** Writes it. */
        public void write(WireWriter out) {
            out.text(node).number(life).number(last).all(holes, out::number);
        }

        /** Reads one. */
        public static LastOf read(WireReader in) {
            return new LastOf(in.text(), in.number(), in.number(), in.all(in::number));
        }
    }
}
