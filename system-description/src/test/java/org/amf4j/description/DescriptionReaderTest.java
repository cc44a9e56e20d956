package org.amf4j.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DescriptionReaderTest {

    static final String SMALL = """
            cluster: lab
            nodes: [n1, n2]
            software: /opt/web
            application: web
            groups:
              - name: servers
                model: 2n
                components:
                  - {name: server, sa-aware: bin/server --fast, healthcheck: {every: 500ms, within: 1s}}
                  - {name: address, script: bin/ip, needs: server}
                services:
                  - {name: web, csi: {server: {port: 80}, address: {ip: [10.0.0.1, 10.0.0.2]}}}
            """;

    static SystemDescription read(String yaml) {
        DescriptionReader.Result result = DescriptionReader.read(yaml);
        assertThat(result.problems()).isEmpty();
        return result.description().orElseThrow();
    }

    @Test
    @DisplayName("a small system: what is not said has its default")
    void small() {
        SystemDescription system = read(SMALL);

        assertThat(system.cluster()).isEqualTo("lab");
        assertThat(system.nodes()).containsExactly("n1", "n2");
        assertThat(system.startup()).isEqualTo(Duration.ofSeconds(10));
        GroupDescription group = system.applications().get(0).groups().get(0);
        assertThat(group.model()).isEqualTo(RedundancyName.TWO_N);
        assertThat(group.hosts()).containsExactly("n1", "n2");
        assertThat(group.components())
                .extracting(ComponentDescription::name, ComponentDescription::level)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("server", 0),
                        org.assertj.core.groups.Tuple.tuple("address", 1));
        assertThat(group.components().get(0).commands())
                .containsEntry("Instantiate", List.of("bin/server", "instantiate", "--fast"))
                .containsEntry("Cleanup", List.of("bin/server", "cleanup", "--fast"))
                .doesNotContainKey("Terminate");
        assertThat(group.services().get(0).csis().get("address")).containsEntry("ip", List.of("10.0.0.1", "10.0.0.2"));
    }

    @Test
    @DisplayName("units go round the nodes they may be on")
    void units() {
        String yaml = SMALL.replace("model: 2n", "model: N-way\n    units: {count: 3, on: [n2, n1]}");

        assertThat(read(yaml).applications().get(0).groups().get(0).hosts()).containsExactly("n2", "n1", "n2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cluster: lab               | cluster: [a]             | 1 | cluster                      | a single value
            nodes: [n1, n2]            | nodes: [n1, n1]          | 2 | nodes[2]                     | already
            nodes: [n1, n2]            | nodes: [n1, 'a,b']       | 2 | nodes[2]                     | is no name
            nodes: [n1, n2]            | knots: [n1, n2]          | 2 | knots                        | unknown; known here: cluster
            software: /opt/web         | software: opt/web        | 1 |                              | absolute
            software: /opt/web         | startup: 10s             | 9 | groups[1].components[1].sa-aware | 'software' is missing
            application: web           | startup: soon            | 4 | startup                      | no time
            model: 2n                  | model: 3n                | 7 | groups[1].model              | write one of 2N, N+M
            every: 500ms               | every: 0s                | 9 | groups[1].components[1].healthcheck.every | nothing
            needs: server              | needs: serfer            | 10 | groups[1].components[2]     | needs serfer, which is not among
            needs: server              | needs: address           | 10 | groups[1].components[2]     | needs itself
            script: bin/ip             | program: bin/ip, script: x | 10 | groups[1].components[2]   | not 2
            csi: {server               | csi: {sever              | 12 | groups[1].services[1].csi.sever | known here: server, address
            """)
    @DisplayName("what is wrong is told with line, place and what to write instead")
    void problems(String right, String wrong, int line, String place, String text) {
        DescriptionReader.Result result = DescriptionReader.read(SMALL.replace(right, wrong));

        assertThat(result.description()).isEmpty();
        assertThat(result.problems())
                .anyMatch(problem -> problem.place().equals(place == null ? "" : place)
                        && problem.text().contains(text)
                        && (problem.line() == line || place == null));
    }

    @Test
    @DisplayName("restarts that are borne need a number and a time")
    void restarts() {
        String half = SMALL.replace("model: 2n", "model: 2n\n    unit-restarts: {max: 2}");

        assertThat(DescriptionReader.read(half).problems())
                .singleElement()
                .hasToString("DescriptionProblem[line=8, place=groups[1].unit-restarts, text='within' is missing]");
    }

    @Test
    @DisplayName("all problems are told at once, by line; a text that is no YAML has one")
    void allAtOnce() {
        List<DescriptionProblem> many = DescriptionReader.read(
                        SMALL.replace("lab", "'a b'").replace("2n", "x").replace("500ms", "5"))
                .problems();
        List<DescriptionProblem> one = DescriptionReader.read("cluster: [").problems();

        assertThat(many).extracting(DescriptionProblem::line).containsExactly(1, 7, 9);
        assertThat(one)
                .singleElement()
                .satisfies(problem -> assertThat(problem.text()).startsWith("not YAML"));
        assertThat(DescriptionReader.read("").problems()).hasSize(1);
        assertThat(DescriptionReader.read("&a [*a]").problems()).isNotEmpty();
    }
}
