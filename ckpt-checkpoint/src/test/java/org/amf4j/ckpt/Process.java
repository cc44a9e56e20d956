package org.amf4j.ckpt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.CheckpointStatus;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.api.ckpt.OpenFlag;
import org.amf4j.api.ckpt.SectionDescriptor;
import org.amf4j.api.ckpt.SectionFilter;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.SectionRead;
import org.amf4j.api.ckpt.SectionWrite;
import org.amf4j.api.ckpt.WriteMode;
import org.amf4j.ckpt.message.Question;
import org.amf4j.ckpt.node.ClientCall;
import org.amf4j.ckpt.node.Effect;
import org.amf4j.ckpt.node.Result;
import org.amf4j.ckpt.section.Operation;

/** A process on a simulated node, with at most one checkpoint open. */
final class Process {

    static final String NAME = "safCkpt=state,safApp=test";
    static final int ALL_FLAGS = OpenFlag.READ.value() | OpenFlag.WRITE.value() | OpenFlag.CREATE.value();
    static final int READ_WRITE = OpenFlag.READ.value() | OpenFlag.WRITE.value();

    private static final long LIMIT_MILLIS = 10_000;

    private static long sessions;

    final SimulatedCluster cluster;
    final String node;
    final long session = ++sessions;
    long handle;

    Process(SimulatedCluster cluster, String node) {
        this.cluster = cluster;
        this.node = node;
    }

    static CreationAttributes attributes(WriteMode mode, boolean isCollocated, int sections) {
        return new CreationAttributes(
                mode, isCollocated, false, 2, sections * 1_024L, CreationAttributes.FOREVER, sections, 1_024, 32);
    }

    static SectionId id(String text) {
        return SectionId.of(text);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Answer ask(ClientCall call) {
        return cluster.call(node, session, call, LIMIT_MILLIS);
    }

    /** Several calls that come in at once. */
    List<Answer> ask(List<ClientCall> calls) {
        return cluster.calls(node, session, calls, LIMIT_MILLIS);
    }

    Effect.Reply await(Answer answer) {
        for (int i = 0; i < 1_500 && !answer.isThere(); i++) {
            cluster.run(10);
        }
        return answer.reply.orElseThrow(() -> new AssertionError("no answer"));
    }

    AisStatus status(ClientCall call) {
        return await(ask(call)).status();
    }

    AisStatus open(Optional<CreationAttributes> attributes, int flags) {
        return open(NAME, attributes, flags);
    }

    AisStatus open(String name, Optional<CreationAttributes> attributes, int flags) {
        Effect.Reply reply = await(ask(new ClientCall.Open(name, attributes, flags)));
        if (reply.result() instanceof Result.Opened opened) {
            handle = opened.handle();
        }
        return reply.status();
    }

    Process created(CreationAttributes attributes) {
        AisStatus status = open(Optional.of(attributes), ALL_FLAGS);
        if (status != AisStatus.OK) {
            throw new AssertionError(status);
        }
        return this;
    }

    Process opened() {
        AisStatus status = open(Optional.empty(), READ_WRITE);
        if (status != AisStatus.OK) {
            throw new AssertionError(status);
        }
        return this;
    }

    AisStatus close() {
        return status(new ClientCall.Close(handle));
    }

    AisStatus unlink() {
        return status(new ClientCall.Unlink(NAME));
    }

    Answer overwriteLater(SectionId section, String text) {
        return ask(new ClientCall.Modify(handle, new Operation.Overwrite(section, bytes(text))));
    }

    AisStatus overwrite(SectionId section, String text) {
        return await(overwriteLater(section, text)).status();
    }

    Effect.Reply write(SectionWrite... elements) {
        return await(ask(new ClientCall.Modify(handle, new Operation.Write(List.of(elements)))));
    }

    AisStatus create(String section, String text) {
        return create(section, SectionDescriptor.NEVER, text);
    }

    AisStatus create(String section, long expirationNanos, String text) {
        return status(new ClientCall.Modify(
                handle, new Operation.Create(SectionId.of(section), expirationNanos, bytes(text))));
    }

    SectionId make(String text) {
        Effect.Reply reply = await(ask(new ClientCall.Modify(
                handle, new Operation.Create(SectionId.DEFAULT, SectionDescriptor.NEVER, bytes(text)))));
        return ((Result.Made) reply.result()).section();
    }

    AisStatus delete(String section) {
        return status(new ClientCall.Modify(handle, new Operation.Delete(SectionId.of(section))));
    }

    AisStatus expire(String section, long atNanos) {
        return status(new ClientCall.Modify(handle, new Operation.SetExpiration(SectionId.of(section), atNanos)));
    }

    Answer readLater(SectionId... sections) {
        List<SectionRead> elements = java.util.Arrays.stream(sections)
                .map(s -> new SectionRead(s, 0, SectionRead.TO_END))
                .toList();
        return ask(new ClientCall.Ask(handle, new Question.Read(elements)));
    }

    Effect.Reply readPart(SectionId section, int offset, int length) {
        return await(
                ask(new ClientCall.Ask(handle, new Question.Read(List.of(new SectionRead(section, offset, length))))));
    }

    static List<String> texts(Effect.Reply reply) {
        Question.Answer answer = ((Result.Told) reply.result()).answer();
        return ((Question.Answer.Bytes) answer)
                .found().stream()
                        .map(b -> new String(b, StandardCharsets.UTF_8))
                        .toList();
    }

    String read(SectionId section) {
        Effect.Reply reply = await(readLater(section));
        return reply.status() == AisStatus.OK
                ? texts(reply).get(0)
                : reply.status().name();
    }

    List<SectionDescriptor> sections(SectionFilter filter, SectionId after, boolean isFirst, int most) {
        Effect.Reply reply =
                await(ask(new ClientCall.Ask(handle, new Question.Sections(filter, after, isFirst, most))));
        return ((Question.Answer.Listed) ((Result.Told) reply.result()).answer()).sections();
    }

    List<String> sections(SectionFilter filter) {
        return sections(filter, SectionId.DEFAULT, true, 1_000).stream()
                .map(s -> s.id().toString())
                .toList();
    }

    CheckpointStatus checkpointStatus() {
        Effect.Reply reply = await(ask(new ClientCall.Ask(handle, new Question.Status())));
        return ((Result.Stands) reply.result()).status();
    }

    AisStatus synchronize() {
        return status(new ClientCall.Ask(handle, new Question.Synchronize()));
    }

    AisStatus becomeActive() {
        return status(new ClientCall.BecomeActive(handle));
    }

    AisStatus follow(boolean wanted) {
        return status(new ClientCall.Follow(handle, wanted));
    }

    List<Effect.Changed> changes() {
        return cluster.changes(node).stream()
                .filter(c -> c.session() == session)
                .toList();
    }
}
