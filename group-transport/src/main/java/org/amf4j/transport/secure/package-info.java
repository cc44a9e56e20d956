/** Mutual TLS between the members: who may connect, who is believed to be where, and what is said of the refused. */
package org.amf4j.transport.secure;
