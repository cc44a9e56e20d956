package org.amf4j.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file by which others find a node's process: {@code agent.pid}. Stateless. */
final class ProcessNumber {

    /** {@code kept}: who has started the process keeps its number; by ours it is known in our namespace only. */
    private static final String SWITCH = "AMF_AGENT_PID_FILE";

    private ProcessNumber() {}

    /** Writes the number of a node's process, unless the starter keeps that. */
    static void write(Path folder, long pid) throws IOException {
        if (!"kept".equals(System.getenv(SWITCH))) {
            Files.writeString(folder.resolve("agent.pid"), pid + "\n");
        }
    }
}
