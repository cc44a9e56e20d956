package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Sees from outside of all nodes and networks who believes to be active, and that never two do for one instance. */
final class ActivityObserver {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Path folder;

    /** Looks at what the components write below the folder, in one folder per instance. */
    ActivityObserver(Path folder) {
        this.folder = folder;
    }

    /** The folder for what is claimed for an instance. */
    Path claims(String instance) throws IOException {
        return Files.createDirectories(folder.resolve(instance));
    }

    private List<String> instances() {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Claims.Claim> of(String instance) {
        try {
            return Claims.read(folder.resolve(instance));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When who was active for the instance, by beginning. */
    List<Claims.Claim> claimsFor(String instance) {
        return of(instance);
    }

    /** Fails when two have been active for the same instance at any time until now. */
    void assertNoOverlap() {
        List<String> overlaps = new ArrayList<>();
        for (String instance : instances()) {
            overlaps(of(instance)).forEach(overlap -> overlaps.add(instance + ": " + overlap));
        }
        assertThat(overlaps).as("two active at once").isEmpty();
    }

    /** How often somebody became active, over all instances. */
    int activations() {
        return instances().stream().mapToInt(i -> of(i).size()).sum();
    }

    /** Who is active for the instance since after the instant, the latest of several; empty when nobody is. */
    Optional<Claims.Claim> activeSince(String instance, long nanos) {
        return of(instance).stream()
                .filter(claim -> claim.beginNanos() - nanos > 0)
                .reduce((a, b) -> b);
    }

    /** All pairs of claims, given in the order of their beginnings, that overlap, each as a sentence. */
    static List<String> overlaps(List<Claims.Claim> claims) {
        List<String> overlaps = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            Claims.Claim first = claims.get(i);
            for (Claims.Claim second : claims.subList(i + 1, claims.size())) {
                long together = Math.min(first.latestNanos(), second.latestNanos()) - second.beginNanos();
                if (together >= 0) {
                    overlaps.add(first.holder() + " and " + second.holder() + " for " + together / NANOS_PER_MILLI
                            + " ms from " + second.beginNanos() + " on");
                }
            }
        }
        return overlaps;
    }
}
