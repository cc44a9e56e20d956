/** Components and service units being instantiated, restarted and terminated, and the states derived from that. */
package org.amf4j.core.lifecycle;
