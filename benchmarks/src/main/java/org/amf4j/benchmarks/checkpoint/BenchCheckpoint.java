package org.amf4j.benchmarks.checkpoint;

import org.amf4j.admin.CommandExtension;

/** Adds {@code amf bench checkpoint} to the command. Stateless. */
public final class BenchCheckpoint implements CommandExtension {

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Object command() {
        return new BenchCheckpointCommand();
    }
}
