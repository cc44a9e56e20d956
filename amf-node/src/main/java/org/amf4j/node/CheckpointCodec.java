package org.amf4j.node;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.ckpt.CheckpointStatus;
import org.amf4j.api.ckpt.CreationAttributes;
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
import org.amf4j.protocol.checkpoint.Attributes;
import org.amf4j.protocol.checkpoint.Change;
import org.amf4j.protocol.checkpoint.Changed;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;
import org.amf4j.protocol.checkpoint.Contents;
import org.amf4j.protocol.checkpoint.Descriptor;
import org.amf4j.protocol.checkpoint.Descriptors;
import org.amf4j.protocol.checkpoint.Element;
import org.amf4j.protocol.checkpoint.Open;
import org.amf4j.protocol.checkpoint.Part;
import org.amf4j.protocol.checkpoint.Read;
import org.amf4j.protocol.checkpoint.Sections;
import org.amf4j.protocol.checkpoint.Standing;

/** Between frames of the checkpoint socket and what the service understands. */
final class CheckpointCodec {

    /** Most sections in one answer. */
    private static final int SECTIONS_MAX = 10_000;

    private CheckpointCodec() {}

    /**
     * What a request asks.
     *
     * @throws IllegalArgumentException when it is of an unknown kind or holds impossible numbers
     * @throws org.amf4j.api.AisException when its creation flags are none
     */
    static ClientCall call(CheckpointRequest request) {
        long handle = request.getHandle();
        return switch (request.getBodyCase()) {
            case OPEN -> open(request.getOpen());
            case CLOSE -> new ClientCall.Close(handle);
            case UNLINK -> new ClientCall.Unlink(request.getUnlink().getName());
            case SET_RETENTION ->
                new ClientCall.SetRetention(handle, request.getSetRetention().getNanos());
            case BECOME_ACTIVE -> new ClientCall.BecomeActive(handle);
            case WRITE, OVERWRITE, CREATE, DELETE, SET_EXPIRATION -> new ClientCall.Modify(handle, operation(request));
            case READ -> new ClientCall.Ask(handle, read(request.getRead()));
            case SECTIONS -> new ClientCall.Ask(handle, sections(request.getSections()));
            case STATUS -> new ClientCall.Ask(handle, new Question.Status());
            case SYNCHRONIZE -> new ClientCall.Ask(handle, new Question.Synchronize());
            case FOLLOW -> new ClientCall.Follow(handle, request.getFollow().getWanted());
            case BODY_NOT_SET -> throw new IllegalArgumentException("the request is of an unknown kind");
        };
    }

    private static ClientCall open(Open open) {
        Optional<CreationAttributes> attributes =
                open.hasAttributes() ? Optional.of(attributes(open.getAttributes())) : Optional.empty();
        return new ClientCall.Open(open.getName(), attributes, open.getFlags());
    }

    private static CreationAttributes attributes(Attributes a) {
        return new CreationAttributes(
                WriteMode.ofFlags(a.getCreationFlags()),
                (a.getCreationFlags() & WriteMode.COLLOCATED_FLAG) != 0,
                a.getDurable(),
                a.getReplicas() == 0 ? CreationAttributes.REPLICAS_DEFAULT : a.getReplicas(),
                a.getSizeMax(),
                a.getRetentionNanos(),
                a.getSectionsMax(),
                a.getSectionBytesMax(),
                a.getSectionIdBytesMax());
    }

    private static Operation operation(CheckpointRequest request) {
        return switch (request.getBodyCase()) {
            case WRITE -> {
                List<SectionWrite> elements = new ArrayList<>();
                for (Element element : request.getWrite().getElementsList()) {
                    elements.add(new SectionWrite(
                            id(element.getSection()),
                            element.getOffset(),
                            element.getData().toByteArray()));
                }
                yield new Operation.Write(elements);
            }
            case OVERWRITE ->
                new Operation.Overwrite(
                        id(request.getOverwrite().getSection()),
                        request.getOverwrite().getData().toByteArray());
            case CREATE ->
                new Operation.Create(
                        id(request.getCreate().getSection()),
                        request.getCreate().getExpirationNanos(),
                        request.getCreate().getData().toByteArray());
            case DELETE -> new Operation.Delete(id(request.getDelete().getSection()));
            case SET_EXPIRATION ->
                new Operation.SetExpiration(
                        id(request.getSetExpiration().getSection()),
                        request.getSetExpiration().getExpirationNanos());
            default -> throw new IllegalArgumentException("not a change: " + request.getBodyCase());
        };
    }

