package org.amf4j.director;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.amf4j.api.Dn;
import org.amf4j.core.director.Director;
import org.amf4j.core.model.Application;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.reason.ReasonBook;

/** Why something is as it is, in the shape that the commands show. */
final class ExplanationJson {

    private ExplanationJson() {}

    /** Decisions told of an entity, the latest ones. */
    static final int DECISIONS_MAX = 32;

    /**
     * How an entity stands, and the decisions that led there, oldest first. Most of what is decided is decided about service
     * instances, units and components: it is told for those above them, too, and what a unit or a component has been given is
     * told with it.
     */
    static Map<String, Object> of(Director director, Entity entity, List<String> sentences) {
        List<ReasonBook.Dated> reasons = about(director, entity)
                .flatMap(subject -> director.reasons(subject).stream())
                .sorted(Comparator.comparingLong(ReasonBook.Dated::timestampNanos))
                .toList();
        return json(
                entity.dn(), sentences, reasons.subList(Math.max(0, reasons.size() - DECISIONS_MAX), reasons.size()));
    }

    /** Those whose decisions are the entity's, too. */
    private static Stream<Dn> about(Director director, Entity entity) {
        Stream<Dn> itself = Stream.of(entity.dn());
        return switch (entity) {
            case ServiceUnit unit -> Stream.concat(itself, Stream.concat(components(unit), given(director, unit)));
            case Component component ->
                Stream.concat(
                        itself, Stream.concat(Stream.of(component.unit().dn()), given(director, component.unit())));
            case ComponentServiceInstance csi ->
                Stream.concat(itself, Stream.of(csi.instance().dn()));
            case ServiceGroup group -> Stream.concat(itself, parts(group));
            case Application application ->
                Stream.concat(
                        itself, application.groups().stream().flatMap(g -> Stream.concat(Stream.of(g.dn()), parts(g))));
            default -> itself;
        };
    }

    private static Stream<Dn> parts(ServiceGroup group) {
        return Stream.concat(
                group.instances().stream().map(Entity::dn),
                group.units().stream().flatMap(unit -> Stream.concat(Stream.of(unit.dn()), components(unit))));
    }

    private static Stream<Dn> components(ServiceUnit unit) {
        return unit.components().stream().map(Entity::dn);
    }

    /** The instances that the unit has, or is being given. */
    private static Stream<Dn> given(Director director, ServiceUnit unit) {
        return director.state().stream()
                .flatMap(state -> state.of(unit).assignments().stream())
                .map(assignment -> assignment.instance().instance().dn());
    }

    /** How a CLM object stands, and the decisions that led there, oldest first. */
    static Map<String, Object> of(Director director, Dn dn, List<String> sentences) {
        return json(dn, sentences, director.reasons(dn));
    }

    private static Map<String, Object> json(Dn dn, List<String> sentences, List<ReasonBook.Dated> reasons) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("dn", dn.toString());
        answer.put("state", sentences);
        answer.put("reasons", reasons.stream().map(reason -> json(dn, reason)).toList());
        return answer;
    }

    private static Map<String, Object> json(Dn explained, ReasonBook.Dated dated) {
        Dn subject = dated.reason().subject();
        String text = dated.reason().text();
        Map<String, Object> reason = new LinkedHashMap<>();
        reason.put("time_ns", dated.timestampNanos());
        reason.put("subject", subject.toString());
        reason.put("rule", dated.reason().rule());
        reason.put("text", subject.equals(explained) ? text : subject.rdnValue() + ": " + text);
        return reason;
    }
}
