/** Containers and what they contain: who may live where, and what becomes of it when a container goes. */
package org.amf4j.core.container;
