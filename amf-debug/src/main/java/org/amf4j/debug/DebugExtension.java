package org.amf4j.debug;

import org.amf4j.admin.CommandExtension;

/** Adds {@code amf debug} to the command. Stateless. */
public final class DebugExtension implements CommandExtension {

    @Override
    public String parent() {
        return "";
    }

    @Override
    public Object command() {
        return new DebugCommand();
    }
}
