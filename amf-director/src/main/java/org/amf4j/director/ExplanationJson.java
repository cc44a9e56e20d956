package org.amf4j.director;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.core.director.Director;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.reason.ReasonBook;

/** Why something is as it is, in the shape that the commands show. */
final class ExplanationJson {

    private ExplanationJson() {}

    /**
     * How an entity stands, and the decisions that led there, oldest first. What has happened to a component is mostly why its
     * unit is as it is, so those decisions are told for the unit, too.
     */
    static Map<String, Object> of(Director director, Entity entity, List<String> sentences) {
        List<ReasonBook.Dated> reasons = new ArrayList<>(director.reasons(entity.dn()));
        if (entity instanceof ServiceUnit unit) {
            for (Component component : unit.components()) {
                reasons.addAll(director.reasons(component.dn()));
            }
            reasons.sort(Comparator.comparingLong(ReasonBook.Dated::timestampNanos));
        }
        return json(entity.dn(), sentences, reasons);
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