    private static Question read(Read read) {
        List<SectionRead> elements = new ArrayList<>();
        for (Part part : read.getPartsList()) {
            int length = part.hasLength() ? Math.max(0, part.getLength()) : SectionRead.TO_END;
            elements.add(new SectionRead(id(part.getSection()), part.getOffset(), length));
        }
        return new Question.Read(elements);
    }

    private static Question sections(Sections sections) {
        for (SectionFilter.Kind kind : SectionFilter.Kind.values()) {
            if (kind.value() == sections.getFilter()) {
                return new Question.Sections(
                        new SectionFilter(kind, sections.getTimeNanos()),
                        id(sections.getAfter()),
                        !sections.hasAfter(),
                        Math.clamp(sections.getMost(), 1, SECTIONS_MAX));
            }
        }
        throw new IllegalArgumentException("filter " + sections.getFilter() + " is not one of 1 to 5");
    }

    private static SectionId id(ByteString bytes) {
        return bytes.isEmpty() ? SectionId.DEFAULT : SectionId.of(bytes.toByteArray());
    }

    private static ByteString bytes(SectionId id) {
        return ByteString.copyFrom(id.bytes());
    }

    /** The frame of an answer. */
    static CheckpointReply reply(Effect.Reply reply) {
        CheckpointReply.Builder frame = CheckpointReply.newBuilder()
                .setRequest(reply.caller().request())
                .setStatus(reply.status().value())
                .setText(reply.text());
        switch (reply.result()) {
            case Result.Nothing nothing -> {}
            case Result.Opened opened -> frame.setHandle(opened.handle());
            case Result.Made made -> frame.setSection(bytes(made.section()));
            case Result.Told told -> answer(frame, told.answer());
            case Result.Stands stands -> frame.setStanding(standing(stands.status()));
            case Result.Following following -> frame.setFollowing(following.sequence());
        }
        return frame.build();
    }

    private static void answer(CheckpointReply.Builder frame, Question.Answer answer) {
        switch (answer) {
            case Question.Answer.Bytes bytes -> {
                Contents.Builder contents = Contents.newBuilder();
                // sections are never changed in place
                bytes.found().forEach(b -> contents.addData(UnsafeByteOperations.unsafeWrap(b)));
                frame.setContents(contents);
            }
            case Question.Answer.Listed listed -> {
                Descriptors.Builder descriptors = Descriptors.newBuilder();
                listed.sections().forEach(s -> descriptors.addSections(descriptor(s)));
                frame.setDescriptors(descriptors);
            }
            case Question.Answer.Numbers numbers -> {} // told as a standing
            case Question.Answer.None none -> {}
        }
    }

    private static Descriptor descriptor(SectionDescriptor section) {
        return Descriptor.newBuilder()
                .setId(bytes(section.id()))
                .setExpirationNanos(section.expirationNanos())
                .setSize(section.size())
                .setState(section.state().value())
                .setLastUpdateNanos(section.lastUpdateNanos())
                .build();
    }

    private static Standing standing(CheckpointStatus status) {
        CreationAttributes a = status.attributes();
        return Standing.newBuilder()
                .setAttributes(Attributes.newBuilder()
                        .setCreationFlags(a.creationFlags())
                        .setDurable(a.isDurable())
                        .setReplicas(a.replicas())
                        .setSizeMax(a.sizeMax())
                        .setRetentionNanos(a.retentionNanos())
                        .setSectionsMax(a.sectionsMax())
                        .setSectionBytesMax(a.sectionBytesMax())
                        .setSectionIdBytesMax(a.sectionIdBytesMax()))
                .setSections(status.sections())
                .setUsedBytes(status.usedBytes())
                .setActive(status.active().orElse(""))
                .addAllReplicas(status.replicas())
                .setSequence(status.sequence())
                .build();
    }

    /** The frame that tells of changes. */
    static CheckpointReply changed(Effect.Changed effect) {
        Changed.Builder changed = Changed.newBuilder().setHandle(effect.handle());
        effect.changes()
                .forEach(c -> changed.addChanges(Change.newBuilder()
                        .setKind(c.kind().ordinal() + 1)
                        .setSection(bytes(c.section()))
                        .setOffset(c.offset())
                        .setSize(c.size())
                        .setSequence(c.sequence())));
        return CheckpointReply.newBuilder().setChanged(changed).build();
    }
}
