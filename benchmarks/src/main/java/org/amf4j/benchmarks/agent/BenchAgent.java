package org.amf4j.benchmarks.agent;

import org.amf4j.admin.CommandExtension;

/** Adds {@code amf bench agent} to the command. Stateless. */
public final class BenchAgent implements CommandExtension {

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Object command() {
        return new BenchAgentCommand();
    }
}
