package org.amf4j.clm.machine;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.clm.ChangeStep;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.api.clm.StepAnswer;
import org.amf4j.api.clm.TrackFlag;
import org.amf4j.clm.model.ClmAdminState;

/**
 * Nodes that are made to leave: first whoever wants to is asked whether they may (VALIDATE), then everybody who must do
 * something about it does it (START), then they have left. A lock waits for a bounded time and then goes on without those
 * who are silent, which leaves something to repair; a shutdown waits.
 */
final class Departures {

    /** How long the one who asked for a shutdown waits for its end, in nanoseconds; it goes on afterwards. */
    static final long REPLY_NANOS_MAX = 600_000_000_000L;

    private final MembershipMachine machine;
    private final MembershipState state;

    Departures(MembershipMachine machine, MembershipState state) {
        this.machine = machine;
        this.state = state;
    }

    // ---- requests

    void leaveRequested(String requestId, NodeMembership node, NodeOperation operation) {
        String name = node.node().name();
        boolean shutdown = operation == NodeOperation.SHUTDOWN;
        if (node.admin == ClmAdminState.LOCKED || shutdown && node.admin == ClmAdminState.SHUTTING_DOWN) {
            machine.answer(requestId, AisStatus.ERR_NO_OP, name + " is " + node.admin + " already");
            return;
        }
        Optional<PendingChange> pending = state.change(node.node().dn());
        if (pending.isPresent() && node.admin != ClmAdminState.SHUTTING_DOWN) {
            refuseBusy(requestId, node);
            return;
        }
        pending.ifPresent(p -> interrupt(node, p, "a lock takes its place"));
        if (!node.member) {
            machine.admin(node, ClmAdminState.LOCKED);
            machine.answer(requestId, AisStatus.OK, name + " is locked; it was no member");
            return;
        }
        PendingChange change = new PendingChange(node.node().dn(), operation, Optional.of(requestId));
        change.replyDeadlineNanos = machine.nowNanos() + REPLY_NANOS_MAX;
        state.put(change);
        machine.because(node.node().dn(), "CLM-010", operation + " by an operator");
        if (pending.isPresent()) {
            start(node, change); // that it may leave was agreed before
        } else {
            validate(node, change);
        }
    }

    void refuseBusy(String requestId, NodeMembership node) {
        PendingChange pending = state.change(node.node().dn()).orElseThrow();
        machine.answer(
                requestId,
                AisStatus.ERR_BAD_OPERATION,
                pending.operation() + " of " + node.node().name() + " is under way in its step " + pending.step()
                        + " and waits for " + pending.waiting() + "; wait for its end");
    }

    void unlock(String requestId, NodeMembership node) {
        String name = node.node().name();
        Optional<PendingChange> pending = state.change(node.node().dn());
        if (pending.isPresent() && node.admin != ClmAdminState.SHUTTING_DOWN) {
            refuseBusy(requestId, node);
            return;
        }
        if (node.admin == ClmAdminState.UNLOCKED) {
            machine.answer(requestId, AisStatus.ERR_NO_OP, name + " is UNLOCKED already");
            return;
        }
        pending.ifPresent(p -> interrupt(node, p, "an unlock takes its place"));
        machine.unlock(node);
        machine.answer(
                requestId,
                AisStatus.OK,
                name + (node.member ? " is a member" : " may join; its agent is not connected"));
    }

    /** A shutdown is overtaken by another operation. */
    private void interrupt(NodeMembership node, PendingChange change, String by) {
        state.removeChange(node.node().dn());
        aborted(node, change);
        reply(change, AisStatus.ERR_INTERRUPT, "the shutdown was given up: " + by);
    }

    private void aborted(NodeMembership node, PendingChange change) {
        if (change.sequence != 0) { // else nobody has seen anything
            machine.tell(node, ChangeStep.ABORTED, change.change(), List.of(), 0);
        }
    }

    private void reply(PendingChange change, AisStatus status, String text) {
        change.requestId.ifPresent(id -> machine.answer(id, status, text));
        change.requestId = Optional.empty();
        change.replyDeadlineNanos = PendingChange.NEVER;
    }

    // ---- steps

    private void validate(NodeMembership node, PendingChange change) {
        List<TrackerId> asked = state.trackersOf(TrackFlag.VALIDATE_STEP, node);
        if (asked.isEmpty()) {
            start(node, change);
        } else {
            ask(node, change, ChangeStep.VALIDATE, asked, node.node().lockCallbackTimeoutNanos());
        }
    }

