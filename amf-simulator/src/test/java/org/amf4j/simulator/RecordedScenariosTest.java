package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.amf4j.recorder.replay.Scenario;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What once happened in a cluster, written by {@code amf replay FILE --as-scenario OUT}: decided as it is written here. */
class RecordedScenariosTest {

    private static final Path SOURCES = Path.of("src", "test", "resources", "recorded");
    private static final boolean REWRITE = "rewrite".equals(System.getProperty("amf.golden"));

    static List<Path> scenarios() throws IOException, URISyntaxException {
        Path folder = REWRITE
                ? SOURCES
                : Path.of(RecordedScenariosTest.class.getResource("/recorded").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    @DisplayName("a recorded scenario is decided as it is written")
    void isDecidedAsWritten(Path file) throws IOException {
        String written = Files.readString(file);

        String played = Scenario.parse(written).play(StandardModels.all());

        if (REWRITE) {
            Files.writeString(file, played);
        } else {
            assertThat(played)
                    .as("%s; -Damf.golden=rewrite accepts what is decided now", file)
                    .isEqualTo(written);
        }
    }
}
