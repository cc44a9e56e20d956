/**
 * Applications kept available, small enough to be read in one go.
 *
 * <p>{@link org.amf4j.examples.Streamer} is an SA-aware component whose answers say who is active;
 * {@link org.amf4j.examples.OutageClient} asks it all the time and prints for how long nobody answered. The program
 * that knows nothing of availability is a shell script, {@code scripts/heartbeat}.
 */
package org.amf4j.examples;
