/**
 * The pure life-cycle machine of a node agent: what happens to components on a node, and what to do about it.
 *
 * <p>Events with their time go in, actions come out ({@link org.amf4j.core.agent.AgentMachine}); processes, sockets and
 * clocks are somebody else's.
 */
package org.amf4j.core.agent;
