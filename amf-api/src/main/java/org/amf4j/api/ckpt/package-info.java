/**
 * Checkpoints: named state, kept by several nodes, that survives the process that wrote it.
 *
 * <p>Begin with {@link org.amf4j.api.ckpt.Checkpoints#open()}. A checkpoint is a set of sections, each a row of bytes; what
 * a write promises when it returns is said by its {@link org.amf4j.api.ckpt.WriteMode}. Statuses are those of the SA
 * Forum's checkpoint service and arrive as {@link org.amf4j.api.AisException}.
 */
package org.amf4j.api.ckpt;
