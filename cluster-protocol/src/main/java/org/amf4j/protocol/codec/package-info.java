/**
 * Translates between the records of the core and the messages of {@code org.amf4j.protocol.cluster}.
 *
 * <p>{@link org.amf4j.protocol.codec.ClusterCodec} is the door; behind it stand one codec for events, one for orders and
 * one for information-model objects. Writing never fails for values that the core can build. Reading answers with a whole
 * record or with {@link org.amf4j.protocol.codec.MalformedMessageException}, which names the message and the field: the
 * bytes come from other processes and perhaps from other versions, so nothing about them is taken for granted.
 */
package org.amf4j.protocol.codec;
