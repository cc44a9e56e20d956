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
import org.amf4j.core.configuration.ConfigurationChanges;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.view.ModelReader;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.imm.ImmChange;
import org.amf4j.protocol.imm.ImmClassChange;
import org.amf4j.protocol.imm.ImmRead;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.ImmSearch;
import org.amf4j.protocol.model.ImmCodec;

/** What programs ask of the information model: questions are answered here, changes become events. */
final class ImmDesk {

    /** Objects that are read at once. */
    static final int READ_MAX = 100;

    private final Director director;

    ImmDesk(Director director) {
        this.director = director;
    }

    /** What becomes of a request: an answer, or an event whose reply is the answer. */
    sealed interface Course {

        /** It is answered. */
        record Answered(AdminReply reply) implements Course {}

        /** It must go through the log. */
        record Proposed(Event event) implements Course {}
    }

    Course course(String id, ByteString bytes) {
        try {
            ClusterState state = director.state()
                    .orElseThrow(() ->
                            new AisException(AisStatus.ERR_TRY_AGAIN, "the configuration is being loaded; try again"));
            return course(id, state, ImmRequest.parseFrom(bytes));
        } catch (AisException e) {
            return refused(id, e.status(), Queries.withoutStatus(e));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return refused(id, AisStatus.ERR_INVALID_PARAM, e.getMessage());
        }
    }

    private static Course refused(String id, AisStatus status, String text) {
        return new Course.Answered(Requests.reply(id, status, text, ""));
    }

    private Course course(String id, ClusterState state, ImmRequest request) {
        return switch (request.getBodyCase()) {
            case READ -> answered(id, read(new ModelReader(state), request.getRead()));
            case SEARCH -> answered(id, search(new ModelReader(state), request.getSearch()));
            case CLASS_GET ->
                answered(id, definition(state, request.getClassGet().getName()));
            case CHANGE -> change(id, request.getChange());
            case CLASS_CHANGE -> new Course.Proposed(classes(id, request.getClassChange()));
            case BODY_NOT_SET -> refused(id, AisStatus.ERR_INVALID_PARAM, "a request that says nothing");
        };
    }

    private static Course answered(String id, ImmReply.Builder reply) {
        return new Course.Answered(Requests.reply(id, AisStatus.OK, "", "").toBuilder()
                .setPayload(reply.build().toByteString())
                .build());
    }

    private static ImmReply.Builder read(ModelReader reader, ImmRead read) {
        if (read.getDnsCount() > READ_MAX) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM, READ_MAX + " objects are read at once, not " + read.getDnsCount());
        }
        List<String> attributes = List.copyOf(read.getAttributesList());
        ModelReader.Selection[] selections = ModelReader.Selection.values();
        if (read.getSelection() < 0 || read.getSelection() >= selections.length) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "there is no selection " + read.getSelection());
        }
        ImmReply.Builder reply = ImmReply.newBuilder();
        for (String name : read.getDnsList()) {
            Dn dn = Dn.of(name);
            Optional<ImmObject> object = attributes.isEmpty()
                    ? reader.read(dn, selections[read.getSelection()])
                    : reader.read(dn, attributes);
            if (object.isEmpty() && !read.getOnlyExisting()) {
                throw new AisException(AisStatus.ERR_NOT_EXIST, "there is no object " + dn);
            }
            object.ifPresent(o -> reply.addObjects(ImmCodec.toMessage(o)));
        }
        return reply;
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
        if (!change.getValidateOnly()) {
            return new Course.Proposed(event);
        }
        ConfigurationChanges.Judgement judgement = director.judge(changes);
        return refused(id, judgement.status(), judgement.text());
    }

    private static Event classes(String id, ImmClassChange change) {
        List<ImmClass> create =
                change.getCreateList().stream().map(ImmCodec::fromMessage).toList();
        return new Event.ClassesChanged(id, create, change.getDeleteList());
    }
}
