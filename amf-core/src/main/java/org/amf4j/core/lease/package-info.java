/** Leases: how an agent knows that it may run components, and how the leader knows that a silent one does not any more. */
package org.amf4j.core.lease;
