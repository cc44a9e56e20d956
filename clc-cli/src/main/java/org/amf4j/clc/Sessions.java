package org.amf4j.clc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sessions of the operating system, as {@code /proc} shows them. Stateless and thread-safe. */
public final class Sessions {

    /** Passes over {@code /proc} before a session that keeps forking is given up on. */
    private static final int KILL_ROUNDS_MAX = 20;

    private static final Path PROC = Path.of("/proc");
    private static final int FIELD_STATE = 0;
    private static final int FIELD_SESSION = 3;

    private Sessions() {}

    /**
     * Sends SIGKILL to every process of the session, again until none is left.
     *
     * @return whether none is left
     */
    public static boolean kill(long session) {
        for (int round = 0; round < KILL_ROUNDS_MAX; round++) {
            List<Long> members = members(session);
            if (members.isEmpty()) {
                return true;
            }
            for (long member : members) {
                ProcessHandle.of(member).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        return members(session).isEmpty();
    }

    /** The processes of the session that still run; a process that has ended and only waits for its parent is not one. */
    public static List<Long> members(long session) {
        List<Long> members = new ArrayList<>();
        for (long process : processes()) {
            String[] fields = stat(process);
            if (fields.length > FIELD_SESSION
                    && fields[FIELD_SESSION].equals(Long.toString(session))
                    && !fields[FIELD_STATE].equals("Z")
                    && !fields[FIELD_STATE].equals("X")) {
                members.add(process);
            }
        }
        return members;
    }

    /** Ids of all processes. */
    static List<Long> processes() {
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
            String line = Files.readString(PROC.resolve(process + "/stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
            // The program's name stands in parentheses and may itself contain blanks and parentheses.
            return line.substring(line.lastIndexOf(')') + 2).split(" ", FIELD_SESSION + 2);
        } catch (IOException | StringIndexOutOfBoundsException e) {
            return new String[0];
        }
    }
}
