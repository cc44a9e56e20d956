package org.amf4j.system;

import static org.amf4j.system.Models.STREAM;
import static org.amf4j.system.Models.STREAM_UNIT_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The first failure of a component on a node. What the JVM links at the first use of an expression must be linked by then: in a machine
 * that is emulated each such expression costs an outage 5 to 20 ms.
 */
class FirstFailureTest {

    /** Where rehearsals may have an end: nothing new was loaded for so long. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final Duration LOOK = Duration.ofMillis(500);

    /** The way from a failure to the end of CLEANUP; the director has its own. */
    private static final Pattern LINKED =
            Pattern.compile("org\\.amf4j\\.(?:node|clc|core\\.agent)\\.\\S+\\$\\$(?:Lambda|TypeSwitch)\\S*");

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("first", new Tracing());

    /** Nodes write down which classes they load, also those that are made for expressions. */
    private static final class Tracing implements Models.Change {
        @Override
        public String apply(String model) {
            return model;
        }

        @Override
        public void beforeStart(LocalCluster cluster) {
            String file = cluster.path().getParent().resolve("classes-%p").toString();
            cluster.with("_JAVA_OPTIONS", "-Xlog:class+load=info:file=" + file);
        }
    }

    @Test
    @DisplayName("meets no expression that is linked then, from the failure to the end of CLEANUP")
    void nothingIsLinked() throws IOException {
        CLUSTER.awaitWhole();
        String unit = LocalCluster.unit(CLUSTER.status(), STREAM, "ACTIVE").orElseThrow();
        String node = unit.equals(STREAM_UNIT_1) ? "n1" : "n2";
        Path classes =
                CLUSTER.path().resolveSibling("classes-" + CLUSTER.agent(node).pid());
        AtomicInteger before = new AtomicInteger();
        await("the end of rehearsals")
                .during(QUIET)
                .atMost(LocalCluster.LIMIT)
                .pollInterval(LOOK)
                .until(() ->
                        lines(classes).size() == before.getAndSet(lines(classes).size()));

        Processes.kill(CLUSTER.process(node, Models.streamer(unit)).orElseThrow());

        Path log = CLUSTER.node(node).resolve("log").resolve("node.log");
        await("the end of CLEANUP")
                .atMost(LocalCluster.LIMIT)
                .until(() -> lines(log).stream().anyMatch(line -> line.contains("command=\"CLEANUP\"")));
        List<String> loaded = lines(classes);
        assertThat(loaded.subList(before.get(), loaded.size()))
                .noneMatch(line -> LINKED.matcher(line).find());
        assertThat(loaded)
                .as("what would be found")
                .anyMatch(line -> LINKED.matcher(line).find());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
