/**
 * One process of the cluster: a node agent and, on a controller, the director. Composes the rooms below and decides
 * nothing. Start reading with {@link org.amf4j.server.NodeMain}.
 */
package org.amf4j.server;
