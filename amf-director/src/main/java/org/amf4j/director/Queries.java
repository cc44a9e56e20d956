package org.amf4j.director;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.core.director.Director;
import org.amf4j.core.explanation.Explainer;
import org.amf4j.core.explanation.MembershipExplanation;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.NameResolver;
import org.amf4j.core.model.Resolution;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.view.ModelReader;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.Query;
import org.amf4j.protocol.form.EventField;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.telemetry.FailoverRecorder;

/** Answers questions about the state, as JSON. On the controller's thread only. */
final class Queries {

    private static final int EVENTS_MAX = 1_000;

    /** The largest memory that an answer carries, packed. */
    private static final int MEMORY_BYTES_MAX = 8 << 20;

    /** Objects of the largest model whose memory is answered: about a fifth of a second. */
    private static final int MEMORY_OBJECTS_MAX = DirectorSnapshot.AT_ONCE_OBJECTS_MAX;

    private final ObjectMapper json = new ObjectMapper();
    private final Director director;
    private final ControllerSettings settings;
    private final FailoverRecorder recorder;
    private final EventHistory history;
    private final Viewpoint viewpoint;

    Queries(
            Director director,
            ControllerSettings settings,
            FailoverRecorder recorder,
            EventHistory history,
            Viewpoint viewpoint) {
        this.director = director;
        this.settings = settings;
        this.recorder = recorder;
        this.history = history;
        this.viewpoint = viewpoint;
    }

    /** Alarms of applications that are raised. */
    ApplicationAlarms alarms() {
        return history.alarms();
    }

    AdminReply answer(String id, Query query) {
        return reply(id, state -> answer(state, query.getKind(), query.getArgumentsMap()));
    }

    /** The status as it is known here, for when no leader is there to tell it. */
    AdminReply recall(String id) {
        return reply(id, state -> {
            Map<String, Object> answer = status(state);
            answer.put("majority", false);
            answer.put("settled", false); // nobody knows
            return answer;
        });
    }

    private AdminReply reply(String id, Function<ClusterState, Object> question) {
        try {
            ClusterState state = director.state()
                    .orElseThrow(() ->
                            new AisException(AisStatus.ERR_TRY_AGAIN, "the configuration is being loaded; try again"));
            return Requests.reply(id, AisStatus.OK, "", json.writeValueAsString(question.apply(state)));
        } catch (AisException e) {
            return Requests.reply(id, e.status(), withoutStatus(e), "");
        } catch (JsonProcessingException e) {
            return Requests.reply(id, AisStatus.ERR_LIBRARY, "the answer cannot be written: " + e.getMessage(), "");
        }
    }

    /** The sentence alone: whoever shows the reply says the status, too. */
    static String withoutStatus(AisException e) {
        String prefix = e.status().aisName() + ": ";
        return e.getMessage().startsWith(prefix) ? e.getMessage().substring(prefix.length()) : e.getMessage();
    }

    private Object answer(ClusterState state, String kind, Map<String, String> arguments) {
        return switch (kind) {
            case "status", "report" -> status(state);
            case "get" -> shown(state, object(state, arguments));
            case "find" ->
                Map.of(
                        "dns",
                        found(state, arguments).stream()
                                .map(o -> o.dn().toString())
                                .toList());
            case "tree" ->
                Map.of(
                        "objects",
                        objects(state, arguments).stream().map(Queries::named).toList());
            case "explain" -> explain(state, arguments);
            case "events" -> events(arguments);
            case "alarms" ->
                AlarmsJson.of(state.alarms().all(), history.alarms().all());
            case "membership" -> MembershipJson.of(state.membership());
            case "snapshot" -> Map.of("memory", memory());
            case "failovers" -> recorder.view().get("failovers");
            case "swaps" -> recorder.view().get("switches");
            default -> throw new AisException(AisStatus.ERR_NOT_SUPPORTED, "there is no query '" + kind + "'");
        };
    }

