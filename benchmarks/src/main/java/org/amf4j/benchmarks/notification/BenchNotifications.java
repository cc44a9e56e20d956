package org.amf4j.benchmarks.notification;

import org.amf4j.admin.CommandExtension;

/** Adds {@code amf bench notifications} to the command. Stateless. */
public final class BenchNotifications implements CommandExtension {

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Object command() {
        return new BenchNotificationsCommand();
    }
}
