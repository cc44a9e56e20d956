package org.amf4j.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.director.LossPolicy;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an operator ends the process of a node: with all that runs there, or without. */
final class Ending {

    /** The argument by which what runs is kept: for how many milliseconds. */
    static final String KEEP_MILLIS = "keep_millis";

    /** What runs without an agent is watched by nobody, so that it is not left alone for long. */
    static final long KEEP_MILLIS_MAX = 120_000;

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final AgentSlot agent;
    private final LossPolicy policy;
    private final Runnable stop;
    private final AtomicBoolean leaving = new AtomicBoolean();

    Ending(AgentSlot agent, LossPolicy policy, Runnable stop) {
        this.agent = agent;
        this.policy = policy;
        this.stop = stop;
    }

    /** Ends the process, or says why not. Does not block. */
    void handle(AdminRequest request, Consumer<AdminReply> reply) {
        Map<String, String> arguments = request.getQuery().getArgumentsMap();
        if (!arguments.containsKey(KEEP_MILLIS)) {
            reply.accept(LocalQueries.reply(request, AisStatus.OK, "stopping", ""));
            stop.run();
            return;
        }
        Thread.ofPlatform().name("agent-leaves").start(() -> {
            try {
                leave(arguments.get(KEEP_MILLIS));
                reply.accept(LocalQueries.reply(request, AisStatus.OK, "the agent leaves what runs as it is", ""));
                stop.run();
            } catch (AisException e) {
                LOG.info("the agent does not leave: {}", e.getMessage());
                reply.accept(LocalQueries.reply(request, e.status(), e.text(), ""));
            }
        });
    }

    private void leave(String keepMillis) {
        long millis;
        try {
            millis = Long.parseLong(keepMillis);
        } catch (NumberFormatException e) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "no number of milliseconds: " + keepMillis, e);
        }
        if (millis < 1 || millis > KEEP_MILLIS_MAX) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM,
                    "what runs can be kept for 1 to " + KEEP_MILLIS_MAX + " ms, not for " + millis);
        }
        if (policy == LossPolicy.IMMEDIATE) {
            throw new AisException(
                    AisStatus.ERR_NOT_SUPPORTED,
                    "with the loss policy 'immediate' a node that cannot be heard has lost its work: nothing can be kept");
        }
        if (!leaving.compareAndSet(false, true)) {
            throw new AisException(AisStatus.ERR_BUSY, "the agent is about to leave already");
        }
        try {
            agent.leave(Duration.ofMillis(millis));
        } finally {
            leaving.set(false);
        }
    }
}
