package org.amf4j.clc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Sessions of the operating system, as {@code /proc} shows them. Stateless and thread-safe. */
public final class Sessions {

    /** Time after which a session that keeps forking, or does not die, is given up on, in nanoseconds. */
    private static final long KILL_NANOS_MAX = 2_000_000_000L;

    /** A killed process needs a moment to go; time between two looks, in nanoseconds. */
    private static final long LOOK_NANOS = 1_000_000L;

    private static final Path PROC = Path.of("/proc");
    private static final int FIELD_STATE = 0;
    private static final int FIELD_SESSION = 3;

    private Sessions() {}

    /**
     * Sends SIGKILL to every process of the session, again until none is left. Blocks until they are gone, at most two
     * seconds.
     *
     * @return whether none is left
     */
    public static boolean kill(long session) {
        long giveUpAtNanos = System.nanoTime() + KILL_NANOS_MAX;
        List<Long> members = members(session);
        while (!members.isEmpty() && System.nanoTime() < giveUpAtNanos) {
            for (long member : members) {
                ProcessHandle.of(member).ifPresent(ProcessHandle::destroyForcibly);
            }
            LockSupport.parkNanos(LOOK_NANOS);
            members = members(session);
        }
        return members.isEmpty();
    }

    /** The processes of the session that still run. */
    public static List<Long> members(long session) {
        String wanted = Long.toString(session);
        List<Long> members = new ArrayList<>();
        for (long process : processes()) {
            String[] fields = stat(process);
            if (isRunning(fields) && fields[FIELD_SESSION].equals(wanted)) {
                members.add(process);
            }
        }
        return members;
    }

    /** Whether a process is there and runs; one that has ended and only waits for its parent does not. */
    public static boolean isRunning(long process) {
        return isRunning(stat(process));
    }

    private static boolean isRunning(String[] fields) {
        return fields.length > FIELD_SESSION && !fields[FIELD_STATE].equals("Z") && !fields[FIELD_STATE].equals("X");
    }

    /** Ids of all processes. */
    private static List<Long> processes() {
        List<Long> processes = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                processes.add(Long.parseLong(entry.getFileName().toString()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot list /proc; mount it, the agent needs it to find processes", e);
        }
        return processes;
    }

    /** State, parent, process group and session of a process; empty when it has just gone. */
    private static String[] stat(long process) {
        try {
            String line = Files.readString(PROC.resolve(process + "/stat"), StandardCharsets.ISO_8859_1);
            // The program's name stands in parentheses and may itself contain blanks and parentheses.
            return line.substring(line.lastIndexOf(')') + 2).split(" ", FIELD_SESSION + 2);
        } catch (IOException | StringIndexOutOfBoundsException e) {
            return new String[0];
        }
    }
}
