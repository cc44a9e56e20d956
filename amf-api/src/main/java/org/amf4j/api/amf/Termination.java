package org.amf4j.api.amf;

/**
 * The request to end the component.
 *
 * <p>With {@link #done()} the session is TERMINATED, {@link AmfSession#awaitTermination()} returns, and the process is
 * expected to exit by itself. A failure, or silence, makes the framework clean the component up.
 */
public interface Termination extends Request {}
