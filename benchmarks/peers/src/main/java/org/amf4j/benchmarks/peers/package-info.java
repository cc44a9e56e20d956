/** What stands beside our checkpoints in the benchmark, each in two processes of its own. */
package org.amf4j.benchmarks.peers;
