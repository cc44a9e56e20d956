/**
 * Checkpoints on one node: its replicas, the requests of its processes, and what it says to other nodes. State machines
 * without threads, clocks or input and output; begin with {@link org.amf4j.ckpt.node.CheckpointNode}.
 */
package org.amf4j.ckpt.node;
