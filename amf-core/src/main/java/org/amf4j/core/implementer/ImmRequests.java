package org.amf4j.core.implementer;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.ModelRequest;
import org.amf4j.core.imm.ImmState;
import org.amf4j.core.imm.Implementer;
import org.amf4j.core.imm.SessionId;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.Turn;

/** What processes ask of owners and implementers, each request done wholly or refused, and what ends with those who ask. */
public final class ImmRequests {

    private final Turn turn;
    private final ClusterState state;
    private final ImmState imm;
    private final Scopes scopes;

    /** Requests of one entry of the log. */
    public ImmRequests(Turn turn) {
        this.turn = turn;
        this.state = turn.state();
        this.imm = state.imm();
        this.scopes = new Scopes(state);
    }

    /**
     * Carries out a request, or refuses it, and answers; one that comes again gets the same answer. What is published comes
     * often, and would push out the answers to changes: of it the controllers remember the answers only beside the state.
     */
    public void requested(Event.ModelRequested event) {
        boolean often = event.request() instanceof ModelRequest.Publish;
        ClusterState.Answered answer = state.answered(event.requestId()).orElseGet(() -> {
            ClusterState.Answered given = answer(event);
            return often ? given : state.answered(event.requestId(), given);
        });
        turn.reply(event.requestId(), answer.status(), answer.text());
    }

    private ClusterState.Answered answer(Event.ModelRequested event) {
        boolean begins = !(event.request() instanceof ModelRequest.Publish)
                && !(event.request() instanceof ModelRequest.EndSession);
        if (begins) { // a leader proposes it only when it knows which run of the cluster this is
            imm.goesOn(livesUp());
        }
        try {
            carryOut(event.session(), event.request());
            return new ClusterState.Answered(AisStatus.OK, "");
        } catch (AisException e) {
            return new ClusterState.Answered(e.status(), e.text());
        }
    }

    private void carryOut(SessionId session, ModelRequest request) {
        if (!(request instanceof ModelRequest.EndSession)) {
            requireMember(session);
        }
        Implementers implementers = new Implementers(state, scopes);
        Owners owners = new Owners(imm, scopes);
        switch (request) {
            case ModelRequest.Own own -> owners.own(session, own);
            case ModelRequest.Disown disown -> owners.disown(disown);
            case ModelRequest.EndOwner end -> owners.end(session, end);
            case ModelRequest.Implement implement -> implementers.implement(session, implement);
            case ModelRequest.Cease cease -> implementers.cease(session);
            case ModelRequest.ImplementClass implement -> implementers.implementClass(session, implement);
            case ModelRequest.ImplementObjects implement -> implementers.implementObjects(session, implement);
            case ModelRequest.Publish publish -> publish(session, publish);
            case ModelRequest.EndSession end -> imm.lifeGone(session::equals);
        }
    }

    private void publish(SessionId session, ModelRequest.Publish publish) {
        Implementer own = imm.implementer(session)
                .filter(i -> !i.isApplier())
                .orElseThrow(() -> new AisException(
                        AisStatus.ERR_BAD_OPERATION,
                        "runtime attributes are written by the implementer of their object, and this handle bears no"
                                + " implementer's name (IMM-029)"));
        new Publishing(state, scopes, own).publish(publish.changes());
    }

    private void requireMember(SessionId session) {
        if (!isThere(session)) {
            throw new AisException(
                    AisStatus.ERR_UNAVAILABLE, "node " + session.agent() + " is no member of the cluster (IMM-038)");
        }
    }

    /** Agents that are up, each with its life. */
    private Map<String, Long> livesUp() {
        Map<String, Long> lives = new TreeMap<>();
        state.membership().nodes().stream()
                .filter(NodeMembership::isUp)
                .forEach(n -> lives.put(n.node().name(), n.incarnation()));
        return lives;
    }

    private boolean isThere(SessionId session) {
        if (session.equals(SessionId.OPERATOR)) {
            return true;
        }
        Optional<NodeMembership> node = state.membership().nodeOfAgent(session.agent());
        return node.filter(n -> n.isMember() && n.incarnation() == session.incarnation())
                .isPresent();
    }

    /** Sessions on nodes that are members no more have ended. */
    public void look() {
        if (imm.isNewView(state.membership().viewNumber())) {
            imm.lifeGone(session -> !isThere(session));
        }
    }

    /** The sessions of an agent end with its process, whatever goes on. */
    public void agentLeaves(Event.AgentLeaves event) {
        imm.lifeGone(s -> s.agent().equals(event.agentName()) && s.incarnation() == event.incarnation());
    }

    /** The configuration has changed; objects that are new belong to who made the change. */
    public void reconfigured(Map<Dn, Optional<ImmObject>> edits, Map<Dn, ImmObject> before, Event.Maker maker) {
        edits.forEach((dn, object) -> {
            if (object.isEmpty()) {
                imm.gone(dn);
            } else if (!before.containsKey(dn)) {
                imm.created(dn, maker.owner(), maker.passing());
            }
        });
        imm.forgetUnused();
    }

    /** Controllers have met; when none of them has seen the others without a break, the cluster has started anew. */
    public void met(Event.ControllersMet event) {
        if (event.anew()) {
            imm.restarted(state.model().classes());
        }
        imm.met(event.starts());
        imm.goesOn(livesUp());
    }
}
