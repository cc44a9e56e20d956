package org.amf4j.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AgentLossPolicy;

/** The end of a process whose agent is gone. */
final class AgentLoss {

    /** How long the message may take; standard error may be a pipe that nobody reads. */
    private static final long MESSAGE_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private AgentLoss() {}

    static void halt(Dn component, String reason) {
        Thread guard = new Thread(
                () -> {
                    LockSupport.parkNanos(MESSAGE_TIMEOUT_NANOS);
                    Runtime.getRuntime().halt(AgentLossPolicy.EXIT_CODE);
                },
                "amf-halt");
        guard.setDaemon(true);
        guard.start();
        System.err.println(component + ": the node agent was lost (" + reason
                + "); a component must not go on unsupervised, this process ends with exit code "
                + AgentLossPolicy.EXIT_CODE + ". AgentLossPolicy.CALLBACK changes that.");
        Runtime.getRuntime().halt(AgentLossPolicy.EXIT_CODE);
    }
}
