/** How fast checkpoints are written, on a cluster of real processes. */
package org.amf4j.benchmarks.checkpoint;
