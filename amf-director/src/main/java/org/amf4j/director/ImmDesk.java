package org.amf4j.director;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectManagement;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.imm.SessionId;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.view.ModelReader;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.imm.BundleRequest;
import org.amf4j.protocol.imm.ImmChange;
import org.amf4j.protocol.imm.ImmClassChange;
import org.amf4j.protocol.imm.ImmInvoke;
import org.amf4j.protocol.imm.ImmOutcomes;
import org.amf4j.protocol.imm.ImmRead;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.ImmSearch;
import org.amf4j.protocol.model.ImmCodec;

/** What programs ask of the information model: questions are answered here, changes become events. */
final class ImmDesk {

    /** Objects that are read at once. */
    static final int READ_MAX = 100;

    private static final int NAME_MAX = 255;

    private final Director director;

    ImmDesk(Director director) {
        this.director = director;
    }

    /** What becomes of a request: an answer, or an event whose reply is the answer. */
    sealed interface Course {

        /** It is answered. */
        record Answered(AdminReply reply) implements Course {}

        /**
         * Objects are read.
         *
         * @param attributes which of the attributes are wanted that nobody keeps; none for all, empty for none of them
         */
        record Read(List<ImmObject> objects, Optional<List<String>> attributes) implements Course {}

        /** It must go through the log. */
        record Proposed(Event event) implements Course {}

        /** A change of the configuration is given, or only looked at. */
        record Changed(Event.ConfigurationChanged event, boolean validateOnly) implements Course {}

        /** It is about a change that is held open. */
        record Bundled(SessionId session, BundleRequest request) implements Course {}

        /** An administrative operation. */
        record Invoked(ImmInvoke request) implements Course {}

        /** Whether the log must know which run of the cluster this is. */
        default boolean isAboutLog() {
            return this instanceof Bundled || this instanceof Proposed(Event.ModelRequested asked);
        }
    }

    Course course(String id, Optional<SessionId> session, ByteString bytes) {
        try {
            ClusterState state = director.state()
                    .orElseThrow(() ->
                            new AisException(AisStatus.ERR_TRY_AGAIN, "the configuration is being loaded; try again"));
            return course(id, session, state, ImmRequest.parseFrom(bytes));
        } catch (AisException e) {
            return refused(id, e.status(), Queries.withoutStatus(e));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return refused(id, AisStatus.ERR_INVALID_PARAM, e.getMessage());
        }
    }

    private static Course refused(String id, AisStatus status, String text) {
        return new Course.Answered(Requests.reply(id, status, text, ""));
    }

    private Course course(String id, Optional<SessionId> session, ClusterState state, ImmRequest request) {
        return switch (request.getBodyCase()) {
            case READ -> read(new ModelReader(state), request.getRead());
            case SEARCH -> answered(id, search(new ModelReader(state), request.getSearch()));
            case CLASS_GET ->
                answered(id, definition(state, request.getClassGet().getName()));
            case CHANGE -> change(id, request.getChange());
            case CLASS_CHANGE -> new Course.Proposed(classes(id, request.getClassChange()));
            case BUNDLE -> bundled(require(session), request.getBundle());
            case INVOKE -> invoked(request.getInvoke());
            case OUTCOMES -> answered(id, outcomes(state, request.getOutcomes()));
            case OWNER, IMPLEMENTER, PUBLISH -> {
                Event event = new Event.ModelRequested(id, owning(session, request), ModelRequestReader.read(request));
                ChangeDesk.requireSize(event);
                yield new Course.Proposed(event);
            }
            case ANSWER, BODY_NOT_SET -> refused(id, AisStatus.ERR_INVALID_PARAM, "a request that asks for nothing");
        };
    }

