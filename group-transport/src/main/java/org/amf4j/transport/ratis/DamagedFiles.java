package org.amf4j.transport.ratis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.raftlog.segmented.LogSegment;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.apache.ratis.util.MD5FileUtil;
import org.apache.ratis.util.SizeInBytes;

/** Finds which files of a log cannot be read; Ratis says what is wrong, but not where. */
final class DamagedFiles {

    private static final SizeInBytes ENTRY_BYTES_MAX = SizeInBytes.valueOf("1MB");

    private static final String CHECKSUM = ".md5";

    private DamagedFiles() {}

    /** One line for each damaged file of the directory; none when it is not there or whole. */
    static List<String> find(Path directory) {
        List<String> damaged = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return damaged;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                LogSegmentPath segment = LogSegmentPath.matchLogSegment(file);
                if (segment != null) {
                    check(file, segment, damaged);
                }
            }
        } catch (IOException failed) {
            damaged.add(directory + " cannot be listed (" + failed.getMessage() + ").");
        }
        checkMemories(directory.resolveSibling("sm"), damaged);
        return damaged;
    }

    private static void checkMemories(Path directory, List<String> damaged) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path checksum :
                    files.filter(f -> f.toString().endsWith(CHECKSUM)).sorted().toList()) {
                String name = checksum.toString();
                checkMemory(Path.of(name.substring(0, name.length() - CHECKSUM.length())), damaged);
            }
        } catch (IOException failed) {
            damaged.add(directory + " cannot be listed (" + failed.getMessage() + ").");
        }
    }

    private static void checkMemory(Path file, List<String> damaged) {
        try {
            MD5FileUtil.verifySavedMD5(file.toFile(), MD5FileUtil.computeMd5ForFile(file.toFile()));
        } catch (IOException failed) {
            damaged.add(file + " is damaged (" + failed.getMessage() + ").");
        }
    }

    private static void check(Path file, LogSegmentPath segment, List<String> damaged) {
        try {
            LogSegment.readSegmentFile(
                    file.toFile(),
                    segment.getStartEnd(),
                    ENTRY_BYTES_MAX,
                    CorruptionPolicy.EXCEPTION,
                    null,
                    entry -> {});
        } catch (IOException | RuntimeException failed) {
            damaged.add(file + " is damaged (" + failed.getMessage() + ").");
        }
    }
}
