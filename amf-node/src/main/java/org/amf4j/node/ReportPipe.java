package org.amf4j.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.state.LifeCycleState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What scripts say of components: one line in a FIFO each, {@code COMPONENT TAB INSTANCE TAB RECOVERY TAB TEXT} for an error,
 * {@code COMPONENT TAB INSTANCE TAB LIFE_CYCLE TAB STATE} for what has become of a machine. A script writes
 * it with what every shell has, in no time; there is no answer. Only the agent's user may write. Lines of up to 4096
 * bytes, the end of line included, are written in one piece, whoever else writes.
 */
final class ReportPipe implements AutoCloseable {

    /** Longest line, in characters; more is not one report. */
    static final int LINE_MAX = 4_096;

    private static final int FIELDS = 4;
    private static final long MKFIFO_SECONDS = 5;
    private static final long STACK_BYTES = 128 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(ReportPipe.class);

    private final FileChannel channel;
    private final Consumer<Said> reports;

    /** What a script says. */
    sealed interface Said {

        /** Stands where an error has what it recommends. */
        String LIFE_CYCLE = "LIFE_CYCLE";

        /** The component. */
        Dn component();

        /** The run of INSTANTIATE that it is about; empty for whichever there is. */
        OptionalLong instance();

        /**
         * Reads a line.
         *
         * @throws IllegalArgumentException when it is none, with the reason
         */
        static Said of(String line) {
            String[] fields = line.split("\t", FIELDS);
            if (line.length() > LINE_MAX || fields.length < FIELDS) {
                throw new IllegalArgumentException("a report is one line of up to " + LINE_MAX
                        + " characters: component, instance, recovery and text, with tabs between; use amf-report");
            }
            Dn component = Dn.of(fields[0]);
            OptionalLong instance =
                    fields[1].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[1]));
            return fields[2].equals(LIFE_CYCLE)
                    ? new LifeCycle(component, instance, LifeCycleState.valueOf(fields[3]))
                    : new Report(component, instance, RecommendedRecovery.valueOf(fields[2]), fields[3]);
        }
    }

    /**
     * What has become of the machine that a component keeps.
     *
     * @param component that keeps it
     * @param instance the run of INSTANTIATE that it is about; empty for whichever there is
     * @param state what has become of it
     */
    record LifeCycle(Dn component, OptionalLong instance, LifeCycleState state) implements Said {}

    /**
     * An error.
     *
     * @param component in error
     * @param instance the run of INSTANTIATE that it is about; empty for whichever there is
     * @param recovery recommended
     * @param text for people
     */
    record Report(Dn component, OptionalLong instance, RecommendedRecovery recovery, String text) implements Said {}

    private ReportPipe(FileChannel channel, Consumer<Said> reports) {
        this.channel = channel;
        this.reports = reports;
    }

    /**
     * Makes the FIFO and reads it.
     *
     * @param path of the FIFO; one that an earlier agent has left is replaced
     * @param goesOn whether one that is there is read instead: scripts may be about to write
     * @param reports hears every report, on a thread of the pipe; may block, then writers wait
     * @throws IOException when it cannot be made
     */
    static ReportPipe open(Path path, boolean goesOn, Consumer<Said> reports) throws IOException {
        if (!goesOn || !Files.exists(path)) {
            Files.deleteIfExists(path);
            make(path);
        }
        // Held open for writing, too: so reading does not end when a writer goes.
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ReportPipe pipe = new ReportPipe(channel, reports);
        Thread thread = new Thread(null, pipe::run, "report-pipe", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return pipe;
    }

    private static void make(Path path) throws IOException {
        Process mkfifo = new ProcessBuilder("mkfifo", "-m", "600", path.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(mkfifo.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!mkfifo.waitFor(MKFIFO_SECONDS, TimeUnit.SECONDS) || mkfifo.exitValue() != 0) {
                throw new IOException("cannot make the pipe " + path + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while making the pipe " + path, e);
        }
    }

    private void run() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            for (String line = readLine(reader); line != null; line = readLine(reader)) {
                take(line);
            }
        } catch (ClosedChannelException e) {
            LOG.atTrace().log("the pipe of reports is closed");
        } catch (IOException e) {
            LOG.atError().setCause(e).log("reports of scripts cannot be read any more");
        }
    }

    /** A line, of which no more is kept than shows that it is too long. */
    private static String readLine(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (line.length() <= LINE_MAX) {
                line.append((char) c);
            }
        }
        return null;
    }

    private void take(String line) {
        Said report;
        try {
            report = Said.of(line);
        } catch (IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("line", line.substring(0, Math.min(line.length(), 200)))
                    .addKeyValue("why", e.getMessage())
                    .log("a report of a script cannot be read");
            return;
        }
        reports.accept(report);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("cannot close the pipe of reports");
        }
    }
}
