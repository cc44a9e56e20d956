/** Hosts and guests played on one machine, and schemes that keep virtual machines available, shown with real ones. */
package org.amf4j.machines;
