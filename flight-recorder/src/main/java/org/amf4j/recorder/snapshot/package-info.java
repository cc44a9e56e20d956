/**
 * The director's memory as a value: taken at one moment, written as bytes, and made into a director again.
 *
 * <p>{@link org.amf4j.recorder.snapshot.DirectorSnapshot} is the entrance. The fields of the run-time state are found by
 * reflection, so that a field added to the director's state is part of every snapshot without anybody's doing.
 */
package org.amf4j.recorder.snapshot;
