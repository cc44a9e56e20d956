/**
 * The component library behind {@code amf-api}: a session over the node agent's Unix domain socket.
 *
 * <p>Two threads take turns ({@link org.amf4j.client.SessionThreads}): one waits for frames, and when it has read a
 * callback it runs it, while the other waits. Callbacks run one after the other
 * ({@link org.amf4j.client.SerialDispatcher}). Answers and requests are written by the thread that gives them. Start
 * reading at {@link org.amf4j.client.ClientSession}.
 */
package org.amf4j.client;
