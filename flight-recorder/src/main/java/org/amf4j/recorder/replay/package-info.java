/**
 * What was recorded, played again: the same entries give the same decisions, on any machine.
 *
 * <p>{@link org.amf4j.recorder.replay.Replay} plays a recording up to an entry; {@link org.amf4j.recorder.replay.Scenario}
 * turns a part of one into a text that a test plays.
 */
package org.amf4j.recorder.replay;
