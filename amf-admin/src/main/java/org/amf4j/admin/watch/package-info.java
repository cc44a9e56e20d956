/**
 * The live view of a cluster in a terminal.
 *
 * <p>{@link org.amf4j.admin.watch.Interaction} says what a key means, {@link org.amf4j.admin.watch.WatchScreen} what is seen: both
 * without a terminal. {@link org.amf4j.admin.watch.Watcher} asks the cluster, {@link org.amf4j.admin.watch.LiveView} joins them
 * with a terminal.
 */
package org.amf4j.admin.watch;
