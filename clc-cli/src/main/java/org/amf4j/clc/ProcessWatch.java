package org.amf4j.clc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when the last process of a group has ended, without being its parent and without polling.
 *
 * <p>The group's first process holds a FIFO open and everything it starts inherits that; a read here ends when the last
 * holder is gone, whatever ended it. A program that closes all its descriptors cannot be noticed this way:
 * {@link End#NEVER_HELD}. Costs one thread with a small stack per watch.
 */
public final class ProcessWatch implements AutoCloseable {

    /** How the watch ended. */
    public enum End {
        /** The last process that held the FIFO is gone. */
        PROCESSES_GONE,
        /** Nobody held the FIFO when the command ended: nothing is known. */
        NEVER_HELD
    }

    // Everything that varies is a parameter, never part of the script. When the program has ended and nobody holds the
    // FIFO
    // (opening it for writing alone fails), its name is removed: there is nothing to watch. That is found out before
    // the
    // command ends, so whatever dies after the end of the command is noticed. Where dd cannot be told not to wait, such
    // as
    // that of busybox, perl is asked.
    private static final String HOLD = """
            fifo=$1
            shift
            mkfifo -m 600 "$fifo" && exec 9<>"$fifo"
            "$@"
            code=$?
            exec 9>&-
            [ -p "$fifo" ] && dd if=/dev/null of="$fifo" oflag=nonblock conv=notrunc 2>/dev/null ||
                perl -MFcntl -e 'sysopen(F, $ARGV[0], O_WRONLY | O_NONBLOCK) or exit 1' "$fifo" 2>/dev/null || rm -f "$fifo"
            exit $code
            """;

    private static final long STACK_BYTES = 128 * 1024;
    private static final int BUFFER_BYTES = 64;
    private static final Logger LOG = LoggerFactory.getLogger(ProcessWatch.class);

    private final Path fifo;
    private final Consumer<End> onEnd;
    private Optional<FileChannel> reader = Optional.empty();
    private boolean closed;

    private ProcessWatch(Path fifo, Consumer<End> onEnd) {
        this.fifo = fifo;
        this.onEnd = onEnd;
    }

    /** What stands before a command line so that the program holds a new FIFO at this absolute path. */
    static List<String> holding(Path fifo) {
        return List.of("/bin/sh", "-c", HOLD, "hold", fifo.toString());
    }

    /**
     * Begins to watch whoever holds the FIFO. Call it when the command that was started with the FIFO as its lifeline has
     * ended. The name stays, so that another process can go on watching; remove it when nothing is to be watched any more.
     *
     * @param fifo the path given as lifeline
     * @param onEnd hears the end once, on a thread of the watch; not after {@link #close}
     */
    public static ProcessWatch begin(Path fifo, Consumer<End> onEnd) {
        ProcessWatch watch = new ProcessWatch(fifo, onEnd);
        Thread thread = new Thread(null, watch::run, "watch", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void run() {
        End end;
        try {
            end = await();
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException e) {
            LOG.atWarn().setCause(e).addKeyValue("fifo", fifo).log("cannot watch processes");
            end = End.NEVER_HELD;
        }
        if (!isClosed()) {
            onEnd.accept(end);
        }
    }

    private End await() throws IOException {
        if (!Files.exists(fifo)) {
            return End.NEVER_HELD;
        }
        FileChannel channel;
        // As long as we hold it ourselves, opening does not block and reading does not end.
        try (FileChannel own = FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel = FileChannel.open(fifo, StandardOpenOption.READ);
        }
        if (!keep(channel)) {
            channel.close();
            throw new ClosedChannelException();
        }
        ByteBuffer ignored = ByteBuffer.allocate(BUFFER_BYTES);
        while (channel.read(ignored) >= 0) {
            ignored.clear();
        }
        channel.close();
        return End.PROCESSES_GONE;
    }

    private synchronized boolean keep(FileChannel channel) {
        reader = Optional.of(channel);
        return !closed;
    }

    /** Whether it watches by now: whoever holds the FIFO and ends is noticed at once. */
    public synchronized boolean hasBegun() {
        return reader.isPresent();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Stops watching; nothing is heard of the processes any more. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        reader.ifPresent(channel -> {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.atWarn().setCause(e).addKeyValue("fifo", fifo).log("cannot close the watch");
            }
        });
    }
}
