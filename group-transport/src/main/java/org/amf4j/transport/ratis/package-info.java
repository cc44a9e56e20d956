/** {@link org.amf4j.transport.ReplicatedLog} on Apache Ratis over gRPC; start at {@link RatisLog}. */
package org.amf4j.transport.ratis;
