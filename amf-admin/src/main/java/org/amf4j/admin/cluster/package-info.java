/** A cluster of processes on this machine: its folder, its ports, its start and its end. */
package org.amf4j.admin.cluster;
