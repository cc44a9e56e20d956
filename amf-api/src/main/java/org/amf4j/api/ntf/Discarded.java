package org.amf4j.api.ntf;

/**
 * Notifications that the cluster does not keep any more, so that nobody can be told of them.
 *
 * @param after the last one that was looked at before
 * @param until the last of those that are gone; some in between may still follow
 * @param count how many are gone, whether the filter would have let them pass or not
 */
public record Discarded(long after, long until, long count) {}
