package org.amf4j.admin;

import java.io.IOException;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.watch.LiveView;
import org.amf4j.admin.watch.WatchFrame;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The cluster, live. */
@Command(
        name = "watch",
        description = {
            "Shows the cluster live: who serves what, what is not as it should be, alarms and events.",
            "Arrow keys choose an entity; keys for the common operations ask before they do anything; q ends."
        })
final class WatchCommand implements Runnable {

    private static final int WIDTH = 80;

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Option(names = "--once", description = "show it once, 80 columns wide, and end; needs no terminal")
    private boolean once;

    @Override
    public void run() {
        if (once) {
            WatchFrame.of(cluster.client(amf, ReadingLimits.TIMEOUT), WIDTH).forEach(amf.out()::println);
            amf.out().flush();
            return;
        }
        cluster.folder(amf.surroundings()); // told now when there is none
        // The simplest provider: it calls stty.
        try (Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .provider("exec")
                .build()) {
            new LiveView(terminal, limit -> cluster.client(amf, limit)).run();
        } catch (IllegalStateException | IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "this is no terminal: " + e.getMessage(),
                    "'amf watch --once' and 'amf status' show the cluster once, 'amf events --follow' its changes",
                    e);
        }
    }
}
