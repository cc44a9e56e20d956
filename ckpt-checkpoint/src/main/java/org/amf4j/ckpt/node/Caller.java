package org.amf4j.ckpt.node;

/**
 * Whose answer it is.
 *
 * @param session the connection of a process
 * @param request its number there
 * @param deadlineNanos until when it waits, by the monotonic clock
 */
public record Caller(long session, long request, long deadlineNanos) {}
