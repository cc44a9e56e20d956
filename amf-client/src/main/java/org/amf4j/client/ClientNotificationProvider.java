package org.amf4j.client;

import java.nio.file.Path;
import org.amf4j.api.ntf.NotificationProvider;
import org.amf4j.api.ntf.Notifications;

/** Opens notifications over the node agent's Unix domain socket; found by {@link java.util.ServiceLoader}. */
public final class ClientNotificationProvider implements NotificationProvider {

    /** Called by {@link java.util.ServiceLoader}. */
    public ClientNotificationProvider() {}

    @Override
    public Notifications open(Path agentSocket) {
        return ClientNotifications.open(agentSocket);
    }
}
