package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A command that is made alone is the one that is made among all. */
class CommandsTest {

    private static final Surroundings HERE = new Surroundings(Path.of(""), Map.of());

    static Set<String> names() {
        return Commands.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisplayName("alone it has the same name, help and exit code as among all")
    void alone(String name) {
        CommandLine among = Main.commandLine(HERE).getSubcommands().get(name);
        CommandLine alone = Main.commandLine(HERE, name).getSubcommands().get(name);

        assertThat(alone.getCommandName()).isEqualTo(name);
        assertThat(alone.getUsageMessage()).isEqualTo(among.getUsageMessage());
        assertThat(alone.getCommandSpec().root().userObject()).isInstanceOf(AmfCommand.class);
    }

    @Test
    @DisplayName("only what begins with the name of a command is made alone; mistakes, options and help know all")
    void company() {
        Set<String> all = new TreeSet<>(Main.commandLine(HERE).getSubcommands().keySet());

        assertThat(Main.commandLine(HERE, "status", "-o", "json").getSubcommands())
                .containsOnlyKeys("status");
        assertThat(Main.commandLine(HERE, "swap", "si:a").getSubcommands()).containsOnlyKeys("swap", "si-swap");
        assertThat(Main.commandLine(HERE, "immlist", "-c", "SaAmfSU").getSubcommands())
                .containsOnlyKeys("immlist");
        assertThat(Main.commandLine(HERE, "--version").getSubcommands()).isEmpty();
        for (String first : new String[] {"help", "completion", "bench", "statsu", "-v", "--help", "si-swap"}) {
            assertThat(Main.commandLine(HERE, first).getSubcommands().keySet())
                    .as(first)
                    .containsExactlyInAnyOrderElementsOf(all);
        }
    }
}
