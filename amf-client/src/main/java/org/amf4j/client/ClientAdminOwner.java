package org.amf4j.client;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AdminOwner;
import org.amf4j.api.imm.ChangeFlag;
import org.amf4j.api.imm.ConfigurationChange;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.api.imm.OperationResult;
import org.amf4j.api.imm.Parameter;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.OwnerRequest;

/** A name under which objects are owned, on a session of the information model. */
final class ClientAdminOwner implements AdminOwner {

    private final ClientObjectManagement model;
    private final String name;
    private final long handle;
    private final boolean releases;
    private final Set<ClientConfigurationChange> changes = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** The beginning of the session in which it has first set what its end releases; -1 before. */
    private final AtomicLong setIn = new AtomicLong(-1);

    /**
     * A name that owns nothing yet.
     *
     * @param handle its number in the session, not 0
     * @param releases whether its end releases what it has set
     */
    ClientAdminOwner(ClientObjectManagement model, String name, long handle, boolean releases) {
        this.model = model;
        this.name = name;
        this.handle = handle;
        this.releases = releases;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void set(Collection<Dn> roots, ObjectSearch.Scope scope) {
        requireOpen();
        if (!releases) {
            model.call("owning " + roots, ImmRequests.owner(1, name, 0, roots, scope));
            return;
        }
        long beginning = model.beginningNumber();
        setIn.compareAndSet(-1, beginning);
        model.call(
                "owning " + roots,
                ImmRequests.owner(1, name, handle, roots, scope),
                new PendingRequests.Bond(beginning, AisStatus.ERR_BAD_HANDLE, releasedByRestart()));
    }

    @Override
    public void release(Collection<Dn> roots, ObjectSearch.Scope scope) {
        requireOpen();
        model.call("releasing " + roots, ImmRequests.owner(2, name, 0, roots, scope));
    }

    @Override
    public ConfigurationChange beginChange(Set<ChangeFlag> flags) {
        requireOpen();
        int bits = flags.stream().mapToInt(ChangeFlag::value).sum();
        ClientConfigurationChange change = new ClientConfigurationChange(model, name, bits, changes::remove);
        changes.add(change);
        return change;
    }

    @Override
    public OperationResult invoke(Dn dn, long operation, List<Parameter> parameters, Duration limit) {
        requireOpen();
        return model.invoke(name, dn, operation, parameters, limit);
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new AisException(AisStatus.ERR_BAD_HANDLE, "the owner '" + name + "' was closed");
        }
        if (isReleasedByRestart()) {
            throw new AisException(AisStatus.ERR_BAD_HANDLE, releasedByRestart());
        }
    }

    /** Whether what its end releases has been released, as the session in which it was set has ended. */
    private boolean isReleasedByRestart() {
        return setIn.get() >= 0 && setIn.get() != model.beginningNumber();
    }

    private String releasedByRestart() {
        return "what the owner '" + name + "' had set was released when the node agent was restarted; obtain it anew";
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        List.copyOf(changes).forEach(ClientConfigurationChange::close);
        if (releases && model.lost().isEmpty() && !isReleasedByRestart()) {
            try {
                model.call(
                        "releasing what '" + name + "' owns",
                        ImmRequest.newBuilder()
                                .setOwner(OwnerRequest.newBuilder().setAction(4).setHandle(handle)));
            } catch (AisException e) {
                AnonymousSession.problem("an owner was not closed in order: " + e.getMessage());
            }
        }
    }
}
