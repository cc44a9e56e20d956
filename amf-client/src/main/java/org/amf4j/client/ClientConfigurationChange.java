package org.amf4j.client;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ConfigurationChange;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.protocol.imm.BundleRequest;
import org.amf4j.protocol.imm.ImmRequest;

/** A change that the leader holds open. It has another number after each end, so that no end is taken for another. */
final class ClientConfigurationChange implements ConfigurationChange {

    /** How the cluster says which of several operations it refuses. */
    private static final Pattern NUMBERED = Pattern.compile("operation (\\d+): ");

    private static final int ADD = 1;
    private static final int VALIDATE = 2;
    private static final int APPLY = 3;
    private static final int ABORT = 4;

    private final ClientObjectManagement model;
    private final String owner;
    private final int flags;
    private final Consumer<ClientConfigurationChange> ended;
    private long number;
    private boolean begun;
    /** The beginning of the session in which it was begun. */
    private long beginning;

    private boolean closed;

    /** An empty one. */
    ClientConfigurationChange(
            ClientObjectManagement model, String owner, int flags, Consumer<ClientConfigurationChange> ended) {
        this.model = model;
        this.owner = owner;
        this.flags = flags;
        this.ended = ended;
        this.number = model.nextNumber();
    }

    @Override
    public synchronized void add(List<ObjectChange> operations) {
        requireOpen();
        if (operations.isEmpty()) {
            return;
        }
        BundleRequest.Builder request = request(ADD).addAllChanges(ImmRequests.changes(operations));
        boolean wasBegun = begun;
        if (!begun) {
            beginning = model.beginningNumber();
        }
        try {
            call("adding to a change", request);
            begun = true;
        } catch (AisException e) {
            // of several, those before the refused one have been added; where nothing is known it is assumed
            begun = wasBegun && e.status() != AisStatus.ERR_FAILED_OPERATION
                    || isPartly(e)
                    || e.status() == AisStatus.ERR_TIMEOUT;
            if (!begun) {
                anew(); // the cluster has ended it, and does not take its number again
            }
            throw e;
        }
    }

    /** Whether some operations before the refused one have been added. */
    private static boolean isPartly(AisException e) {
        Matcher refused = NUMBERED.matcher(e.reason());
        return e.status() != AisStatus.ERR_FAILED_OPERATION
                && refused.find()
                && !refused.group(1).equals("1");
    }

    @Override
    public synchronized void validate() {
        requireOpen();
        if (begun) {
            call("validating a change", request(VALIDATE));
        }
    }

    @Override
    public synchronized void apply() {
        requireOpen();
        if (begun) {
            call("applying a change", request(APPLY));
            anew();
        }
    }

    @Override
    public synchronized void abort() {
        requireOpen();
        giveUp();
    }

    private void giveUp() {
        if (begun) {
            BundleRequest.Builder request = request(ABORT);
            boolean isGone = beginning != model.beginningNumber();
            anew();
            if (!isGone) {
                model.call("aborting a change", ImmRequest.newBuilder().setBundle(request));
            }
        }
    }

    private void call(String what, BundleRequest.Builder request) {
        try {
            model.call(
                    what,
                    ImmRequest.newBuilder().setBundle(request),
                    new PendingRequests.Bond(
                            beginning,
                            AisStatus.ERR_FAILED_OPERATION,
                            "the change has been aborted: the node agent was restarted"));
        } catch (AisException e) {
            boolean over = e.status() == AisStatus.ERR_FAILED_OPERATION
                    || e.status() == AisStatus.ERR_TIMEOUT && request.getAction() == APPLY;
            if (over) {
                anew();
            }
            throw e;
        }
    }

    private BundleRequest.Builder request(int action) {
        return BundleRequest.newBuilder()
                .setBundle(number)
                .setAction(action)
                .setBegun(begun)
                .setOwner(owner)
                .setFlags(flags);
    }

    private void anew() {
        number = model.nextNumber();
        begun = false;
    }

    private void requireOpen() {
        if (closed) {
            throw new AisException(AisStatus.ERR_BAD_HANDLE, "this change was closed");
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ended.accept(this);
        if (model.lost().isPresent()) {
            return; // it has ended with the session
        }
        try {
            giveUp();
        } catch (AisException e) {
            AnonymousSession.problem("a change was not closed in order: " + e.getMessage());
        }
    }
}
