package org.amf4j.core.explanation;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.core.assignment.Explanations;
import org.amf4j.core.model.Application;
import org.amf4j.core.model.Cluster;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.NodeGroup;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.reason.Reason;
import org.amf4j.core.runtime.ClusterState;

/**
 * Answers why an entity is where it is and why not elsewhere, from the present state alone. Each answer is a sentence for
 * operators and the rule behind it: a number of the conformance statements such as {@code AMF-057}, or the worked example
 * of a redundancy model that shows the case, such as {@code 2N-1}; empty for a plain fact. Reads the state only.
 */
public final class Explainer {

    private Explainer() {}

    /** The sentences about the entity, the most important first. */
    public static List<Reason> explain(ClusterState state, Entity entity) {
        Sentences sentences = new Sentences(entity);
        switch (entity) {
            case ServiceInstance i -> new InstanceExplanation(state, state.of(i)).tell(sentences);
            case ServiceUnit u -> new UnitExplanation(state, state.of(u)).tell(sentences);
            case Component c -> new ComponentExplanation(state, state.of(c)).tell(sentences);
            case ComponentServiceInstance c -> new CsiExplanation(state, c).tell(sentences);
            case ServiceGroup g -> new GroupExplanation(state, state.of(g)).tell(sentences);
            case Node n -> new PlaceExplanation(state).node(state.of(n), sentences);
            case NodeGroup g -> new PlaceExplanation(state).nodeGroup(g, sentences);
            case Application a -> new PlaceExplanation(state).application(state.of(a), sentences);
            case Cluster c -> new PlaceExplanation(state).cluster(c, sentences);
        }
        return sentences.build();
    }

    /** The same as sentences that name their rules: {@code SU3 is a spare (2N-1).} */
    public static List<String> sentences(ClusterState state, Entity entity) {
        return explain(state, entity).stream().map(Explainer::sentence).toList();
    }

    /** The same with what the time has to do with it: for how long an instance may still go on without a sponsor. */
    public static List<String> sentences(ClusterState state, Entity entity, long nowNanos) {
        List<String> all = new ArrayList<>(sentences(state, entity));
        if (entity instanceof ServiceInstance i) {
            Explanations.tolerance(state, state.of(i), nowNanos)
                    .forEach(text -> all.add(sentence(new Reason(i.dn(), "AMF-076", text))));
        }
        return all;
    }

    private static String sentence(Reason reason) {
        String text = reason.text();
        boolean closed = text.endsWith(".");
        return reason.rule().isEmpty() || !closed
                ? text
                : text.substring(0, text.length() - 1) + " (" + reason.rule() + ").";
    }
}
