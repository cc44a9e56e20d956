/**
 * The node agent: runs life-cycle commands, watches processes, serves components and operators on sockets of the node,
 * and talks to the leader.
 *
 * <p>Start at {@link org.amf4j.node.NodeAgent}.
 */
package org.amf4j.node;