    private void start(NodeMembership node, PendingChange change) {
        boolean shutdown = change.operation() == NodeOperation.SHUTDOWN;
        if (shutdown) {
            machine.admin(node, ClmAdminState.SHUTTING_DOWN);
        }
        List<TrackerId> asked = state.trackersOf(TrackFlag.START_STEP, node);
        if (asked.isEmpty()) {
            complete(node, change);
        } else {
            ask(
                    node,
                    change,
                    ChangeStep.START,
                    asked,
                    shutdown ? 0 : node.node().lockCallbackTimeoutNanos());
        }
    }

    private void ask(
            NodeMembership node, PendingChange change, ChangeStep step, List<TrackerId> asked, long limitNanos) {
        // known before anybody is told: one who is told may answer at once
        long deadline = limitNanos == 0 ? PendingChange.NEVER : machine.nowNanos() + limitNanos;
        change.ask(step, state.lastSequence() + 1, asked, deadline);
        machine.tell(node, step, change.change(), asked, limitNanos);
    }

    private void complete(NodeMembership node, PendingChange change) {
        state.removeChange(node.node().dn());
        String name = node.node().name();
        boolean reboot = change.failed && node.up && !node.node().disableReboot();
        if (reboot) {
            machine.add(new Effect.Reset(
                    node.node().dn(),
                    change.operation() + " could not be carried out in order: somebody has not let go"));
        }
        machine.admin(node, ClmAdminState.LOCKED);
        if (node.member) {
            machine.leave(node);
        }
        machine.because(
                node.node().dn(),
                change.failed ? "CLM-011" : "CLM-009",
                "has left: " + change.operation() + " by an operator"
                        + (change.failed ? ", with something to repair" : ""));
        if (change.failed) {
            reply(
                    change,
                    AisStatus.ERR_REPAIR_PENDING,
                    name + " has left, but a subscriber was silent or has failed; "
                            + (reboot ? "the node is rebooted" : "what is left there is to be ended by hand"));
        } else {
            reply(change, AisStatus.OK, name + " has left and is locked");
        }
    }

    /** The node is gone while it was being made to leave. */
    void overtaken(NodeMembership node, PendingChange change) {
        complete(node, change);
    }

    // ---- answers

    AisStatus answered(TrackerId tracker, long sequence, StepAnswer answer) {
        for (PendingChange change : state.changes()) {
            if (change.sequence == sequence && change.isWaiting(tracker)) {
                change.drop(tracker);
                take(change, tracker, answer);
                return AisStatus.OK;
            }
        }
        return AisStatus.ERR_INVALID_PARAM;
    }

    private void take(PendingChange change, TrackerId tracker, StepAnswer answer) {
        NodeMembership node = state.node(change.node()).orElseThrow();
        if (answer != StepAnswer.OK && change.step() == ChangeStep.VALIDATE) {
            giveUp(node, change, tracker + " answered " + answer);
            return;
        }
        change.failed |= answer != StepAnswer.OK;
        advance(node, change);
    }

    private void advance(NodeMembership node, PendingChange change) {
        if (!change.isAnswered()) {
            return;
        }
        if (change.step() == ChangeStep.VALIDATE) {
            start(node, change);
        } else {
            complete(node, change);
        }
    }

    private void giveUp(NodeMembership node, PendingChange change, String why) {
        state.removeChange(node.node().dn());
        aborted(node, change);
        machine.because(node.node().dn(), "CLM-VALIDATE", change.operation() + " was given up: " + why);
        reply(
                change,
                AisStatus.ERR_FAILED_OPERATION,
                change.operation() + " of " + node.node().name() + " was not agreed to: " + why + "; see explain");
    }

    /** A subscriber is gone: nobody waits for it any more. */
    void forget(TrackerId tracker) {
        for (PendingChange change : state.changes()) {
            if (change.drop(tracker)) {
                advance(state.node(change.node()).orElseThrow(), change);
            }
        }
    }

    // ---- time

    void due() {
        for (PendingChange change : state.changes()) {
            NodeMembership node = state.node(change.node()).orElseThrow();
            if (change.replyDeadlineNanos <= machine.nowNanos()) {
                reply(change, AisStatus.ERR_TIMEOUT, "work is still going on; the shutdown goes on, a lock bounds it");
            }
            if (change.deadlineNanos <= machine.nowNanos()) {
                overdue(node, change);
            }
        }
    }

    private void overdue(NodeMembership node, PendingChange change) {
        String silent = change.waiting() + " did not answer in time";
        if (change.step() == ChangeStep.VALIDATE) {
            giveUp(node, change, silent);
        } else {
            machine.because(node.node().dn(), "CLM-011", silent);
            change.failed = true;
            complete(node, change);
        }
    }
}
