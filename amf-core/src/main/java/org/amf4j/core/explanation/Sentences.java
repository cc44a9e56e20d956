package org.amf4j.core.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.amf4j.core.model.Entity;
import org.amf4j.core.reason.Reason;

/** Collects sentences about one entity, at most so many. */
final class Sentences {

    /** Sentences about one entity; what is beyond them is counted. */
    static final int MAX = 64;

    private final Entity subject;
    private final List<Reason> list = new ArrayList<>();
    private int left;

    Sentences(Entity subject) {
        this.subject = subject;
    }

    /** Adds a sentence that follows from a rule. */
    void add(String rule, String text) {
        if (list.size() < MAX) {
            list.add(new Reason(subject.dn(), rule, text));
        } else {
            left++;
        }
    }

    /** Adds all sentences about another entity. */
    void addAll(List<Reason> others) {
        others.forEach(o -> add(o.rule(), o.text()));
    }

    List<Reason> build() {
        List<Reason> all = new ArrayList<>(list);
        if (left > 0) {
            all.add(new Reason(subject.dn(), "", "And " + left + " more of that kind."));
        }
        return all;
    }

    /** The names, as people call them. */
    static String names(List<? extends Entity> entities) {
        return entities.stream().map(Entity::name).collect(Collectors.joining(", "));
    }
}
