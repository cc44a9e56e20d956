/**
 * What fail-overs and planned switches took, seen from what every controller sees: log entries and their outcomes.
 *
 * <p>{@link org.amf4j.telemetry.FailoverRecorder} is told each entry with its outcome and keeps the latest
 * {@link org.amf4j.telemetry.Failover}s and {@link org.amf4j.telemetry.PlannedSwitch}es with their instants; on the way it
 * feeds Micrometer meters. It decides nothing, and a controller without it works the same.
 *
 * <p>Instants come from the clocks of the nodes where things happened. A duration between two nodes is as good as the
 * agreement of their clocks; one that would be negative counts as zero.
 */
package org.amf4j.telemetry;
