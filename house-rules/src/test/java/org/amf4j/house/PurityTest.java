package org.amf4j.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amf4j.house.fixture.Impure;
import org.amf4j.house.fixture.Pure;
import org.junit.jupiter.api.Test;

class PurityTest {

    private static final List<String> PURE_ROOMS =
            List.of("clm-membership", "amf-core", "ckpt-checkpoint", "redundancy-models");

    /** A name that is given an immutable map or set, whose order differs from one run to the next. */
    private static final Pattern UNORDERED =
            Pattern.compile("\\b(\\w+)\\s*=\\s*(?:Map|Set)\\.(?:of|ofEntries|copyOf)\\(");

    @Test
    void theBrainIsPure() {
        classes()
                .that(Rooms.in(PURE_ROOMS.toArray(String[]::new)))
                .should(Purity.bePure())
                .allowEmptyShould(true)
                .check(Rooms.classes());
    }

    @Test
    void theBrainDoesNotIterateImmutableMapsAndSets() {
        List<String> violations = new ArrayList<>();

        for (Path file : SourceTree.javaFiles()) {
            if (PURE_ROOMS.contains(SourceTree.room(file)) && SourceTree.isMain(file)) {
                iterations(SourceTree.text(file)).forEach(found -> violations.add(file + ": " + found));
            }
        }

        assertThat(violations)
                .as("the order of Map.of, Set.of and their copies differs from one run to the next")
                .isEmpty();
    }

    /** Iterations over names that the same text fills with Map.of and the like. */
    private static List<String> iterations(String source) {
        Set<String> names = new LinkedHashSet<>();
        Matcher assignment = UNORDERED.matcher(source);
        while (assignment.find()) {
            names.add(assignment.group(1));
        }
        List<String> found = new ArrayList<>();
        for (String name : names) {
            Matcher iteration = Pattern.compile("\\b" + name
                            + "(?:\\(\\))?\\s*\\.(?:forEach|entrySet|keySet|values|stream|iterator)\\(|:\\s*" + name
                            + "\\s*\\)")
                    .matcher(source);
            while (iteration.find()) {
                found.add(iteration.group());
            }
        }
        return found;
    }

    @Test
    void theRuleFindsEveryKindOfImpurity() {
        var impure = new ClassFileImporter().importClasses(Impure.class);

        assertThatThrownBy(() -> classes().should(Purity.bePure()).check(impure))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("System.nanoTime()")
                .hasMessageContaining("Instant.now()")
                .hasMessageContaining("UUID.randomUUID()")
                .hasMessageContaining("java.util.Random")
                .hasMessageContaining("java.util.HashMap.<init>()")
                .hasMessageContaining("java.util.HashSet.<init>()")
                .hasMessageContaining("Collectors.toSet()")
                .hasMessageContaining("Collectors.groupingBy(java.util.function.Function)")
                .hasMessageContaining("parallelStream()")
                .hasMessageContaining("parallel()")
                .hasMessageContaining("java.lang.Thread")
                .hasMessageContaining("java.nio.file.Path");
    }

    @Test
    void theRuleLeavesPureCodeAlone() {
        classes().should(Purity.bePure()).check(new ClassFileImporter().importClasses(Pure.class));
    }

    @Test
    void theRuleFindsIterationsOfImmutableMaps() {
        String source = "Map<A, B> TABLE = Map.of(a, b); Set<A> ALL = Set.copyOf(x); TABLE.get(a); "
                + "TABLE.forEach(f); for (A a : ALL) {} ALL.contains(a); ALL.stream();";

        assertThat(iterations(source)).containsExactly("TABLE.forEach(", ": ALL)", "ALL.stream(");
    }
}
