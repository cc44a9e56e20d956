/**
 * The ring on disk: segment files, each with a base to start from and the entries that followed.
 *
 * <p>{@link org.amf4j.recorder.ring.FlightRecorder} writes it beside the director without ever making it wait; {@link
 * org.amf4j.recorder.ring.Recording} reads it.
 */
package org.amf4j.recorder.ring;
