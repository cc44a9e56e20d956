package org.amf4j.admin;

/**
 * A sub-command that a higher room contributes; found by {@link java.util.ServiceLoader} when the room's jar is on the
 * launcher's class path. Implementations have no state.
 */
public interface CommandExtension {

    /** The command that it becomes a sub-command of, for instance {@code bench}; empty for {@code amf} itself. */
    String parent();

    /** The picocli command, made anew for each call; it prints to its command line's writers. */
    Object command();
}
