package org.amf4j.admin.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/** Processes that use as much of the processors as they get, from its making to its end. */
final class Overload implements AutoCloseable {
    /** Busy loops for each core of the machine. */
    static final int LOOPS_PER_CORE = 4;

    private final List<Process> loops = new ArrayList<>();

    /** Starts the loops. */
    Overload() {
        int count = LOOPS_PER_CORE * Runtime.getRuntime().availableProcessors();
        try {
            for (int i = 0; i < count; i++) {
                loops.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
            }
        } catch (IOException e) {
            close();
            throw new CommandFailure(
                    ExitCode.FAILED, "no busy loop can be started: " + e.getMessage(), "is there a shell 'sh'?", e);
        }
    }

    int loops() {
        return loops.size();
    }

    @Override
    public void close() {
        loops.forEach(Process::destroyForcibly);
    }
}
