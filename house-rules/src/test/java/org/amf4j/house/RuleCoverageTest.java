package org.amf4j.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which numbered statements of the specification have tests: written to {@code target/rules.txt}. */
class RuleCoverageTest {

    /** How many statements each part of the specification has, numbered from 001. */
    private static final Map<String, Integer> STATEMENTS =
            new TreeMap<>(Map.of("AMF", 95, "CKPT", 42, "CLI", 12, "CLM", 30, "IMM", 45, "JAPI", 10, "NTF", 10));

    private static final Pattern TAG = Pattern.compile("@Tag\\(\\s*\"([A-Z]+-\\d+)\"\\s*\\)");
    private static final Path REPORT = SourceTree.root().resolve(Path.of("house-rules", "target", "rules.txt"));

    @Test
    void statementsAreReportedAndEveryTagNamesOne() throws IOException {
        Map<String, Set<String>> tests = testsByStatement();
        List<String> statements = statements();

        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, report(statements, tests));

        assertThat(tests.keySet()).as("statements that tests name").isSubsetOf(statements);
    }

    private static List<String> statements() {
        List<String> statements = new ArrayList<>();
        STATEMENTS.forEach((part, count) -> {
            for (int number = 1; number <= count; number++) {
                statements.add("%s-%03d".formatted(part, number));
            }
        });
        return statements;
    }

    static Map<String, Set<String>> testsByStatement() {
        Map<String, Set<String>> tests = new TreeMap<>();
        for (Path file : SourceTree.javaFiles()) {
            if (!SourceTree.isMain(file)) {
                String test = SourceTree.room(file) + "/"
                        + file.getFileName().toString().replace(".java", "");
                Matcher tag = TAG.matcher(SourceTree.text(file));
                while (tag.find()) {
                    tests.computeIfAbsent(tag.group(1), id -> new TreeSet<>()).add(test);
                }
            }
        }
        return tests;
    }

    private static String report(List<String> statements, Map<String, Set<String>> tests) {
        StringBuilder report = new StringBuilder("Statements of the specification and the tests that name them.\n\n");
        STATEMENTS.forEach((part, count) -> {
            long covered = statements.stream()
                    .filter(id -> id.startsWith(part + "-") && tests.containsKey(id))
                    .count();
            report.append("%-5s %3d of %3d have tests%n".formatted(part, covered, count));
        });
        report.append('\n');
        for (String id : statements) {
            report.append(id)
                    .append("  ")
                    .append(tests.containsKey(id) ? String.join(", ", tests.get(id)) : "-")
                    .append('\n');
        }
        return report.toString();
    }
}
