package org.amf4j.host;

import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Availability;

/**
 * The program of a container component that hosts small Java services.
 *
 * <p>What runs in it is said by attributes of the container CSI: the attribute named like a contained component
 * ({@code safComp=NAME}) holds the name of a class, and after it the entries of its class path. The class implements
 * {@link org.amf4j.api.amf.ComponentListener} and has a public constructor without parameters or with an
 * {@link AmfSession}.
 */
public final class ContainerHost {

    private ContainerHost() {}

    /** Runs until the framework ends the container. */
    public static void main(String[] arguments) throws InterruptedException {
        try (AmfSession session = Availability.open()) {
            HostComponent component = new HostComponent();
            session.register(component);
            session.awaitTermination();
        }
        // Threads of services that are no daemons must not keep the process.
        System.exit(0);
    }
}
