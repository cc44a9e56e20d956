/**
 * The component library behind {@code amf-api}: a session over the node agent's Unix domain socket.
 *
 * <p>Three threads at most: one reads frames ({@link org.amf4j.client.AgentConnection}), one runs callbacks one after the
 * other ({@link org.amf4j.client.SerialDispatcher}), and one, made with the first callback that has a time limit, looks
 * after answers that are overdue ({@link org.amf4j.client.CallbackWatch}). Answers and requests are written by the thread
 * that gives them. Start reading at {@link org.amf4j.client.ClientSession}.
 */
package org.amf4j.client;
