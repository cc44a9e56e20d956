/** What the director is told: reports of agents, requests of operators, the time. */
package org.amf4j.core.event;
