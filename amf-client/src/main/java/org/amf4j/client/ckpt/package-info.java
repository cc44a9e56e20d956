/**
 * The library behind {@link org.amf4j.api.ckpt}: a connection to the checkpoint service of the node. Callers write their
 * requests themselves, one thread reads the replies, and another one, made when needed, tells of changes.
 */
package org.amf4j.client.ckpt;
