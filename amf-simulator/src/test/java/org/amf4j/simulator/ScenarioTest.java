package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ScenarioText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenario files. With {@code -Damf.scenarios.rewrite=true} what came of the steps is written into them, to be
 * reviewed as a diff.
 */
class ScenarioTest {

    static final Path FOLDER = Path.of("src/test/scenarios");

    private static final boolean REWRITE = Boolean.getBoolean("amf.scenarios.rewrite");

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void holds(Path file) throws IOException {
        String expected = Files.readString(file);

        String played = ScenarioText.of(expected).play(StandardModels.all());

        if (REWRITE) {
            Files.writeString(file, played);
        } else {
            assertThat(played).as(ScenarioText.of(expected).title()).isEqualTo(expected);
        }
    }

    @Test
    void everyScenarioSaysWhatItIsAbout() {
        assertThat(files())
                .hasSizeGreaterThanOrEqualTo(15)
                .allSatisfy(file -> assertThat(
                                ScenarioText.of(Files.readString(file)).title())
                        .as(file.toString())
                        .isNotBlank());
    }
}
