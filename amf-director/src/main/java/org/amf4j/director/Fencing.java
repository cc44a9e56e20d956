package org.amf4j.director;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.amf4j.core.lease.Life;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs fencing commands: one at a time for a node, on threads of their own, without a shell, with a time limit. Used on the
 * controller's thread only.
 */
final class Fencing {

    /** How long a command may take, in seconds; one that is late is killed and has failed. */
    static final long COMMAND_SECONDS_MAX = 30;

    private static final Logger LOG = LoggerFactory.getLogger(Fencing.class);

    private final Function<String, List<String>> commands;
    private final Executor loop;
    private final Set<String> underWay = new LinkedHashSet<>();

    /** Fencing with these commands, by agent name, whose results are told on the loop. */
    Fencing(Function<String, List<String>> commands, Executor loop) {
        this.commands = commands;
        this.loop = loop;
    }

    /** Has a node fenced, if it can be and is not being; {@code succeeded} runs on the loop. */
    void begin(Life life, Runnable succeeded) {
        List<String> command = commands.apply(life.agent());
        if (command.isEmpty()) {
            LOG.warn("node cannot be fenced, its lease is waited for: life={} cause=no command is configured", life);
        } else if (underWay.add(life.agent())) {
            LOG.warn("node is fenced: life={} command={}", life, command);
            Thread.ofPlatform().daemon().name("fence-" + life.agent()).start(() -> {
                boolean done = run(life, command);
                loop.execute(() -> {
                    underWay.remove(life.agent());
                    if (done) {
                        succeeded.run();
                    }
                });
            });
        }
    }

    private static boolean run(Life life, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                LOG.error("fencing has failed: life={} cause=no end after {} s", life, COMMAND_SECONDS_MAX);
                return false;
            }
            if (process.exitValue() != 0) {
                LOG.error("fencing has failed: life={} exit_code={}", life, process.exitValue());
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            LOG.error("fencing has failed: life={} command={}", life, command, e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
