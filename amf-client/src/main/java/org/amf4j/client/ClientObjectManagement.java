package org.amf4j.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AdminOwner;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectManagement;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.api.imm.OperationResult;
import org.amf4j.api.imm.Parameter;
import org.amf4j.protocol.imm.ImmChange;
import org.amf4j.protocol.imm.ImmClassChange;
import org.amf4j.protocol.imm.ImmClassGet;
import org.amf4j.protocol.imm.ImmInvoke;
import org.amf4j.protocol.imm.ImmRead;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.ImmSearch;
import org.amf4j.protocol.model.ImmCodec;

/** The information model by way of the agent of this node, over a session that speaks for no component. Thread-safe. */
final class ClientObjectManagement extends AnonymousSession implements ObjectManagement {

    /** Objects that a search reads at once. */
    private static final int READ_AT_ONCE = 50;

    /** How long an operation may take at most. */
    private static final Duration INVOKE_MAX = Duration.ofMinutes(10);

    /** The cluster says itself that an operation has taken too long; its word is waited for so much longer. */
    private static final Duration INVOKE_EXTRA = Duration.ofSeconds(2);

    private final AtomicLong numbers = new AtomicLong();

    private ClientObjectManagement(Path agentSocket, AgentConnection connection) {
        super(agentSocket, connection, "this");
    }

    static ClientObjectManagement open(Path agentSocket) {
        long deadlineNanos = System.nanoTime() + REQUEST_TIMEOUT.toNanos();
        ClientObjectManagement opened =
                new ClientObjectManagement(agentSocket, SessionOpening.connect(agentSocket, deadlineNanos));
        opened.begin(1, deadlineNanos);
        return opened;
    }

    ImmReply call(String what, ImmRequest.Builder request) {
        return call(what, request, REQUEST_TIMEOUT);
    }

    /** The same for a request that is about something in one session. */
    ImmReply call(String what, ImmRequest.Builder request, PendingRequests.Bond bond) {
        return ImmRequests.reply(what, call(what, ImmRequests.frame(request), REQUEST_TIMEOUT.toNanos(), bond));
    }

    private ImmReply call(String what, ImmRequest.Builder request, Duration limit) {
        return ImmRequests.reply(what, call(what, ImmRequests.frame(request), limit.toNanos()));
    }

    /** Names something within the session. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    // ---- reading

    @Override
    public ImmObject get(Dn dn) {
        return get(dn, List.of());
    }

    @Override
    public ImmObject get(Dn dn, List<String> attributes) {
        ImmRead.Builder read = ImmRead.newBuilder().addDns(dn.toString()).addAllAttributes(attributes);
        return object(
                call("reading " + dn, ImmRequest.newBuilder().setRead(read)).getObjects(0));
    }

    private static ImmObject object(org.amf4j.protocol.imm.ImmObject message) {
        try {
            return ImmCodec.fromMessage(message);
        } catch (IllegalArgumentException e) {
            throw new AisException(AisStatus.ERR_LIBRARY, "an object cannot be understood: " + e.getMessage(), e);
        }
    }

    @Override
    public List<Dn> names(ObjectSearch search) {
        ImmSearch.Builder message = ImmSearch.newBuilder()
                .setRoot(search.root().toString())
                .setScope(search.scope().value())
                .setClassName(search.className().orElse(""))
                .setAttribute(search.attribute().orElse(""));
        search.value().ifPresent(value -> message.setValue(ImmCodec.toMessage(value)));
        return call("searching", ImmRequest.newBuilder().setSearch(message)).getDnsList().stream()
                .map(Dn::of)
                .toList();
    }

    @Override
    public Iterator<ImmObject> search(ObjectSearch search) {
        return new Found(names(search).iterator());
    }

    /** Objects of settled names, read a few at a time. */
    private final class Found implements Iterator<ImmObject> {
        private final Iterator<Dn> names;
        private final Queue<ImmObject> read = new ArrayDeque<>();

