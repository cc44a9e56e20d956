package org.amf4j.client;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectManagement;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.imm.ImmChange;
import org.amf4j.protocol.imm.ImmClassChange;
import org.amf4j.protocol.imm.ImmClassGet;
import org.amf4j.protocol.imm.ImmRead;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.ImmSearch;
import org.amf4j.protocol.model.ImmCodec;

/** The information model by way of the agent of this node, over a session that speaks for no component. Thread-safe. */
final class ClientObjectManagement extends AnonymousSession implements ObjectManagement {

    /** Objects that a search reads at once. */
    private static final int READ_AT_ONCE = 50;

    private ClientObjectManagement(AgentConnection connection) {
        super(connection, "this");
    }

    static ClientObjectManagement open(Path agentSocket) {
        long deadlineNanos = System.nanoTime() + REQUEST_TIMEOUT.toNanos();
        ClientObjectManagement opened = new ClientObjectManagement(SessionOpening.connect(agentSocket, deadlineNanos));
        opened.begin(1, deadlineNanos);
        return opened;
    }

    private ImmReply call(String what, ImmRequest.Builder request) {
        ToAgent.Builder frame =
                ToAgent.newBuilder().setImmRequest(request.build().toByteString());
        try {
            return ImmReply.parseFrom(
                    call(what, frame, REQUEST_TIMEOUT.toNanos()).getImmReply());
        } catch (InvalidProtocolBufferException e) {
            throw new AisException(AisStatus.ERR_LIBRARY, what + ": the answer cannot be read: " + e.getMessage(), e);
        }
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
        ImmChange.Builder message = ImmChange.newBuilder().setValidateOnly(validateOnly);
        try {
            changes.forEach(c -> message.addChanges(ImmCodec.toMessage(c)));
        } catch (IllegalArgumentException e) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, e.getMessage(), e);
        }
        return ImmRequest.newBuilder().setChange(message);
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
