package org.amf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.amf4j.admin.CommandExtension;
import org.amf4j.admin.output.Json;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.ModelBinder;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.imm.ImmXmlReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class BenchScaleTest {

    @TempDir
    Path dir;

    @Test
    @DisplayName("amf finds the command below bench")
    void extendsTheCommand() {
        CommandExtension extension =
                ServiceLoader.load(CommandExtension.class).findFirst().orElseThrow();

        assertThat(extension.parent()).isEqualTo("bench");
        assertThat(new CommandLine(extension.command()).getCommandName()).isEqualTo("scale");
    }

    @ParameterizedTest
    @EnumSource(RedundancyKind.class)
    @DisplayName("generated models are valid and as large as their case says")
    void generatesValidModels(RedundancyKind kind) throws Exception {
        for (ScaleCase scale : ScaleCase.all()) {
            if (scale.kind() == kind && scale.instances() <= 1_000) {
                Path file = dir.resolve(scale.name() + ".xml");
                ModelFile.write(scale, file);

                var bound = ModelBinder.bind(ImmXmlReader.read(file).model().objects());

                assertThat(bound.problems()).as(scale.name()).isEmpty();
                Model model = bound.model().orElseThrow();
                assertThat(model.instances()).hasSize(scale.instances());
                assertThat(model.nodes()).hasSize(scale.nodes());
                assertThat(model.groups()).hasSize(scale.groups());
            }
        }
        try (var files = Files.list(dir)) {
            assertThat(files).hasSize(4);
        }
    }

    @Test
    @DisplayName("a case prints all figures with their conditions")
    void printsFigures() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new BenchScale().command())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()));

        int exitCode = command.execute("--case", "2n-100", "--repeats", "2", "-o", "json");

        assertThat(exitCode).isZero();
        JsonNode measured = Json.parse(out.toString()).get("cases").get(0);
        assertThat(measured.get("case").asText()).isEqualTo("2n-100");
        assertThat(measured.get("conditions").get("sis").asInt()).isEqualTo(100);
        for (String figure : new String[] {
            "load_ms",
            "first_assignment_ms",
            "component_failure_ms",
            "node_loss_ms",
            "recovery_simulated_ms",
            "memory_taken_ms"
        }) {
            assertThat(measured.get(figure).get("p50").asDouble()).as(figure).isPositive();
        }
        assertThat(measured.has("heap_mib")).isTrue();
    }

    @Test
    @DisplayName("an unknown case is refused with the names of all")
    void refusesUnknownCases() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new BenchScale().command())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(err));

        int exitCode = command.execute("--case", "3n-7");

        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("2n-1000").contains("no-redundancy-100000");
    }
}
