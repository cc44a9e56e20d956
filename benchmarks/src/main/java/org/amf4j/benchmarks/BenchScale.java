package org.amf4j.benchmarks;

import org.amf4j.admin.CommandExtension;

/** Adds {@code amf bench scale} to the command. Stateless. */
public final class BenchScale implements CommandExtension {

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Object command() {
        return new BenchScaleCommand();
    }
}
