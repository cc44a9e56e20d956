package org.amf4j.director;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.director.Director;
import org.amf4j.core.imm.FrameworkClasses;
import org.amf4j.core.imm.Implementer;
import org.amf4j.core.imm.SessionId;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.protocol.imm.CalledAttributes;
import org.amf4j.protocol.imm.CalledRead;
import org.amf4j.protocol.imm.ImmAnswer;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.model.ImmCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds the runtime attributes to objects that are read which nobody keeps: their implementers are asked, each object once. */
final class ComputedAttributes {

    private static final Logger LOG = LoggerFactory.getLogger(ComputedAttributes.class);

    private final Director director;
    private final ImmCalls calls;

    ComputedAttributes(Director director, ImmCalls calls) {
        this.director = director;
        this.calls = calls;
    }

    /**
     * What has become of objects that were read.
     *
     * @param objects the objects, in their order
     * @param problem why they are not complete
     */
    record Completed(List<ImmObject> objects, Optional<String> problem) {}

    private record Asked(String name, SessionId session, CalledRead.Builder read) {}

    /**
     * Completes objects.
     *
     * @param names attributes that are wanted; none for all
     * @param limitNanos how long implementers are waited for
     */
    void complete(List<ImmObject> objects, List<String> names, long limitNanos, Consumer<Completed> then) {
        Map<SessionId, Asked> asked = new LinkedHashMap<>();
        objects.forEach(object -> collect(object, names, asked));
        if (asked.isEmpty()) {
            then.accept(new Completed(objects, Optional.empty()));
            return;
        }
        Map<Dn, ImmObject> completed = new LinkedHashMap<>();
        objects.forEach(o -> completed.put(o.dn(), o));
        List<String> problems = new ArrayList<>();
        AllAnswered all = new AllAnswered(
                asked.size(),
                () -> then.accept(new Completed(
                        List.copyOf(completed.values()), problems.stream().findFirst())));
        asked.values()
                .forEach(each -> calls.call(
                        each.session(), ImmCall.newBuilder().setRead(each.read()), false, limitNanos, reply -> {
                            reply.answer().ifPresent(a -> merge(each, a, completed));
                            if (reply.status() == AisStatus.ERR_TIMEOUT) {
                                problems.add("implementer '" + each.name() + "' was asked for runtime attributes and "
                                        + reply.text() + " (IMM-044)");
                            }
                            all.one();
                        }));
    }

    private void collect(ImmObject object, List<String> names, Map<SessionId, Asked> asked) {
        ClusterState state = director.state().orElseThrow();
        List<String> computed = attributesOf(state, object).stream()
                .map(ImmAttribute::name)
                .filter(name -> names.isEmpty() || names.contains(name))
                .toList();
        Optional<Implementer> implementer = state.imm().implementer(object.className(), object.dn());
        if (computed.isEmpty() || implementer.flatMap(Implementer::session).isEmpty()) {
            return;
        }
        SessionId session = implementer.get().session().get();
        asked.computeIfAbsent(session, s -> new Asked(implementer.get().name(), s, CalledRead.newBuilder()))
                .read()
                .addObjects(CalledAttributes.newBuilder()
                        .setDn(object.dn().toString())
                        .setClassName(object.className())
                        .addAllAttributes(computed));
    }

    private static List<ImmAttribute> attributesOf(ClusterState state, ImmObject object) {
        ImmClass type = state.model().classes().get(object.className());
        if (type == null || FrameworkClasses.implementer(object.className()).isPresent()) {
            return List.of();
        }
        return type.attributes().stream().filter(ImmAttribute::isComputed).toList();
    }

    private void merge(Asked asked, ImmAnswer answer, Map<Dn, ImmObject> completed) {
        for (var message : answer.getObjectsList()) {
            try {
                ImmObject said = ImmCodec.fromMessage(message);
                completed.computeIfPresent(said.dn(), (dn, known) -> merged(asked, known, said));
            } catch (IllegalArgumentException e) {
                LOG.warn("implementer '{}' answers with what cannot be read: {}", asked.name(), e.getMessage());
            }
        }
    }

    /** Values that are not of their attribute's type are left out: the readers rely on the class. */
    private ImmObject merged(Asked asked, ImmObject known, ImmObject said) {
        Map<String, List<Object>> values = new LinkedHashMap<>(known.attributes());
        for (ImmAttribute attribute : attributesOf(director.state().orElseThrow(), known)) {
            List<Object> given = said.values(attribute.name());
            boolean fits = given.stream().allMatch(attribute.type()::accepts)
                    && (given.size() < 2 || attribute.is(AttributeFlag.MULTI_VALUE));
            if (!fits) {
                LOG.warn("implementer '{}': {} of {} has a wrong value", asked.name(), attribute.name(), known.dn());
            } else if (!given.isEmpty()) {
                values.put(attribute.name(), given);
            }
        }
        return new ImmObject(known.dn(), known.className(), values);
    }
}
