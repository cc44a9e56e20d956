package org.amf4j.client;

import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Availability;

/** A component with default options, run as a process of its own. */
final class HaltingComponent {

    private HaltingComponent() {}

    public static void main(String[] arguments) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("shutdown hook")));
        try (AmfSession session = Availability.open()) {
            session.register(RecordingComponent.willing());
            session.awaitTermination();
        }
    }
}
