package org.amf4j.benchmarks.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.amf4j.admin.output.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@DisplayName("amf bench checkpoint")
class BenchCheckpointTest {

    @Test
    @DisplayName("several rounds come to their medians, and to the extremes of their extremes")
    void medians() {
        List<Round> odd = List.of(
                new Round(900, 5, 100, 700, 9_000),
                new Round(100, 9, 300, 900, 1_000),
                new Round(800, 7, 120, 200, 70));
        assertThat(Round.median(odd)).isEqualTo(new Round(800, 5, 120, 700, 9_000));
        assertThat(Round.median(odd.subList(0, 2))).isEqualTo(new Round(500, 5, 200, 800, 9_000));
    }

    @Test
    @DisplayName("a round of a process beside is understood as it was said")
    void parsed() {
        Round said = new Round(1_234, 5.5, 100.25, 700, 9_000);
        ObjectNode line = Json.object();
        said.describe(line);
        assertThat(Round.parse(line)).isEqualTo(said);
    }

    @Test
    @DisplayName("all write in turn, and all are closed")
    void turns() throws Exception {
        List<String> happened = new ArrayList<>();
        try (Contenders contenders = new Contenders(50)) {
            for (String name : List.of("b", "a")) {
                contenders.add(name, new Contender() {
                    @Override
                    public Round run(long millis) {
                        happened.add(name + " writes for " + millis);
                        return new Round(millis, 0, 0, 0, 0);
                    }

                    @Override
                    public void close() {
                        happened.add("close " + name);
                    }
                });
            }
            contenders.round(7, (name, round) -> happened.add(name + " " + round.perSecond()));
        }
        assertThat(happened)
                .containsExactly(
                        "b writes for 50",
                        "a writes for 50",
                        "b writes for 7",
                        "b 7.0",
                        "a writes for 7",
                        "a 7.0",
                        "close b",
                        "close a");
    }

    @ParameterizedTest
    @DisplayName("numbers and names that make no sense are refused with what they may be")
    @CsvSource({
        "--case none, no case is chosen",
        "--seconds 0, --seconds must be between 1 and 600",
        "--rounds 101, --rounds must be between 1 and 100",
        "--warm-up -1, --warm-up must be between 0 and 600"
    })
    void refused(String options, String words) {
        StringWriter err = new StringWriter();
        int code = new CommandLine(new BenchCheckpointCommand())
                .setCaseInsensitiveEnumValuesAllowed(true) // as amf does
                .setErr(new PrintWriter(err))
                .execute(options.split(" "));
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains(words);
    }
}
