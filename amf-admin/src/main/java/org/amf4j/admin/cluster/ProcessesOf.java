package org.amf4j.admin.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the processes that a node's agent has started, and theirs, by the environment they inherited.
 *
 * <p>Only processes of the caller are seen, and only on systems with {@code /proc}; elsewhere there are none to be found.
 */
public final class ProcessesOf {
    private static final Path PROC = Path.of("/proc");

    private ProcessesOf() {}

    /** Processes whose agent has its socket at or below the path. */
    public static List<ProcessHandle> cluster(ClusterFolder folder) {
        String prefix = "AMF_AGENT_SOCKET=" + folder.path() + "/";
        return matching(environment -> environment.stream().anyMatch(v -> v.startsWith(prefix)));
    }

    /** Processes of one component of a cluster, the oldest first. */
    public static List<ProcessHandle> component(ClusterFolder folder, String dn) {
        String prefix = "AMF_AGENT_SOCKET=" + folder.path() + "/";
        String name = "SA_AMF_COMPONENT_NAME=" + dn;
        return matching(environment ->
                environment.contains(name) && environment.stream().anyMatch(v -> v.startsWith(prefix)));
    }

    private static List<ProcessHandle> matching(Predicate<List<String>> wanted) {
        if (!Files.isDirectory(PROC)) {
            return List.of();
        }
        long self = ProcessHandle.current().pid();
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(e -> e.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::valueOf)
                    .filter(pid -> pid != self)
                    .filter(pid -> wanted.test(environment(pid)))
                    .map(ProcessHandle::of)
                    .flatMap(Optional::stream)
                    .filter(ProcessHandle::isAlive)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the processes", e);
        }
    }

    private static List<String> environment(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("environ"));
            return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            // Another user's process, or one that has just ended: neither is ours.
            return List.of();
        }
    }
}