    private Map<String, Object> status(ClusterState state) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("cluster", settings.cluster());
        answer.put("controllers", settings.controllers());
        answer.put("witnesses", settings.witnesses());
        answer.put("voters_current", viewpoint.keepers());
        answer.put("rules", state.rules());
        answer.put("leader", viewpoint.leader().orElse(""));
        answer.put("majority", true);
        answer.put("started", state.isStarted());
        boolean settled = state.isStarted()
                && state.outstanding().isEmpty()
                && state.groups().stream().allMatch(GroupState::isSettled);
        answer.put("settled", settled);
        answer.put("view_number", state.membership().viewNumber());
        answer.put("clm_nodes", MembershipJson.of(state.membership()).get("nodes"));
        answer.putAll(StatusJson.of(state));
        return answer;
    }

    private static Map<String, Object> named(ImmObject object) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("dn", object.dn().toString());
        named.put("class", object.className());
        return named;
    }

    private static ImmObject object(ClusterState state, Map<String, String> arguments) {
        Dn dn = dn(state, arguments.getOrDefault("dn", ""));
        return new ModelReader(state)
                .read(dn, ModelReader.Selection.ALL)
                .orElseThrow(() -> new AisException(AisStatus.ERR_NOT_EXIST, "there is no object " + dn));
    }

    /** The object that a query asks for; empty when there is none, which its answer says. */
    Optional<ImmObject> object(Query query) {
        try {
            return director.state().map(state -> object(state, query.getArgumentsMap()));
        } catch (AisException e) {
            return Optional.empty();
        }
    }

    /** The answer with an object that is complete, or says why it is not. */
    AdminReply shown(String id, ComputedAttributes.Completed completed) {
        return reply(id, state -> {
            Map<String, Object> answer = shown(state, completed.objects().getFirst());
            completed.problem().ifPresent(text -> answer.put("incomplete", text));
            return answer;
        });
    }

    private static Map<String, Object> shown(ClusterState state, ImmObject object) {
        TreeMap<String, Object> attributes = new TreeMap<>();
        ModelReader reader = new ModelReader(state);
        List<String> names = reader.names(object);
        names.forEach(name -> attributes.put(name, List.of())); // an object has only those with values
        reader.read(object.dn(), names)
                .ifPresent(known -> known.attributes().forEach((name, values) -> attributes.put(name, plain(values))));
        object.attributes().forEach((name, values) -> attributes.put(name, plain(values)));
        TreeMap<String, Object> types = new TreeMap<>();
        Optional.ofNullable(state.model().classes().get(object.className()))
                .ifPresent(c ->
                        c.attributes().forEach(a -> types.put(a.name(), a.type().xmlName())));
        Map<String, Object> answer = named(object);
        answer.put("attributes", attributes);
        answer.put("types", types);
        return answer;
    }

    static List<Object> plain(List<Object> values) {
        return values.stream()
                .map(v -> v instanceof Number ? v : (Object) String.valueOf(v))
                .toList();
    }

    private static Dn dn(ClusterState state, String name) {
        Optional<Dn> object = name.contains("=") ? Optional.of(parse(name)) : Optional.empty();
        if (object.flatMap(o -> new ModelReader(state).find(o)).isPresent()) {
            return object.get();
        }
        Optional<Dn> clm = ClmNames.find(state.membership(), name);
        if (clm.isPresent()) {
            return clm.get();
        }
        return entity(state, name).dn();
    }

    /** The same arguments, with full names of objects in place of short ones; other names are of applications' objects. */
    Map<String, String> withFullNames(Map<String, String> arguments) {
        Map<String, String> full = new LinkedHashMap<>(arguments);
        for (String names : List.of("objects", "subtrees")) {
            full.computeIfPresent(
                    names,
                    (key, given) -> Stream.of(given.split(";"))
                            .map(name -> name.isEmpty()
                                            || name.contains("=")
                                            || director.state().isEmpty()
                                    ? name
                                    : dn(director.state().get(), name).toString())
                            .collect(Collectors.joining(";")));
        }
        return full;
    }

    private static Dn parse(String name) {
        try {
            return Dn.of(name);
        } catch (IllegalArgumentException e) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, e.getMessage(), e);
        }
    }

    private static Entity entity(ClusterState state, String name) {
        return switch (new NameResolver(state.model()).resolve(name)) {
            case Resolution.Found found -> found.entity();
            case Resolution.Ambiguous several ->
                throw new AisException(AisStatus.ERR_NOT_EXIST, Requests.ambiguous(several));
            case Resolution.Unknown none -> throw new AisException(AisStatus.ERR_NOT_EXIST, Requests.unknown(none));
        };
    }

    private static List<ImmObject> objects(ClusterState state, Map<String, String> arguments) {
        Optional<Dn> root = Optional.ofNullable(arguments.get("root")).map(r -> dn(state, r));
        TreeMap<Dn, ImmObject> all = new TreeMap<>(state.model().objects());
        state.imm().objects().forEach(o -> all.put(o.dn(), o));
        return all.values().stream()
                .filter(o -> root.filter(r -> !o.dn().equals(r) && !o.dn().isBelow(r))
                        .isEmpty())
                .toList();
    }

    /** The objects that are configured and those that come and go with assignments. */
    private static List<ImmObject> found(ClusterState state, Map<String, String> arguments) {
        Optional<String> attribute = Optional.ofNullable(arguments.get("attribute"));
        ObjectSearch.Scope scope =
                Optional.ofNullable(arguments.get("scope")).map(Queries::scope).orElse(ObjectSearch.Scope.SUBTREE);
        ObjectSearch search = new ObjectSearch(
                Optional.ofNullable(arguments.get("root"))
                        .map(r -> dn(state, r))
                        .orElse(Dn.ROOT),
                scope,
                Optional.ofNullable(arguments.get("class")),
                attribute,
                Optional.empty());
        return new ModelReader(state)
                .search(search, attribute.flatMap(a -> Optional.ofNullable(arguments.get("value"))), Integer.MAX_VALUE);
    }

    private static ObjectSearch.Scope scope(String name) {
        try {
            return ObjectSearch.Scope.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM, "'" + name + "' is no scope; sublevel and subtree are", e);
        }
    }

    private Object explain(ClusterState state, Map<String, String> arguments) {
        String name = arguments.getOrDefault("dn", "");
        Optional<Dn> clm = ClmNames.find(state.membership(), name);
        if (clm.isPresent()) {
            List<String> sentences = state.membership()
                    .node(clm.get())
                    .map(n -> MembershipExplanation.of(state, n))
                    .orElse(MembershipExplanation.ofCluster(state.membership()));
            return ExplanationJson.of(director, clm.get(), sentences);
        }
        Entity entity = entity(state, name);
        return ExplanationJson.of(director, entity, Explainer.sentences(state, entity, viewpoint.nowNanos()));
    }

    private Object events(Map<String, String> arguments) {
        long after = number(arguments.getOrDefault("after", "0"));
        int max = (int) Math.min(EVENTS_MAX, number(arguments.getOrDefault("max", "1000")));
        List<Map<String, Object>> events =
                history.after(after, max).stream().map(Queries::event).toList();
        return Map.of("events", events);
    }

    private static Map<String, Object> event(EventHistory.Item item) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put(EventField.NUMBER.key(), item.number());
        event.put(EventField.TIME.key(), item.timeNanos());
        event.put(EventField.ENTITY.key(), item.row().entity());
        event.put(EventField.ATTRIBUTE.key(), item.row().attribute());
        event.put(EventField.BEFORE.key(), item.row().before());
        event.put(EventField.AFTER.key(), item.row().after());
        event.put(EventField.TEXT.key(), item.row().text());
        item.notification().ifPresent(n -> event.put(EventField.NOTIFICATION.key(), NotificationJson.of(n)));
        item.ended().ifPresent(e -> event.put(EventField.NOTIFICATION.key(), NotificationJson.of(e)));
        return event;
    }

    /** A copy of all that the director remembers, packed, for programs that go on from it. */
    private String memory() {
        int objects = DirectorSnapshot.modelObjects(director);
        if (objects > MEMORY_OBJECTS_MAX) { // nobody should wait for a question
            throw new AisException(
                    AisStatus.ERR_NO_RESOURCES,
                    "the cluster's model has " + objects + " objects; the memory is answered for " + MEMORY_OBJECTS_MAX
                            + " at most; use a model of the cluster with 'simulate'");
        }
        byte[] bytes = DirectorSnapshot.of(director).toBytes();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(bytes);
        } catch (IOException e) {
            throw new AisException(AisStatus.ERR_LIBRARY, "the memory cannot be packed: " + e.getMessage(), e);
        }
        if (packed.size() > MEMORY_BYTES_MAX) {
            throw new AisException(
                    AisStatus.ERR_NO_RESOURCES,
                    "the director's memory is " + packed.size() + " bytes, more than " + MEMORY_BYTES_MAX
                            + " that are answered; use a model of the cluster with 'simulate'");
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "'" + text + "' is not a number", e);
        }
    }
}
