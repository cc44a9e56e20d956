package org.amf4j.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.amf4j.admin.model.CheckedModel;
import org.amf4j.description.DescriptionReader;
import org.amf4j.description.ModelGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(120)
@DisplayName("The scripts, the model and the command of architecture B")
class ScriptsAndModelTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @Test
    @DisplayName("shellcheck has nothing to say about the scripts")
    void scriptsAreClean() throws Exception {
        assumeThat(Path.of("/usr/bin/shellcheck"))
                .as("shellcheck is installed (Debian: apt-get install shellcheck)")
                .isExecutable();
        List<String> command = new ArrayList<>(List.of("shellcheck"));
        try (var files = Files.walk(Path.of("scripts"))) {
            files.filter(Files::isRegularFile).map(Path::toString).sorted().forEach(command::add);
        }

        Process shellcheck =
                new ProcessBuilder(command).redirectErrorStream(true).start();

        assertThat(new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(shellcheck.waitFor()).isZero();
        assertThat(command).hasSizeGreaterThan(6);
    }

    @Test
    @DisplayName("the model is valid; each machine is at home on another host, and each unit knows the other host")
    void model() {
        CheckedModel checked = CheckedModel.read(List.of(HOME.resolve("examples/models/architecture-b.xml")), HOME);

        assertThat(checked.errors()).isEmpty();
        var units = checked.model().orElseThrow().units();
        assertThat(units).hasSize(4);
        assertThat(units.stream()
                        .filter(unit -> unit.config().rank() == 1)
                        .map(unit -> unit.dn().toString()))
                .containsExactlyInAnyOrder("safSu=h1,safSg=vm1,safApp=machines", "safSu=h2,safSg=vm2,safApp=machines");
    }

    @Test
    @DisplayName("with heartbeats, each unit knows that of its host, and nobody looks at machines over the network")
    void heartbeats() throws IOException {
        Path model = HOME.resolve("examples/models/host-isolation.xml");

        assertThat(CheckedModel.read(List.of(model), HOME).errors()).isEmpty();
        String text = Files.readString(model);
        var components = java.util.regex.Pattern.compile(
                        "(?s)<dn>safComp=machine,safSu=(h\\d),(?:(?!</object>).)*/shared/\\1.beat")
                .matcher(text);
        assertThat(components.results()).hasSize(4);
        assertThat(text)
                .contains("AMF_VM_ISOLATION=shutdown", "AMF_VM_ISOLATION=leave")
                .doesNotContain("AMF_MONITOR");
    }

    @Test
    @DisplayName("what the template names is in the model's attributes")
    void template() throws IOException {
        String template = Files.readString(Path.of("templates/guest.xml"));
        String model = Files.readString(HOME.resolve("examples/models/architecture-b.xml"));

        var names = java.util.regex.Pattern.compile("%\\{(\\w+)}").matcher(template);
        assertThat(names.results().map(each -> each.group(1)).distinct())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(model).contains("safCsiAttr=" + name + ","));
    }

    @Test
    @DisplayName("the check of each class has an interval of its own, the most important one the shortest")
    void classes() throws IOException {
        var description = DescriptionReader.read(
                        Files.readString(HOME.resolve("examples/descriptions/check-classes.yaml")))
                .description()
                .orElseThrow();

        var intervals = ModelGenerator.objects(description).stream()
                .filter(object -> object.dn().rdnValue().equals("AMF_MONITOR_INTERVAL"))
                .map(object -> object.dn().parent().parent().rdnValue() + " "
                        + object.values("saAmfCSIAttriValue").get(0))
                .toList();
        assertThat(intervals).containsExactly("critical 0.25", "normal 1", "uncritical 4");
    }

    @Test
    @DisplayName("what the templates of the ladder name is in its description")
    void ladderTemplates() throws IOException {
        String description = Files.readString(HOME.resolve("examples/descriptions/recovery-ladder.yaml"));

        for (String template : java.util.List.of("guest-with-disk.xml", "install.xml")) {
            var names = java.util.regex.Pattern.compile("%\\{(\\w+)}")
                    .matcher(Files.readString(Path.of("templates", template)));
            assertThat(description).contains("/templates/" + template);
            assertThat(names.results().map(each -> each.group(1)).distinct())
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(description).contains("            " + name + ": "));
        }
    }

    @Test
    @DisplayName("numbers that make no sense are refused with what they may be")
    void refused() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new VmCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(err));

        assertThat(command.execute("architecture-b", "--repeats", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(command.execute("architecture-b", "--failing", "host,heaven"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(command.execute()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .contains(
                        "--repeats is between 1 and 100",
                        "--failing takes nothing, machines, host, manager, not 'heaven'",
                        "architecture-b");
    }

    @Test
    @DisplayName("the help of each scheme names what can be made to fail in it")
    void helpNamesFaults() {
        CommandLine amf = new CommandLine(CommandLine.Model.CommandSpec.create());

        amf.addSubcommand(new VmExtension().command());

        var schemes = amf.getSubcommands().get("vm").getSubcommands();
        assertThat(schemes.get("paired").getUsageMessage())
                .containsIgnoringWhitespaces("guest, program, machine, host");
        assertThat(schemes.get("fast-start").getUsageMessage()).containsIgnoringWhitespaces("machines, host");
    }
}
