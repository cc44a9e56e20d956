/** Clusters under random faults in virtual time: the same seed gives the same run. */
package org.amf4j.simulator;
