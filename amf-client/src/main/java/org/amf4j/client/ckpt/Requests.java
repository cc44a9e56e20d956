package org.amf4j.client.ckpt;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.ckpt.Change;
import org.amf4j.api.ckpt.CheckpointStatus;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.api.ckpt.SectionDescriptor;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.SectionRead;
import org.amf4j.api.ckpt.SectionState;
import org.amf4j.api.ckpt.SectionWrite;
import org.amf4j.api.ckpt.WriteMode;
import org.amf4j.protocol.checkpoint.Attributes;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;
import org.amf4j.protocol.checkpoint.Close;
import org.amf4j.protocol.checkpoint.Create;
import org.amf4j.protocol.checkpoint.Descriptor;
import org.amf4j.protocol.checkpoint.Element;
import org.amf4j.protocol.checkpoint.Follow;
import org.amf4j.protocol.checkpoint.Open;
import org.amf4j.protocol.checkpoint.Overwrite;
import org.amf4j.protocol.checkpoint.Part;
import org.amf4j.protocol.checkpoint.Read;
import org.amf4j.protocol.checkpoint.Standing;
import org.amf4j.protocol.checkpoint.Write;

/** The frames of requests, and what is in those of replies. */
final class Requests {

    private Requests() {}

    static CheckpointRequest.Builder open(String name, Optional<CreationAttributes> attributes, int flags) {
        Open.Builder open = Open.newBuilder().setName(name).setFlags(flags);
        attributes.ifPresent(a -> open.setAttributes(attributes(a)));
        return CheckpointRequest.newBuilder().setOpen(open);
    }

    private static Attributes attributes(CreationAttributes a) {
        return Attributes.newBuilder()
                .setCreationFlags(a.creationFlags())
                .setDurable(a.isDurable())
                .setReplicas(a.replicas())
                .setSizeMax(a.sizeMax())
                .setRetentionNanos(a.retentionNanos())
                .setSectionsMax(a.sectionsMax())
                .setSectionBytesMax(a.sectionBytesMax())
                .setSectionIdBytesMax(a.sectionIdBytesMax())
                .build();
    }

    static CheckpointRequest.Builder write(List<SectionWrite> elements) {
        Write.Builder write = Write.newBuilder();
        for (SectionWrite element : elements) {
            write.addElements(Element.newBuilder()
                    .setSection(bytes(element.section()))
                    .setOffset(element.offset())
                    .setData(data(element.data())));
        }
        return CheckpointRequest.newBuilder().setWrite(write);
    }

    static CheckpointRequest.Builder overwrite(SectionId section, byte[] data) {
        return CheckpointRequest.newBuilder()
                .setOverwrite(Overwrite.newBuilder().setSection(bytes(section)).setData(data(data)));
    }

    static CheckpointRequest.Builder create(SectionId section, long expirationNanos, byte[] data) {
        return CheckpointRequest.newBuilder()
                .setCreate(Create.newBuilder()
                        .setSection(bytes(section))
                        .setExpirationNanos(expirationNanos)
                        .setData(data(data)));
    }

    static CheckpointRequest.Builder read(List<SectionRead> elements) {
        Read.Builder read = Read.newBuilder();
        for (SectionRead element : elements) {
            Part.Builder part =
                    Part.newBuilder().setSection(bytes(element.section())).setOffset(element.offset());
            if (element.length() != SectionRead.TO_END) {
                part.setLength(element.length());
            }
            read.addParts(part);
        }
        return CheckpointRequest.newBuilder().setRead(read);
    }

    static CheckpointRequest.Builder follow(boolean isWanted) {
        return CheckpointRequest.newBuilder().setFollow(Follow.newBuilder().setWanted(isWanted));
    }

    static CheckpointRequest.Builder close() {
        return CheckpointRequest.newBuilder().setClose(Close.getDefaultInstance());
    }

    /** What was read. */
    static List<byte[]> data(CheckpointReply reply) {
        return reply.getContents().getDataList().stream()
                .map(ByteString::toByteArray)
                .toList();
    }

    /** Written out before the call returns, so that nothing is copied. */
    private static ByteString data(byte[] bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    static ByteString bytes(SectionId id) {
        return ByteString.copyFrom(id.bytes());
    }

    static SectionDescriptor section(Descriptor d) {
        return new SectionDescriptor(
                SectionId.of(d.getId().toByteArray()),
                d.getExpirationNanos(),
                d.getSize(),
                d.getState() == SectionState.CORRUPTED.value() ? SectionState.CORRUPTED : SectionState.VALID,
                d.getLastUpdateNanos());
    }

    static CheckpointStatus status(Standing s) {
        Attributes a = s.getAttributes();
        CreationAttributes attributes = new CreationAttributes(
                WriteMode.ofFlags(a.getCreationFlags()),
                (a.getCreationFlags() & WriteMode.COLLOCATED_FLAG) != 0,
                a.getDurable(),
                a.getReplicas(),
                a.getSizeMax(),
                a.getRetentionNanos(),
                a.getSectionsMax(),
                a.getSectionBytesMax(),
                a.getSectionIdBytesMax());
        return new CheckpointStatus(
                attributes,
                s.getSections(),
                s.getUsedBytes(),
                Optional.of(s.getActive()).filter(n -> !n.isEmpty()),
                s.getReplicasList(),
                s.getSequence());
    }

    static Change change(org.amf4j.protocol.checkpoint.Change c) {
        return new Change(
                Change.Kind.values()[c.getKind() - 1],
                SectionId.of(c.getSection().toByteArray()),
                c.getOffset(),
                c.getSize(),
                c.getSequence());
    }
}
