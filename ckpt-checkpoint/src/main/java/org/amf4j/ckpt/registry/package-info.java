/**
 * What the controllers agree on: which checkpoints there are, who has them open, and which nodes have replicas. Applied in
 * the order of the controllers' log, the same everywhere.
 */
package org.amf4j.ckpt.registry;
