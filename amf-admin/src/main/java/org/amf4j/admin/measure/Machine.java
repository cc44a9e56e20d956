package org.amf4j.admin.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amf4j.admin.output.Json;

/** The conditions under which something was measured. */
public final class Machine {
    private static final Path LOAD = Path.of("/proc/loadavg");

    private Machine() {}

    /** The machine as it is now. */
    public static ObjectNode describe() {
        ObjectNode machine = Json.object()
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("arch", System.getProperty("os.arch"))
                .put("jdk", System.getProperty("java.vendor") + " " + Runtime.version());
        double load = load();
        // A negative load says that the system does not tell.
        return load < 0 ? machine.putNull("load_1min") : machine.put("load_1min", load);
    }

    /** Processes that wanted a core in the last minute, on average; negative when the system does not tell. */
    static double load() {
        try {
            return Double.parseDouble(Files.readString(LOAD).split(" ")[0]);
        } catch (IOException | NumberFormatException e) {
            // Only Linux tells it there.
            return -1;
        }
    }
}
