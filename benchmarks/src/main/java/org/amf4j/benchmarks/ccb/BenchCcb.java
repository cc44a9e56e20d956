package org.amf4j.benchmarks.ccb;

import org.amf4j.admin.CommandExtension;

/** Adds {@code amf bench ccb} to the command. Stateless. */
public final class BenchCcb implements CommandExtension {

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Object command() {
        return new BenchCcbCommand();
    }
}
