package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules are broken on purpose, one at a time, and each time a scenario or the simulation must notice. */
class MutationTest {

    static List<Mutant> mutants() {
        return Mutant.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isNoticed(Mutant mutant) throws Exception {
        Optional<String> found = hunt(MutantLoader.of(mutant));

        System.out.println("broken: " + mutant.rule() + " - "
                + found.map(f -> "found by " + f.lines().findFirst().orElse("")).orElse("NOT FOUND"));
        assertThat(found)
                .as("who notices that this rule is broken: " + mutant.rule())
                .isPresent();
    }

    @Test
    @DisplayName("without a mutation nothing is noticed")
    void healthy() throws Exception {
        Mutant none = new Mutant(
                "nothing",
                "redundancy-models/src/main/java/org/amf4j/redundancy/TwoN.java",
                "return RedundancyKind.TWO_N;",
                "return RedundancyKind.TWO_N; ");

        assertThat(hunt(MutantLoader.of(none))).isEmpty();
    }

    @Test
    @DisplayName("the list holds at least ten places")
    void enough() {
        assertThat(Mutant.ALL.stream().map(m -> m.source() + m.fragment()).distinct())
                .hasSizeGreaterThanOrEqualTo(10);
    }

    private static Optional<String> hunt(MutantLoader loader) throws Exception {
        var constructor = loader.loadClass(MutantHunt.class.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        return result((Callable<?>) constructor.newInstance());
    }

    private static Optional<String> result(Callable<?> hunt) throws Exception {
        return ((Optional<?>) hunt.call()).map(String.class::cast);
    }
}
