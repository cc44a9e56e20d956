package org.amf4j.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Things that are larger than they may be, each with its present size. The list may only shrink: an entry must be lowered
 * when its subject becomes smaller, and go when its subject keeps the limit or is gone.
 */
final class SizeExceptions {

    private final Map<String, Integer> allowed = new LinkedHashMap<>();

    /** Reads lines {@code subject size}; empty lines and lines that start with {@code #} say nothing. */
    SizeExceptions(String text) {
        text.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                .forEach(line -> {
                    String[] words = line.split("\\s+");
                    if (words.length != 2 || !words[1].matches("\\d{1,6}")) {
                        throw new IllegalArgumentException("size exception is not of the form 'subject size': " + line);
                    }
                    allowed.put(words[0], Integer.valueOf(words[1]));
                });
    }

    /** All sentences that are to be said about subjects with these sizes. */
    List<String> problems(Map<String, Integer> sizes, int linesMax) {
        List<String> problems = new ArrayList<>();
        sizes.forEach((subject, lines) -> {
            int limit = allowed.getOrDefault(subject, linesMax);
            if (lines > limit) {
                problems.add(subject + " has " + lines + " lines, " + limit + " are allowed: split it");
            } else if (allowed.containsKey(subject) && lines <= linesMax) {
                problems.add(subject + " keeps the limit now: remove its entry from the exceptions");
            } else if (allowed.containsKey(subject) && lines < limit) {
                problems.add(subject + " has become smaller: lower its entry in the exceptions to " + lines);
            }
        });
        return problems;
    }

    /** Entries whose subject is not there any more. */
    List<String> stale(Map<String, Integer> sizes) {
        return allowed.keySet().stream()
                .filter(subject -> !sizes.containsKey(subject))
                .toList();
    }
}
