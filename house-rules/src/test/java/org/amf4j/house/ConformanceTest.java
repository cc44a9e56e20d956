package org.amf4j.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps {@code docs/conformance.md} and its like true: statements of the specification, and the tests that show them. */
class ConformanceTest {
    /** A page, the service that its statements are about, and how many there are. */
    private record Page(String file, String service, int statements) {
        @Override
        public String toString() {
            return file;
        }
    }

    static List<Page> pages() {
        return List.of(
                new Page("conformance.md", "AMF", 95),
                new Page("conformance-clm.md", "CLM", 30),
                new Page("conformance-ckpt.md", "CKPT", 42),
                new Page("conformance-ntf.md", "NTF", 10),
                new Page("conformance-imm.md", "IMM", 45),
                new Page("conformance-cli.md", "CLI", 12));
    }

    /** What may stand in place of tests: the part of the project that is to bring what the statement is about. */
    private static final Set<String> LATER = Set.of("Cluster", "Components");

    /** Statements that may be marked as open: decided here, without a test yet. This list may only shrink. */
    private static final Set<String> OPEN = Set.of();

    /** Statements that may be marked as missing: nobody has built what they ask. This list may only shrink. */
    private static final Set<String> MISSING = Set.of();

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]+-\\d{3}) \\| ([^|]+) \\| ([^|]+) \\|$");

    private record Row(String statement, String sentence, List<String> shownBy) {
        boolean isLater() {
            return shownBy.size() == 1 && LATER.contains(shownBy.get(0));
        }

        boolean isOpen() {
            return shownBy.equals(List.of("open"));
        }

        boolean isMissing() {
            return shownBy.equals(List.of("missing"));
        }
    }

    private static List<Row> rows(Page page) {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(SourceTree.text(SourceTree.root().resolve(Path.of("docs", page.file()))));
        while (row.find()) {
            rows.add(new Row(row.group(1), row.group(2), List.of(row.group(3).split(", "))));
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("pages")
    @DisplayName("every statement stands on the page once, in order, with a sentence")
    void complete(Page page) {
        List<String> expected = new ArrayList<>();
        for (int number = 1; number <= page.statements(); number++) {
            expected.add("%s-%03d".formatted(page.service(), number));
        }

        assertThat(rows(page)).extracting(Row::statement).isEqualTo(expected);
        assertThat(rows(page)).allSatisfy(row -> assertThat(row.sentence()).endsWith("."));
    }

    @ParameterizedTest
    @MethodSource("pages")
    @DisplayName("every statement has tests that name it, or says to which part of the project it belongs")
    void shown(Page page) {
        assertThat(rows(page))
                .filteredOn(Row::isOpen)
                .extracting(Row::statement)
                .isSubsetOf(OPEN);
        assertThat(rows(page))
                .filteredOn(Row::isMissing)
                .extracting(Row::statement)
                .isSubsetOf(MISSING);
        Map<String, Set<String>> tests = new TreeMap<>();
        RuleCoverageTest.testsByStatement()
                .forEach((id, names) -> names.forEach(name ->
                        tests.computeIfAbsent(id, i -> new TreeSet<>()).add(name.substring(name.indexOf('/') + 1))));

        assertThat(rows(page))
                .filteredOn(row -> !row.isLater() && !row.isOpen() && !row.isMissing())
                .allSatisfy(row -> assertThat(tests.getOrDefault(row.statement(), Set.of()))
                        .as("test classes with @Tag(\"%s\"), as docs/%s names them", row.statement(), page.file())
                        .containsAll(row.shownBy()));
    }
}
