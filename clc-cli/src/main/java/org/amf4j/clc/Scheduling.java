package org.amf4j.clc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The scheduling policy of the operating system, which processes inherit from the thread that starts them. */
final class Scheduling {

    private static final String SWITCH = "AMF_REALTIME";
    private static final Path CHRT = Path.of("/usr/bin/chrt");
    private static final Path THIS_THREAD = Path.of("/proc/thread-self/stat");

    /** Place of the policy among the words after the program's name, which may contain blanks; 0 is the normal one. */
    private static final int POLICY_WORD = 38;

    private Scheduling() {}

    /**
     * What to put before a program so that it runs as programs normally do, whatever the calling thread has been given;
     * nothing when {@code AMF_REALTIME=all} has everything run like the node.
     */
    static List<String> normal() {
        boolean inherit = "all".equals(System.getenv(SWITCH));
        return inherit || isNormal() ? List.of() : List.of(CHRT.toString(), "--other", "0");
    }

    /**
     * What to put before a program that everybody waits for: if the calling thread runs at a real-time priority, the program
     * gets the lowest, and what it starts none.
     */
    static List<String> urgent() {
        return isNormal() ? List.of() : List.of(CHRT.toString(), "--reset-on-fork", "--rr", "1");
    }

    private static boolean isNormal() {
        try {
            String stat = Files.readString(THIS_THREAD);
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return words[POLICY_WORD].equals("0") || !Files.isExecutable(CHRT);
        } catch (IOException e) {
            return true; // no /proc: nobody has been able to give this thread anything else
        }
    }
}
