/** Twins of the two ports within one JVM, for tests and simulations; they keep the same contracts. */
package org.amf4j.transport.memory;
