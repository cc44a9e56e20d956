package org.amf4j.director;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.lease.Life;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of members that cannot be heard: they are silent until it is certain that nothing of theirs runs any more,
 * and only then gone. Used on the controller's thread, while it leads.
 */
final class LostNodes {

    /** How often the leader looks, in milliseconds. */
    static final long LOOK_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(LostNodes.class);

    private final Director director;
    private final Proposals proposals;
    private final LossSettings settings;
    private final LeaseDesk leases;
    private final Fencing fencing;
    private final Set<Life> leftProposed = new LinkedHashSet<>();
    private final Set<Life> silenceProposed = new LinkedHashSet<>();
    private final Set<Life> fenced = new LinkedHashSet<>();
    private final Map<Life, Long> restarting = new LinkedHashMap<>();

    LostNodes(Director director, Proposals proposals, LossSettings settings, LeaseDesk leases, Fencing fencing) {
        this.director = director;
        this.proposals = proposals;
        this.settings = settings;
        this.leases = leases;
        this.fencing = fencing;
    }

    /** Begins anew: what has been proposed before may be lost. */
    void lead() {
        leftProposed.clear();
        silenceProposed.clear();
        restarting.clear();
    }

    /** Proposes what has become certain. */
    void look(Predicate<String> isHeard) {
        Map<Life, NodeMembership> members = members();
        if (settings.policy() == LossPolicy.IMMEDIATE) {
            members.keySet().stream()
                    .filter(life -> !isHeard.test(life.agent()))
                    .forEach(life -> left(life, "it cannot be heard any more"));
            return;
        }
        restarting.keySet().retainAll(members.keySet());
        Map<Life, NodeMembership> awaited = new LinkedHashMap<>(members);
        awaited.entrySet().removeIf(m -> isRestarting(m.getKey(), m.getValue()));
        leases.look(awaited.keySet());
        leftProposed.retainAll(members.keySet());
        silenceProposed.retainAll(members.keySet());
        fenced.retainAll(members.keySet());
        members.forEach((life, node) -> {
            boolean heard = isHeard.test(life.agent());
            look(life, node, heard, !awaited.containsKey(life));
        });
    }

    /** Who is connected, whether it may take part in anything or not. */
    private Map<Life, NodeMembership> members() {
        Map<Life, NodeMembership> members = new LinkedHashMap<>();
        for (NodeMembership node :
                director.state().map(s -> s.membership().nodes()).orElse(List.of())) {
            if (node.isUp()) {
                members.put(new Life(node.node().name(), node.incarnation()), node);
            }
        }
        return members;
    }

    /** Whether nothing is missed of it because its agent restarts: from when this leader knows of it, so never too short. */
    private boolean isRestarting(Life life, NodeMembership node) {
        if (node.keptNanos() == 0) {
            restarting.remove(life);
            return false;
        }
        long sinceNanos = restarting.computeIfAbsent(life, l -> leases.nowNanos());
        return leases.nowNanos() - sinceNanos
                < node.keptNanos() + settings.times().marginNanos();
    }

    private void look(Life life, NodeMembership node, boolean heard, boolean isRestarting) {
        if (leases.hasEnded(life)) {
            left(life, "its last word was heard: everything there has ended");
        } else if (fenced.contains(life)) {
            left(life, "it was fenced: the command for it has succeeded");
        } else if (isRestarting) {
            silenceProposed.remove(life);
        } else if (leases.isOver(life)) {
            left(life, "its lease has run out: no majority of the controllers has renewed it");
        } else {
            boolean silent = !heard || leases.isSuspect(life);
            if (silent && !node.isSilent()) {
                silent(life, heard);
            } else if (!silent && node.isSilent()) {
                heard(life);
            }
        }
    }

    private void left(Life life, String cause) {
        if (leftProposed.add(life)) {
            LOG.warn("node lost: life={} cause={}", life, cause);
            propose(new Event.NodeLeft(life.agent(), life.incarnation(), cause), leftProposed, life);
        }
    }

    private void silent(Life life, boolean heard) {
        if (silenceProposed.add(life)) {
            String cause = heard ? "its agent has not asked for a lease" : "it cannot be heard";
            long left = leases.leftNanos(life, settings.times());
            LOG.warn("node silent: life={} cause={} lease_ms_left={}", life, cause, left / 1_000_000);
            propose(new Event.NodeSilent(life.agent(), life.incarnation(), cause, left), silenceProposed, life);
            if (settings.policy() == LossPolicy.FENCE) {
                fencing.begin(life, () -> fenced.add(life));
            }
        }
    }

    private void heard(Life life) {
        if (silenceProposed.remove(life)) {
            propose(new Event.NodeHeard(life.agent(), life.incarnation()), silenceProposed, life);
        }
    }

    private void propose(Event event, Set<Life> proposed, Life life) {
        if (!proposals.propose(event, () -> {})) {
            proposed.remove(life); // too much waits; at the next look
        }
    }
}