    /** What cannot be understood is refused here, so that those who deal with it need not ask. */
    private static Course bundled(SessionId session, BundleRequest request) {
        request.getChangesList().forEach(ImmCodec::fromMessage);
        if (request.getOwner().length() > NAME_MAX) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM, "the name of an owner has " + NAME_MAX + " characters at most");
        }
        if (request.getAction() == 1 && request.getChangesCount() == 0) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "no operation is added");
        }
        return new Course.Bundled(session, request);
    }

    private static Course invoked(ImmInvoke request) {
        Dn.of(request.getDn());
        ImmCodec.fromMessages(request.getParametersList());
        if (request.getTimeoutMillis() < 0) { // as a number without sign it is larger than any limit
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "a time limit is 10 minutes at most");
        }
        return new Course.Invoked(request);
    }

    private static SessionId require(Optional<SessionId> session) {
        return session.orElseThrow(() -> new AisException(
                AisStatus.ERR_BAD_OPERATION, "this is for processes with a session, by way of the library"));
    }

    /** Operators have no session; they may take objects from their owners, or give them one that stays. */
    private static SessionId owning(Optional<SessionId> session, ImmRequest request) {
        boolean lasting = request.hasOwner()
                && request.getOwner().getHandle() == 0
                && request.getOwner().getAction() < 4;
        return lasting ? session.orElse(SessionId.OPERATOR) : require(session);
    }

    private static ImmReply.Builder outcomes(ClusterState state, ImmOutcomes outcomes) {
        ImmReply.Builder reply = ImmReply.newBuilder();
        outcomes.getChangesList()
                .forEach(name -> reply.addApplied(state.answered(name)
                        .filter(a -> a.status() == AisStatus.OK)
                        .isPresent()));
        return reply;
    }

    private static Course answered(String id, ImmReply.Builder reply) {
        return new Course.Answered(Requests.reply(id, AisStatus.OK, "", "").toBuilder()
                .setPayload(reply.build().toByteString())
                .build());
    }

    private static Course read(ModelReader reader, ImmRead read) {
        if (read.getDnsCount() > READ_MAX) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM, READ_MAX + " objects are read at once, not " + read.getDnsCount());
        }
        List<String> attributes = List.copyOf(read.getAttributesList());
        ModelReader.Selection[] selections = ModelReader.Selection.values();
        if (read.getSelection() < 0 || read.getSelection() >= selections.length) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "there is no selection " + read.getSelection());
        }
        List<ImmObject> objects = new ArrayList<>();
        for (String name : read.getDnsList()) {
            Dn dn = Dn.of(name);
            Optional<ImmObject> object = attributes.isEmpty()
                    ? reader.read(dn, selections[read.getSelection()])
                    : reader.read(dn, attributes);
            if (object.isEmpty() && !read.getOnlyExisting()) {
                throw new AisException(AisStatus.ERR_NOT_EXIST, "there is no object " + dn);
            }
            object.ifPresent(objects::add);
        }
        boolean runtime = selections[read.getSelection()] == ModelReader.Selection.ALL;
        return new Course.Read(objects, runtime ? Optional.of(attributes) : Optional.empty());
    }

    private static ImmReply.Builder search(ModelReader reader, ImmSearch search) {
        ObjectSearch wanted = new ObjectSearch(
                Dn.of(search.getRoot()),
                ObjectSearch.Scope.of(search.getScope()),
                Optional.of(search.getClassName()).filter(name -> !name.isEmpty()),
                Optional.of(search.getAttribute()).filter(name -> !name.isEmpty()),
                search.hasValue() ? Optional.of(ImmCodec.fromMessage(search.getValue())) : Optional.empty());
        ImmReply.Builder reply = ImmReply.newBuilder();
        reader.search(
                        wanted,
                        Optional.of(search.getValueText()).filter(text -> !text.isEmpty()),
                        ObjectManagement.FOUND_MAX)
                .forEach(o -> reply.addDns(o.dn().toString()));
        return reply;
    }

    private static ImmReply.Builder definition(ClusterState state, String name) {
        ImmClass found = Optional.ofNullable(state.model().classes().get(name))
                .orElseThrow(() -> new AisException(AisStatus.ERR_NOT_EXIST, "there is no class " + name));
        return ImmReply.newBuilder().setClassDefinition(ImmCodec.toMessage(found));
    }

    private Course change(String id, ImmChange change) {
        List<ObjectChange> changes = new ArrayList<>(change.getChangesCount());
        for (var operation : change.getChangesList()) {
            changes.add(ImmCodec.fromMessage(operation));
        }
        if (changes.isEmpty()) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "a change without operations");
        }
        Event.ConfigurationChanged event = new Event.ConfigurationChanged(id, changes);
        ChangeDesk.requireSize(event);
        return new Course.Changed(event, change.getValidateOnly());
    }

    private static Event classes(String id, ImmClassChange change) {
        List<ImmClass> create =
                change.getCreateList().stream().map(ImmCodec::fromMessage).toList();
        return new Event.ClassesChanged(id, create, change.getDeleteList());
    }
}
