package org.amf4j.simulator;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be made to happen at random. */
public enum Fault {
    /** Processes of components die. */
    CRASH,
    /** Components answer nothing any more. */
    HANG,
    /** Errors are reported, with any recommendation. */
    ERRORS,
    /** Callbacks are answered with an error. */
    CALLBACKS,
    /** Life-cycle commands fail. */
    SCRIPTS,
    /** Callbacks and commands take about as long as they may, or longer. */
    SLOW,
    /** Nodes die, return, or blink. */
    NODE,
    /** Messages between director and agents are held back. */
    LINK,
    /** Another controller leads, and what was under way to and from the old one gets lost. */
    LEADER,
    /** Operators ask for operations. */
    ADMIN,
    /** Operators change the configuration. */
    CHANGES,
    /** Nodes cannot be heard for a while, cut off or stopped, for less than their lease lasts or for longer. */
    SILENCE,
    /** Operators lock, shut down, unlock and reset nodes of the cluster. */
    MEMBERSHIP,
    /** Components say how ready they are, and that errors are over. */
    READINESS,
    /** The leader and some nodes are cut off from the others, who have another leader, for a shorter or a longer time. */
    PARTITION,
    /** Agents restart under what they run. */
    RESTART;

    /** How it is written on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The fault with this name.
     *
     * @throws IllegalArgumentException with the names that there are
     */
    public static Set<Fault> named(String word) {
        if (word.equals("all")) {
            return EnumSet.allOf(Fault.class);
        }
        return Arrays.stream(values())
                .filter(f -> f.word().equals(word))
                .findFirst()
                .map(EnumSet::of)
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no fault; there are all, "
                        + String.join(
                                ", ", Arrays.stream(values()).map(Fault::word).toList())));
    }
}
