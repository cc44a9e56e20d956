package org.amf4j.node;

import java.util.function.Consumer;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;

/** Who answers what operators ask. */
public interface OperatorHandler {

    /**
     * Answers a request by calling {@code reply} once, at once or later, on any thread. Called on the socket's thread;
     * must not block.
     */
    void handle(AdminRequest request, Consumer<AdminReply> reply);

    /**
     * Forgets a request that somebody else has answered: it is not passed on (again) to a leader that comes later, and its
     * {@code reply} is not called. Without effect when no such request waits. Any thread; must not block.
     *
     * @param id the request's
     */
    void withdraw(String id);
}
