package org.amf4j.clc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;

/** Reads what life-cycle commands and the programs that they started have printed. Stateless; blocks for reading. */
public final class KeptOutput {

    /** Commands with output, in the order in which they are shown. */
    public static final List<String> COMMANDS = List.of("INSTANTIATE", "AM_START", "AM_STOP", "TERMINATE", "CLEANUP");

    /** Most that is read of one command at a time, in bytes. */
    public static final int BYTES_MAX = 256 << 10;

    private KeptOutput() {}

    /**
     * Output of one command.
     *
     * @param command its name
     * @param end where the file ends now; what comes later is read by giving this
     * @param text the output, whole lines as far as they are known
     */
    public record Part(String command, long end, String text) {}

    /** The file that a component's command prints to. */
    public static Path file(Path folder, Dn component, String command) {
        return folder.resolve(FileNames.of(component) + "-" + command + ".log");
    }

    /** Whether anything of the component was ever kept in this folder. */
    public static boolean exists(Path folder, Dn component) {
        return COMMANDS.stream().anyMatch(command -> Files.exists(file(folder, component, command)));
    }

    /**
     * Reads the output of a component's commands.
     *
     * @param folder of the node's logs
     * @param after by command, the end up to which it is known; a command that is not in it is read from its end back
     * @param bytesMax most of each, at most {@link #BYTES_MAX}
     * @return one part for each command that has output, also when there is nothing new
     */
    public static List<Part> read(Path folder, Dn component, Map<String, Long> after, int bytesMax) throws IOException {
        List<Part> parts = new ArrayList<>();
        int limit = Math.max(0, Math.min(bytesMax, BYTES_MAX));
        for (String command : COMMANDS) {
            Path file = file(folder, component, command);
            if (Files.exists(file)) {
                parts.add(
                        after.containsKey(command)
                                ? later(file, command, after.get(command), limit)
                                : latest(file, command, limit));
            }
        }
        return parts;
    }

    private static Part latest(Path file, String command, int limit) throws IOException {
        long end = Files.size(file);
        String text = slice(file, Math.max(0, end - limit), end);
        Path older = OutputFile.older(file);
        if (end < limit && Files.exists(older)) {
            long olderEnd = Files.size(older);
            text = slice(older, Math.max(0, olderEnd - limit + end), olderEnd) + text;
        }
        return new Part(command, end, text);
    }

    /** A file that has become shorter was cut, and is read from its beginning. */
    private static Part later(Path file, String command, long known, int limit) throws IOException {
        long end = Files.size(file);
        long from = known <= end ? known : 0;
        return new Part(command, end, slice(file, Math.max(from, end - limit), end));
    }

    private static String slice(Path file, long from, long end) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) (end - from));
            channel.position(from);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until it is full, or the file has been cut meanwhile.
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            boolean startsInALine = from > 0 && !endsLine(channel, from);
            return startsInALine ? text.substring(text.indexOf('\n') + 1) : text;
        }
    }

    private static boolean endsLine(FileChannel channel, long position) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        return channel.read(one, position - 1) == 1 && one.get(0) == '\n';
    }
}
