package org.amf4j.machines;

import org.amf4j.admin.CommandExtension;
import picocli.CommandLine;

/** Adds {@code amf vm} to the command. Stateless. */
public final class VmExtension implements CommandExtension {

    @Override
    public String parent() {
        return "";
    }

    @Override
    public Object command() {
        // One that picocli makes by itself would have no transformed commands.
        return new CommandLine(new VmCommand());
    }
}
