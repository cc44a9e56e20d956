/**
 * How the nodes of a cluster talk and what the controllers agree on: the two ports {@link
 * org.amf4j.transport.GroupChannel} and {@link org.amf4j.transport.ReplicatedLog}.
 *
 * <p>Each port has a production adapter ({@code jgroups}, {@code ratis}) and an in-memory twin ({@code memory}) that
 * keep the same contract tests. No type of a library appears in a port.
 */
package org.amf4j.transport;
