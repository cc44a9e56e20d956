/** Recordings of all nodes in one file, with a manifest and checksums: what a user sends along with a report. */
package org.amf4j.recorder.dump;
