package org.amf4j.debug;

import org.amf4j.admin.CommandExtension;

/** Adds {@code amf replay} to the command. Stateless. */
public final class ReplayExtension implements CommandExtension {

    @Override
    public String parent() {
        return "";
    }

    @Override
    public Object command() {
        return new ReplayCommand();
    }
}
