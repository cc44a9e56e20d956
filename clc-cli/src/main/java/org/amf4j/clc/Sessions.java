package org.amf4j.clc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

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
        return kill(List.of(session));
    }

    /** The same for many sessions at once; two seconds for all of them. */
    public static boolean kill(Collection<Long> sessions) {
        long giveUpAtNanos = System.nanoTime() + KILL_NANOS_MAX;
        List<Long> members = members(sessions);
        while (!members.isEmpty() && System.nanoTime() < giveUpAtNanos) {
            for (long member : members) {
                ProcessHandle.of(member).ifPresent(ProcessHandle::destroyForcibly);
            }
            LockSupport.parkNanos(LOOK_NANOS);
            members = members(sessions);
        }
        return members.isEmpty();
    }

    /** The processes of the session that still run, with its leader, even when that has not yet begun the session. */
    public static List<Long> members(long session) {
        return members(List.of(session));
    }

    private static List<Long> members(Collection<Long> sessions) {
        Set<String> wanted = sessions.stream().map(s -> Long.toString(s)).collect(Collectors.toSet());
        List<Long> members = new ArrayList<>();
        for (long process : processes()) {
            String[] fields = stat(process);
            // A leader that has just been started is in its parent's session still.
            if (isRunning(fields)
                    && (wanted.contains(fields[FIELD_SESSION]) || wanted.contains(Long.toString(process)))) {
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
