package org.amf4j.core.configuration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.core.event.Event;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.Turn;

/** Classes of objects that come and go, all of a request or none. */
public final class ClassChanges {

    /** Most classes of a cluster. */
    public static final int CLASSES_MAX = 1_000;

    /** How the names of classes begin that the framework itself needs. */
    private static final List<String> OWN = List.of("SaAmf", "SaClm");

    private final ClusterState state;

    /** Changes of the classes that this state knows. */
    public ClassChanges(ClusterState state) {
        this.state = state;
    }

    /** Carries out a request, or refuses all of it, and answers; one that comes again gets the same answer. */
    public void request(Turn turn, Event.ClassesChanged event) {
        ClusterState.Answered answer = state.answered(event.requestId()).orElseGet(() -> {
            ClusterState.Answered answered;
            try {
                state.classes(after(event));
                event.delete().stream()
                        .filter(name -> !state.model().classes().containsKey(name))
                        .forEach(state.imm()::classGone);
                answered = new ClusterState.Answered(AisStatus.OK, "");
            } catch (AisException e) {
                answered = new ClusterState.Answered(e.status(), e.text());
            }
            return state.answered(event.requestId(), answered);
        });
        turn.reply(event.requestId(), answer.status(), answer.text());
    }

    private List<ImmClass> after(Event.ClassesChanged event) {
        Map<String, ImmClass> classes = new TreeMap<>(state.model().classes());
        for (String name : event.delete()) {
            requireUnused(classes, name);
            classes.remove(name);
        }
        return new ArrayList<>(with(classes, event.create()).values());
    }

    /**
     * The classes that there would be with these new ones.
     *
     * @throws AisException when one of them is refused
     */
    static Map<String, ImmClass> with(Map<String, ImmClass> known, List<ImmClass> created) {
        if (created.isEmpty()) {
            return known;
        }
        Map<String, ImmClass> classes = new TreeMap<>(known);
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(classes.keySet());
        for (ImmClass each : created) {
            requireGood(each);
            if (!names.add(each.name())) {
                throw refusal(
                        AisStatus.ERR_EXIST,
                        each.name(),
                        "IMM-006",
                        "there is a class of this name, upper and lower case not distinguished");
            }
            classes.put(each.name(), each);
        }
        if (classes.size() > CLASSES_MAX) {
            throw new AisException(
                    AisStatus.ERR_NO_RESOURCES,
                    "there would be " + classes.size() + " classes; " + CLASSES_MAX
                            + " are possible; delete some first");
        }
        return Collections.unmodifiableMap(classes);
    }

    private static void requireGood(ImmClass created) {
        if (!created.violations().isEmpty()) {
            throw refusal(
                    AisStatus.ERR_INVALID_PARAM, created.name(), "IMM-006", String.join("; ", created.violations()));
        }
    }

    private void requireUnused(Map<String, ImmClass> classes, String name) {
        if (!classes.containsKey(name)) {
            throw refusal(AisStatus.ERR_NOT_EXIST, name, "IMM section 1", "there is no class of this name");
        }
        if (OWN.stream().anyMatch(name::startsWith)) {
            throw refusal(AisStatus.ERR_BAD_OPERATION, name, "IMM section 1", "the framework needs it");
        }
        List<String> objects = Stream.concat(state.model().objects().values().stream(), state.imm().objects().stream())
                .filter(o -> o.className().equals(name))
                .map(o -> o.dn().toString())
                .sorted()
                .toList();
        if (!objects.isEmpty()) {
            throw refusal(
                    AisStatus.ERR_BUSY,
                    name,
                    "IMM-007",
                    "there are " + objects.size() + " objects of it, for instance " + objects.getFirst()
                            + "; delete them first");
        }
    }

    private static AisException refusal(AisStatus status, String name, String rule, String text) {
        return new AisException(status, "class " + name + ": " + text + " (" + rule + ")");
    }
}
