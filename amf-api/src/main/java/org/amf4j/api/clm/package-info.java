/**
 * Cluster membership: who is in the cluster, and what is about to change.
 *
 * <pre>{@code
 * try (var cluster = ClusterMembership.open();
 *         var tracking = cluster.track(Set.of(CURRENT, CHANGES_ONLY), update ->
 *                 System.out.println("view " + update.viewNumber() + ": " + update.items()))) {
 *     ...
 * }
 * }</pre>
 */
package org.amf4j.api.clm;
