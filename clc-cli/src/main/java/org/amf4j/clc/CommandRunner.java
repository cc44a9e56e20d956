package org.amf4j.clc;

import java.nio.file.Path;

/**
 * Runs commands, each in a session of its own.
 *
 * <p>Promises: {@link #start} does not block and may be called by any thread. The observer hears {@code started} at most
 * once and then {@code ended} exactly once, on threads of the runner; it must not block. A command ends when its own
 * process ends: processes that it leaves behind are not waited for. Of a command that was killed or timed out, nothing is
 * left when {@code ended} is heard, unless the kernel does not let it die within some seconds.
 */
public interface CommandRunner extends AutoCloseable {

    /** Starts a command soon; whatever goes wrong reaches the observer as a result. */
    Running start(CommandTask task, Observer observer);

    /** Keeps this output file small, which a program writes that another runner has started. */
    void lookAfter(Path output);

    /** Kills the commands that still run and takes no more. Idempotent. */
    @Override
    void close();

    /** A command that was asked for. */
    interface Running {
        /** Sends SIGKILL to everything in the command's session; without effect once it has ended. Does not block. */
        void kill();
    }

    /** Who wants to know about a command. */
    interface Observer {
        /** Runs as the leader of the session with this id, which is also its process id. */
        void started(long session);

        /** Has ended, or could not be started. */
        void ended(CommandResult result);
    }
}
