package org.amf4j.core.outcome;

import org.amf4j.core.event.SentContent;

/**
 * A notification of an application. It stands in one row with those of the framework.
 *
 * @param id unique in the cluster, from 1 without gaps
 * @param timeNanos timestamp of the log entry, in nanoseconds since the epoch
 * @param content what the application says
 */
public record SentNotification(long id, long timeNanos, SentContent content) {}
