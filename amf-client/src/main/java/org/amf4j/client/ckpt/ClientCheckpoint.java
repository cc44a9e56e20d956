package org.amf4j.client.ckpt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.ckpt.ChangeListener;
import org.amf4j.api.ckpt.Checkpoint;
import org.amf4j.api.ckpt.CheckpointStatus;
import org.amf4j.api.ckpt.OpenFlag;
import org.amf4j.api.ckpt.SectionDescriptor;
import org.amf4j.api.ckpt.SectionFilter;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.SectionRead;
import org.amf4j.api.ckpt.SectionWrite;
import org.amf4j.protocol.checkpoint.BecomeActive;
import org.amf4j.protocol.checkpoint.Changed;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;
import org.amf4j.protocol.checkpoint.Delete;
import org.amf4j.protocol.checkpoint.Sections;
import org.amf4j.protocol.checkpoint.SetExpiration;
import org.amf4j.protocol.checkpoint.SetRetention;
import org.amf4j.protocol.checkpoint.Status;
import org.amf4j.protocol.checkpoint.Synchronize;

/** One opening. Thread-safe. */
final class ClientCheckpoint implements Checkpoint {

    private static final int PAGE = 1_000;

    /** Where it is open, and as what. */
    private record Place(ServicePort port, long handle) {}

    private final ClientCheckpoints service;
    private final Dn name;
    private final int flags;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile Place place;
    private volatile String gone = "";
    private volatile ChangeListener listener;

    ClientCheckpoint(ClientCheckpoints service, Dn name, int flags, ServicePort port, long handle) {
        this.service = service;
        this.name = name;
        this.flags = flags;
        this.place = new Place(port, handle);
    }

    /** What it is opened with once more: what may be done with it, without making it. */
    int reopeningFlags() {
        return flags & ~OpenFlag.CREATE.value();
    }

    boolean isFollowing() {
        return listener != null;
    }

    /** It is open on another connection. */
    void reopened(ServicePort port, long handle) {
        place = new Place(port, handle);
    }

    /** It cannot be opened any more, for this reason. */
    void gone(String reason) {
        gone = reason;
    }

    /** Its handle on this connection; an {@link AisException} with ERR_BAD_HANDLE when it is not open there. */
    long handleOn(ServicePort port) {
        Place now = place;
        if (now.port() != port) {
            throw new AisException(AisStatus.ERR_BAD_HANDLE, gone.isEmpty() ? name + " is closed" : gone);
        }
        return now.handle();
    }

    @Override
    public Dn name() {
        return name;
    }

    private <T> CompletableFuture<T> ask(CheckpointRequest.Builder request, Function<CheckpointReply, T> result) {
        if (isClosed.get()) {
            return CompletableFuture.failedFuture(new AisException(AisStatus.ERR_BAD_HANDLE, name + " is closed"));
        }
        return service.ask(request, Optional.of(this), result);
    }

    private <T> T call(CheckpointRequest.Builder request, Function<CheckpointReply, T> result) {
        if (isClosed.get()) {
            throw new AisException(AisStatus.ERR_BAD_HANDLE, name + " is closed");
        }
        return service.call(request, Optional.of(this), result);
    }

    private void call(CheckpointRequest.Builder request) {
        call(request, reply -> reply);
    }

    @Override
    public void write(List<SectionWrite> elements) {
        call(Requests.write(elements));
    }

    @Override
    public void overwrite(SectionId section, byte[] data) {
        call(Requests.overwrite(section, data));
    }

    @Override
    public List<byte[]> read(List<SectionRead> elements) {
        return call(Requests.read(elements), Requests::data);
    }

    @Override
    public CompletableFuture<Void> writeAsync(List<SectionWrite> elements) {
        return ask(Requests.write(elements), reply -> null);
    }

    @Override
    public CompletableFuture<Void> overwriteAsync(SectionId section, byte[] data) {
        return ask(Requests.overwrite(section, data), reply -> null);
    }

    @Override
    public CompletableFuture<List<byte[]>> readAsync(List<SectionRead> elements) {
        return ask(Requests.read(elements), Requests::data);
    }

    @Override
    public CompletableFuture<SectionId> createAsync(SectionId section, long expirationNanos, byte[] data) {
        return ask(
                Requests.create(section, expirationNanos, data),
                reply -> section.isDefault() ? SectionId.of(reply.getSection().toByteArray()) : section);
    }

    @Override
    public void delete(SectionId section) {
        call(CheckpointRequest.newBuilder().setDelete(Delete.newBuilder().setSection(Requests.bytes(section))));
    }

    @Override
    public void setExpiration(SectionId section, long expirationNanos) {
        call(CheckpointRequest.newBuilder()
                .setSetExpiration(SetExpiration.newBuilder()
                        .setSection(Requests.bytes(section))
                        .setExpirationNanos(expirationNanos)));
    }

    @Override
    public List<SectionDescriptor> sections(SectionFilter filter) {
        List<SectionDescriptor> all = new ArrayList<>();
        List<SectionDescriptor> page;
        do {
            Sections.Builder wanted = Sections.newBuilder()
                    .setFilter(filter.kind().value())
                    .setTimeNanos(filter.timeNanos())
                    .setMost(PAGE);
            if (!all.isEmpty()) {
                wanted.setAfter(Requests.bytes(all.get(all.size() - 1).id()));
            }
            page = call(
                    CheckpointRequest.newBuilder().setSections(wanted),
                    reply -> reply.getDescriptors().getSectionsList().stream()
                            .map(Requests::section)
                            .toList());
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    @Override
    public CheckpointStatus status() {
        return call(
                CheckpointRequest.newBuilder().setStatus(Status.getDefaultInstance()),
                reply -> Requests.status(reply.getStanding()));
    }

    @Override
    public void synchronize() {
        call(CheckpointRequest.newBuilder().setSynchronize(Synchronize.getDefaultInstance()));
    }

    @Override
    public void becomeActive() {
        call(CheckpointRequest.newBuilder().setBecomeActive(BecomeActive.getDefaultInstance()));
    }

    @Override
    public void setRetention(long nanos) {
        call(CheckpointRequest.newBuilder()
                .setSetRetention(SetRetention.newBuilder().setNanos(nanos)));
    }

    @Override
    public OptionalLong track(ChangeListener wanted) {
        ChangeListener before = listener;
        listener = wanted; // the first change may overtake the reply
        try {
            return OptionalLong.of(call(Requests.follow(true), CheckpointReply::getFollowing));
        } catch (AisException e) {
            listener = before;
            throw e;
        }
    }

    @Override
    public void trackStop() {
        call(Requests.follow(false));
        listener = null;
    }

    /** Others may have made changes that nobody has told. */
    void missed() {
        ChangeListener told = listener;
        if (told != null && !isClosed.get()) {
            told.missed();
        }
    }

    void changed(Changed changed) {
        ChangeListener told = listener;
        if (told != null && !isClosed.get()) {
            told.changed(changed.getChangesList().stream().map(Requests::change).toList());
        }
    }

    @Override
    public void close() {
        if (isClosed.getAndSet(true)) {
            return;
        }
        if (!service.closed(this)) {
            return; // with the connection gone, it is closed already
        }
        try {
            service.call(Requests.close(), Optional.of(this), reply -> reply);
        } catch (AisException e) {
            if (e.status() != AisStatus.ERR_TRY_AGAIN && e.status() != AisStatus.ERR_BAD_HANDLE) {
                throw e; // with the service gone, it is closed all the same
            }
        }
    }
}
