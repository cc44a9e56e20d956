package org.amf4j.system;

import static org.amf4j.system.Models.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A component is killed; somebody who has only the dump finds out what was decided and why. */
class RecorderTest {

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("flight", model -> model);

    @Test
    @DisplayName(
            "a dump of a running cluster is played to before and after the failure, explains it, and becomes a scenario")
    void killDumpReplay() throws IOException {
        CLUSTER.awaitWhole();
        String before = active(CLUSTER.status());
        killActive(before);
        CLUSTER.awaitStatus(
                "another unit serves",
                s -> LocalCluster.unit(s, STREAM, "ACTIVE")
                        .filter(u -> !u.equals(before))
                        .isPresent());
        CLUSTER.awaitWhole();
        JsonNode running = CLUSTER.status();
        String dump = CLUSTER.path().resolveSibling("flight.amfdump").toString();

        CLUSTER.call("debug", "dump", "-o", dump).endsWith(0);

        JsonNode entries = CLUSTER.call("replay", dump, "--entries", "-o", "json")
                .endsWith(0)
                .json();
        long failure = indexOfFailure(entries.path("entries"), Models.streamer(before));
        JsonNode last = replay(dump);
        JsonNode then = replay(dump, "--until", String.valueOf(failure - 1));
        assertThat(last.path("assignments")).isEqualTo(running.path("assignments"));
        assertThat(last.path("components")).isEqualTo(running.path("components"));
        assertThat(active(then)).isEqualTo(before);
        assertThat(last.at("/replay/decided_otherwise")).isEmpty();
        Amf.Result why = CLUSTER.call("replay", dump, "--until", String.valueOf(failure), "--explain", before);
        assertThat(why.endsWith(0).out()).contains("after entry " + failure).contains(before);
        assertThat(why.err()).as("nothing but what was asked for").isEmpty();
        assertThat(CLUSTER.call("replay", dump, "--verify").endsWith(0).out()).contains("every decision is the same");
        assertThat(replayText(dump)).isEqualTo(replayText(dump));
        Path scenario = CLUSTER.path().resolveSibling("flight.txt");
        CLUSTER.call("replay", dump, "--until", String.valueOf(failure), "--as-scenario", scenario.toString())
                .endsWith(0);
        assertThat(scenario).content().contains("entry " + failure + " at ").contains("tell component_failed");
        assertRefused(Path.of(dump));
    }

    private static void killActive(String unit) throws IOException {
        String component = Models.streamer(unit);
        for (String node : new String[] {"n1", "n2", "n3"}) {
            CLUSTER.process(node, component).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static String active(JsonNode status) {
        return LocalCluster.unit(status, STREAM, "ACTIVE").orElseThrow();
    }

    private static JsonNode replay(String dump, String... options) {
        String[] words = Arrays.copyOf(new String[] {"replay", dump, "-o", "json"}, 4 + options.length);
        System.arraycopy(options, 0, words, 4, options.length);
        return CLUSTER.call(words).endsWith(0).json();
    }

    private static String replayText(String dump) {
        return CLUSTER.call("replay", dump).endsWith(0).out();
    }

    private static long indexOfFailure(JsonNode entries, String component) {
        return entries.valueStream()
                .filter(e -> e.path("events")
                        .valueStream()
                        .anyMatch(text -> text.asText().startsWith("ComponentFailed[component=" + component)))
                .mapToLong(e -> e.path("index").asLong())
                .findFirst()
                .orElseThrow(() -> new AssertionError("the failure of " + component + " is not recorded"));
    }

    /** A damaged dump, one that is cut off, and one that does not exist end with a sentence and a code of their own. */
    private static void assertRefused(Path dump) throws IOException {
        byte[] whole = Files.readAllBytes(dump);
        Path broken = dump.resolveSibling("broken.amfdump");

        Files.write(broken, Arrays.copyOf(whole, whole.length / 2));
        assertThat(CLUSTER.call("replay", broken.toString()).endsWith(6).err()).contains("hint:");
        whole[whole.length / 2] ^= 1;
        Files.write(broken, whole);
        assertThat(CLUSTER.call("replay", broken.toString()).endsWith(6).err()).contains("hint:");
        assertThat(CLUSTER.call("replay", "nothing.amfdump").endsWith(4).err()).contains("nothing.amfdump");
        assertThat(CLUSTER.call("replay", dump.toString(), "--until", "1000000000")
                        .endsWith(6)
                        .err())
                .contains("is after that");
    }
}
