package org.amf4j.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.amf4j.clc.CommandResult;
import org.amf4j.clc.CommandRunner;
import org.amf4j.clc.CommandTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a program that does nothing, some times in a row, so that the first CLEANUP of a node does not meet interpreted code:
 * a node runs few commands, and the one that matters is run while a service is down.
 */
final class CommandRehearsal {

    /** Runs in all; with the launcher's settings code is compiled after a tenth of them. */
    static final int RUNS = 40;

    private static final Path NOTHING = Path.of("/bin/true");
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Logger LOG = LoggerFactory.getLogger(CommandRehearsal.class);

    private final NodeSettings settings;
    private final AgentLoop loop;
    private final CommandHands.Tools tools;
    private int left = RUNS;

    CommandRehearsal(NodeSettings settings, AgentLoop loop, CommandHands.Tools tools) {
        this.settings = settings;
        this.loop = loop;
        this.tools = tools;
    }

    /** Begins, or goes on; in the loop only. */
    void runNext() {
        if (left-- > 0 && Files.isExecutable(NOTHING)) {
            CommandTask task = new CommandTask(
                    NOTHING.toString(),
                    List.of(),
                    settings.environment(),
                    settings.logFolder().resolve("rehearsal.log"),
                    LIMIT_NANOS,
                    Optional.empty());
            tools.runner().start(task, new Observer());
        }
    }

    private final class Observer implements CommandRunner.Observer {
        private volatile long session;

        @Override
        public void started(long id) {
            session = id;
            tools.guardian().add(id);
        }

        @Override
        public void ended(CommandResult result) {
            if (session != 0) {
                tools.guardian().remove(session);
            }
            if (result instanceof CommandResult.Exited) {
                loop.execute(CommandRehearsal.this::runNext);
            } else {
                LOG.atInfo().addKeyValue("result", result).log("rehearsal of commands ended early");
            }
        }
    }
}