        Found(Iterator<Dn> names) {
            this.names = names;
        }

        @Override
        public boolean hasNext() {
            while (read.isEmpty() && names.hasNext()) {
                ImmRead.Builder next = ImmRead.newBuilder().setOnlyExisting(true);
                while (next.getDnsCount() < READ_AT_ONCE && names.hasNext()) {
                    next.addDns(names.next().toString());
                }
                call("reading what was found", ImmRequest.newBuilder().setRead(next))
                        .getObjectsList()
                        .forEach(o -> read.add(object(o)));
            }
            return !read.isEmpty();
        }

        @Override
        public ImmObject next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there are no more objects");
            }
            return read.remove();
        }
    }

    // ---- changing

    @Override
    public void change(List<ObjectChange> changes) {
        call("changing the configuration", change(changes, false));
    }

    @Override
    public void validate(List<ObjectChange> changes) {
        call("validating a change", change(changes, true));
    }

    private static ImmRequest.Builder change(List<ObjectChange> changes, boolean validateOnly) {
        return ImmRequest.newBuilder()
                .setChange(ImmChange.newBuilder()
                        .setValidateOnly(validateOnly)
                        .addAllChanges(ImmRequests.changes(changes)));
    }

    @Override
    public AdminOwner adminOwner(String name, boolean releaseOnClose) {
        if (name.isEmpty()) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "an owner has a name");
        }
        return new ClientAdminOwner(this, name, nextNumber(), releaseOnClose);
    }

    @Override
    public void clearOwners(Collection<Dn> roots, ObjectSearch.Scope scope) {
        call("taking " + roots + " from their owners", ImmRequests.owner(3, "", 0, roots, scope));
    }

    @Override
    public OperationResult invoke(Dn dn, long operation, List<Parameter> parameters, Duration limit) {
        return invoke("", dn, operation, parameters, limit);
    }

    OperationResult invoke(String owner, Dn dn, long operation, List<Parameter> parameters, Duration limit) {
        if (limit.toMillis() <= 0 || limit.compareTo(INVOKE_MAX) > 0) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM, "an operation may take up to " + INVOKE_MAX + ", not " + limit);
        }
        ImmInvoke.Builder invoke = ImmInvoke.newBuilder()
                .setDn(dn.toString())
                .setOperation(operation)
                .setOwner(owner)
                .setTimeoutMillis((int) limit.toMillis())
                .addAllParameters(ImmCodec.toMessages(parameters));
        String what = "operation " + operation + " on " + dn;
        ImmReply reply = call(what, ImmRequest.newBuilder().setInvoke(invoke), limit.plus(INVOKE_EXTRA));
        try {
            return new OperationResult(
                    AisStatus.of(reply.getOperationStatus()), ImmCodec.fromMessages(reply.getResultsList()));
        } catch (IllegalArgumentException e) {
            throw new AisException(AisStatus.ERR_LIBRARY, what + ": the answer makes no sense: " + e.getMessage(), e);
        }
    }

    // ---- classes

    @Override
    public ImmClass classDescription(String name) {
        ImmReply reply = call(
                "asking for class " + name,
                ImmRequest.newBuilder().setClassGet(ImmClassGet.newBuilder().setName(name)));
        try {
            return ImmCodec.fromMessage(reply.getClassDefinition());
        } catch (IllegalArgumentException e) {
            throw new AisException(AisStatus.ERR_LIBRARY, "class " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void createClasses(List<ImmClass> classes) {
        ImmClassChange.Builder message = ImmClassChange.newBuilder();
        classes.forEach(c -> message.addCreate(ImmCodec.toMessage(c)));
        call("creating classes", ImmRequest.newBuilder().setClassChange(message));
    }

    @Override
    public void deleteClass(String name) {
        call(
                "deleting class " + name,
                ImmRequest.newBuilder()
                        .setClassChange(ImmClassChange.newBuilder().addDelete(name)));
    }

    @Override
    String subject() {
        return "the model";
    }
}
