package org.amf4j.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Option;

/**
 * Which cluster a command is about: {@code --dir}, else {@code AMF_DIR}, else the local cluster started last. A picocli
 * mixin.
 */
public final class ClusterOption {
    /** Folder of local clusters below the working directory and below the installation. */
    static final String LOCAL_CLUSTERS = ".amf";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "folder of the cluster; default: AMF_DIR, else the local cluster started last")
    private Optional<Path> dir = Optional.empty();

    /** The folder of the cluster, running or not. */
    ClusterFolder folder(Surroundings surroundings) {
        Optional<ClusterFolder> named = named(surroundings);
        if (named.isPresent()) {
            if (!named.get().exists()) {
                throw new CommandFailure(
                        ExitCode.UNREACHABLE,
                        "no cluster was ever started in " + named.get().path(),
                        "'amf cluster start FILE --dir " + named.get().path() + "' starts one");
            }
            return named.get();
        }
        return local(surroundings).stream()
                .filter(ClusterFolder::isRunning)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNREACHABLE,
                        "no local cluster runs",
                        "'amf cluster start FILE' starts one; --dir or AMF_DIR names one that lies elsewhere"));
    }

    /** The folder of the cluster, running or not; when none is named, of the local one that runs or was started last. */
    public ClusterFolder folderEvenStopped() {
        return folderEvenStopped(Surroundings.ofThisProcess());
    }

    /** The same, seen from these surroundings. */
    ClusterFolder folderEvenStopped(Surroundings surroundings) {
        if (named(surroundings).isPresent()) {
            return folder(surroundings);
        }
        List<ClusterFolder> local = local(surroundings);
        return local.stream()
                .filter(ClusterFolder::isRunning)
                .findFirst()
                .or(() -> local.stream().findFirst())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNREACHABLE,
                        "no local cluster was ever started here",
                        "--dir or AMF_DIR names one that lies elsewhere"));
    }

    /** The folder that was named, if one was. */
    Optional<ClusterFolder> named(Surroundings surroundings) {
        Optional<Path> variable = Optional.ofNullable(surroundings.variables().get("AMF_DIR"))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
        return dir.or(() -> variable).map(surroundings::resolve).map(ClusterFolder::new);
    }

    /** Folders of local clusters, the one started last first. */
    static List<ClusterFolder> local(Surroundings surroundings) {
        Set<Path> parents = new LinkedHashSet<>();
        parents.add(surroundings.workingDirectory().resolve(LOCAL_CLUSTERS));
        parents.add(surroundings.home().resolve(LOCAL_CLUSTERS));
        return parents.stream()
                .flatMap(ClusterOption::below)
                .sorted(Comparator.comparing(ClusterFolder::startedAt).reversed())
                .toList();
    }

    private static Stream<ClusterFolder> below(Path parent) {
        if (!Files.isDirectory(parent)) {
            return Stream.empty();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.map(ClusterFolder::new).filter(ClusterFolder::exists).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + parent, e);
        }
    }

    /** A client of the cluster. */
    AdminClient client(AmfCommand amf, Duration timeout) {
        ClusterFolder folder = folder(amf.surroundings());
        amf.tell("cluster in " + folder.path());
        return new AdminClient(folder.adminSockets(), timeout, amf::tell);
    }
}
