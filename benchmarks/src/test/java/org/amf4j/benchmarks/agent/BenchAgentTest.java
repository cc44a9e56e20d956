package org.amf4j.benchmarks.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amf4j.core.model.ModelBinder;
import org.amf4j.imm.ImmXmlReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class BenchAgentTest {

    private static final Path EXAMPLES = Path.of("..", "examples", "models");

    @TempDir
    Path dir;

    @Test
    @DisplayName("the model is valid and has as many components as wanted, each with work, and no monitor")
    void model() throws Exception {
        var bound = ModelBinder.bind(
                ImmXmlReader.read(IdleModel.write(EXAMPLES, dir, 50)).model().objects());

        assertThat(bound.problems()).isEmpty();
        var model = bound.model().orElseThrow();
        assertThat(model.components()).hasSize(50).allSatisfy(c -> {
            assertThat(c.lifeCycle().amStart()).isEmpty();
            assertThat(c.lifeCycle().instantiate().orElseThrow().arguments())
                    .containsExactly("instantiate", "sleep", "1000000");
            assertThat(c.unit().config().hosts()).hasSize(1);
        });
        assertThat(model.instances()).hasSize(50);
    }

    @Test
    @DisplayName("the end of each process is noticed, of own and of adopted ones")
    void deaths() throws Exception {
        assertThat(new Deaths(dir).ofOwn(3))
                .hasSize(3)
                .allSatisfy(n -> assertThat(n).isPositive());
        assumeThat(Files.isExecutable(Path.of("/usr/bin/perl")))
                .as("perl is there")
                .isTrue();
        assertThat(new Deaths(dir).ofAdopted(3))
                .hasSize(3)
                .allSatisfy(n -> assertThat(n).isPositive());
    }

    @Test
    @DisplayName("numbers and names that make no sense are refused with what they may be")
    void refused() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new BenchAgentCommand())
                .setCaseInsensitiveEnumValuesAllowed(true) // as amf does
                .setErr(new PrintWriter(err));

        assertThat(command.execute("--case", "none")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(command.execute("--repeats", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("[own, adopted, idle]").contains("--repeats is between 1 and 10000");
    }
}
