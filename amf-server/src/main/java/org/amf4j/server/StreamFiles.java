package org.amf4j.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.amf4j.director.LogStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log streams of a controller as files that rotate, under the names of the standard's streams. Every controller writes all of
 * it, so that with any node what has happened is still to be read on the others. When a file cannot be written, the log of the
 * node says so once, and again when it can.
 */
final class StreamFiles implements LogStreams {

    /** Size at which a file is full, in bytes, as in the standard's configuration class. */
    static final long FILE_BYTES_MAX = 5_000_000;

    /** Full files kept of each stream. */
    static final int FILES_MAX = 4;

    private static final Map<Stream, String> NAMES =
            Map.of(Stream.ALARM, "saLogAlarm", Stream.NOTIFICATION, "saLogNotification", Stream.SYSTEM, "saLogSystem");
    private static final Logger LOG = LoggerFactory.getLogger(StreamFiles.class);

    private final Path folder;
    private final long bytesMax;
    private final Map<Stream, StreamFile> files = new EnumMap<>(Stream.class);
    private boolean failing;

    /** Writes below the folder, which is made when something is written; files are full with so many bytes. */
    StreamFiles(Path folder, long bytesMax) {
        this.folder = folder;
        this.bytesMax = bytesMax;
    }

    @Override
    public void write(Stream stream, long timeNanos, long number, String lines) {
        try {
            StreamFile file = files.get(stream);
            if (file == null) {
                Files.createDirectories(folder);
                file = new StreamFile(folder, NAMES.get(stream), bytesMax, FILES_MAX, Instant::now);
                files.put(stream, file);
            }
            file.write(timeNanos, number, lines);
            if (failing) {
                failing = false;
                LOG.info("log streams are written again: folder={}", folder);
            }
        } catch (IOException e) {
            Optional.ofNullable(files.remove(stream)).ifPresent(StreamFile::abandon); // opened anew with the next line
            if (!failing) {
                failing = true;
                LOG.warn("log streams cannot be written, lines are lost; look at the disk: folder={}", folder, e);
            }
        }
    }
}
