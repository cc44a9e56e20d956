package org.amf4j.server;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log stream: a file that is written to, {@code NAME_yyyymmdd_hhmmss.log} by its first line, and older ones of it that were
 * full, with the time of the last line behind (LOG reference, names of files; times in UTC). What was written before the
 * program started is not written again. For one thread.
 */
final class StreamFile {

    private static final Logger LOG = LoggerFactory.getLogger(StreamFile.class);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern PLACE = Pattern.compile("\\{\"time_ns\":(\\d+),\"number\":(\\d+)[,}].*");
    private static final int TAIL_BYTES = 1 << 16;

    private final Path folder;
    private final String name;
    private final Pattern open;
    private final Pattern full;
    private final long bytesMax;
    private final int filesMax;
    private final Supplier<Instant> clock;
    private Optional<Written> file = Optional.empty();
    private Place last = new Place(0, 0);

    /** Where a line stands. */
    private record Place(long timeNanos, long number) {
        boolean isAfter(Place other) {
            return timeNanos > other.timeNanos || timeNanos == other.timeNanos && number > other.number;
        }
    }

    private record Written(Path path, FileChannel channel) {}

    /**
     * A stream.
     *
     * @param folder where its files are; there
     * @param name how they begin
     * @param bytesMax a file with more is full
     * @param filesMax so many full files are kept
     * @throws IOException when what is there cannot be read
     */
    StreamFile(Path folder, String name, long bytesMax, int filesMax, Supplier<Instant> clock) throws IOException {
        this.folder = folder;
        this.name = name;
        this.open = Pattern.compile(Pattern.quote(name) + "_\\d{8}_\\d{6}\\.log");
        this.full = Pattern.compile(Pattern.quote(name) + "_\\d{8}_\\d{6}_\\d{8}_\\d{6}\\.log");
        this.bytesMax = bytesMax;
        this.filesMax = filesMax;
        this.clock = clock;
        goOn();
    }

    /** Goes on with the latest file that was not full, after its last whole line. */
    private void goOn() throws IOException {
        List<Path> unfinished = files(open);
        if (unfinished.isEmpty()) {
            List<Path> before = files(full);
            if (!before.isEmpty()) {
                lastPlace(before.getLast()).ifPresent(place -> last = place);
            }
            return;
        }
        Path path = unfinished.getLast();
        lastPlace(path).ifPresent(place -> last = place);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        channel.truncate(wholeLines(path));
        channel.position(channel.size());
        file = Optional.of(new Written(path, channel));
    }

    private List<Path> files(Pattern named) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            path -> named.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private static Optional<Place> lastPlace(Path path) throws IOException {
        String[] lines = tail(path).split("\n");
        for (int i = lines.length - 1; i >= 0; i--) {
            Matcher place = PLACE.matcher(lines[i]);
            if (place.matches()) {
                return Optional.of(new Place(Long.parseLong(place.group(1)), Long.parseLong(place.group(2))));
            }
        }
        return Optional.empty();
    }

    private static String tail(Path path) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(content.length(), TAIL_BYTES)];
            content.seek(content.length() - bytes.length);
            content.readFully(bytes);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return text.substring(0, text.lastIndexOf('\n') + 1);
        }
    }

    private static long wholeLines(Path path) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(path.toFile(), "r")) {
            long length = content.length();
            while (length > 0) {
                content.seek(length - 1);
                if (content.read() == '\n') {
                    return length;
                }
                length--;
            }
            return 0;
        }
    }

    /** Writes lines, unless it has them. */
    void write(long timeNanos, long number, String lines) throws IOException {
        Place place = new Place(timeNanos, number);
        if (!place.isAfter(last)) {
            return;
        }
        if (file.isEmpty()) {
            file = Optional.of(begin());
        }
        FileChannel channel = file.get().channel();
        ByteBuffer bytes = ByteBuffer.wrap((lines + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        last = place;
        if (channel.size() > bytesMax) {
            rotate();
        }
    }

    private Written begin() throws IOException {
        String latest =
                files(full).stream().map(path -> path.getFileName().toString()).reduce("", (a, b) -> b);
        Instant time = clock.get();
        while (latest.compareTo(begun(time)) > 0) { // names tell the order, even of files of one second
            time = time.plusSeconds(1);
        }
        Path path = folder.resolve(begun(time) + ".log");
        return new Written(
                path,
                FileChannel.open(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))));
    }

    private String begun(Instant time) {
        return name + "_" + TIME.format(time);
    }

    private void rotate() throws IOException {
        Written written = file.orElseThrow();
        file = Optional.empty();
        written.channel().close();
        String path = written.path().getFileName().toString();
        String closed = path.substring(0, path.length() - ".log".length()) + "_" + TIME.format(clock.get()) + ".log";
        Files.move(written.path(), folder.resolve(closed));
        List<Path> kept = files(full);
        for (Path old : kept.subList(0, Math.max(0, kept.size() - filesMax))) {
            Files.delete(old);
        }
    }

    /** It could not be written to, and is not written to any more. */
    void abandon() {
        file.ifPresent(written -> {
            try {
                written.channel().close();
            } catch (IOException e) {
                LOG.debug("a log stream's file cannot even be closed: file={}", written.path(), e);
            }
        });
    }
}
