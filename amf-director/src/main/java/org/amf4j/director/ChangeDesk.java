package org.amf4j.director;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.core.configuration.ChangeReader;
import org.amf4j.core.configuration.ConfigurationChanges;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.model.Installation;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.ChangeOperation;
import org.amf4j.protocol.admin.ConfigurationChange;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.imm.ImmClassChange;
import org.amf4j.protocol.model.ImmCodec;

/** Reads configuration changes as operators write them, and says what they would come to. */
final class ChangeDesk {

    /** Bytes of one change, far enough below the largest entry of the log that other events fit beside it. */
    static final int BYTES_MAX = 700_000;

    private final ObjectMapper json = new ObjectMapper();
    private final Director director;
    private final Optional<String> home;

    /** A desk that puts this folder of the installation where paths say so. */
    ChangeDesk(Director director, Optional<String> home) {
        this.director = director;
        this.home = home;
    }

    /**
     * The event that asks for the change.
     *
     * @throws AisException when an operation cannot be understood; it is numbered from 1
     */
    Event.ConfigurationChanged read(String id, ConfigurationChange change) {
        List<ImmClass> classes = classes(change);
        ChangeReader reader = new ChangeReader(director.state().orElseThrow().model(), classes);
        List<ObjectChange> changes = new ArrayList<>(change.getOperationsCount());
        for (ChangeOperation operation : change.getOperationsList()) {
            try {
                ObjectChange read = reader.read(operation.getWordsList());
                changes.add(home.map(h -> Installation.complete(read, h)).orElse(read));
            } catch (AisException e) {
                String number = "operation " + (changes.size() + 1) + ": ";
                throw new AisException(e.status(), number + Queries.withoutStatus(e), e);
            }
        }
        if (changes.isEmpty() && classes.isEmpty()) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "a change without operations");
        }
        Event.Maker maker =
                new Event.Maker(change.getOwner(), !change.getOwner().isEmpty());
        Event.ConfigurationChanged event = new Event.ConfigurationChanged(id, classes, changes, maker, 0);
        requireSize(event);
        return event;
    }

    private static List<ImmClass> classes(ConfigurationChange change) {
        try {
            return ImmClassChange.parseFrom(change.getClasses()).getCreateList().stream()
                    .map(ImmCodec::fromMessage)
                    .toList();
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "the new classes cannot be read: " + e.getMessage(), e);
        }
    }

    /** Refuses a change that has too many bytes for an entry of the log. */
    static void requireSize(Event event) {
        int bytes = ClusterCodec.toMessage(event).getSerializedSize();
        if (bytes > BYTES_MAX) {
            throw new AisException(
                    AisStatus.ERR_NO_RESOURCES,
                    "the change has " + bytes + " bytes, more than the " + BYTES_MAX
                            + " that are carried out at once; divide it");
        }
    }

    /** What the change would come to at this moment. */
    AdminReply judge(Event.ConfigurationChanged event) {
        ConfigurationChanges.Judgement judgement = director.judge(event);
        try {
            return Requests.reply(
                    event.requestId(), judgement.status(), judgement.text(), json.writeValueAsString(view(judgement)));
        } catch (JsonProcessingException e) {
            return Requests.reply(
                    event.requestId(), AisStatus.ERR_LIBRARY, "the answer cannot be written: " + e.getMessage(), "");
        }
    }

    private Map<String, Object> view(ConfigurationChanges.Judgement judgement) {
        Map<Dn, ImmObject> objects = director.state().orElseThrow().model().objects();
        List<Map<String, Object>> changes = new ArrayList<>();
        judgement.edits().forEach((dn, after) -> changes.add(view(dn, Optional.ofNullable(objects.get(dn)), after)));
        return Map.of("changes", changes);
    }

    private static Map<String, Object> view(Dn dn, Optional<ImmObject> before, Optional<ImmObject> after) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("dn", dn.toString());
        view.put("class", after.or(() -> before).map(ImmObject::className).orElse(""));
        view.put("change", before.isEmpty() ? "created" : after.isEmpty() ? "deleted" : "modified");
        Set<String> names = new LinkedHashSet<>();
        before.ifPresent(o -> names.addAll(o.attributes().keySet()));
        after.ifPresent(o -> names.addAll(o.attributes().keySet()));
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (String name : names) {
            List<Object> was = before.map(o -> o.values(name)).orElse(List.of());
            List<Object> is = after.map(o -> o.values(name)).orElse(List.of());
            if (!was.equals(is)) {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("before", Queries.plain(was));
                values.put("after", Queries.plain(is));
                attributes.put(name, values);
            }
        }
        view.put("attributes", attributes);
        return view;
    }
}
