package org.amf4j.imm;

import java.util.Collection;

/** Finds the known name that a mistyped one probably meant. */
final class Suggestion {

    private static final int DISTANCE_MAX = 3;

    private Suggestion() {}

    /** {@code "; did you mean NAME?"}, or nothing when no known name is near. */
    static String of(String typed, Collection<String> known) {
        String best = "";
        int bestDistance = DISTANCE_MAX + 1;
        for (String name : known) {
            int distance = name.equalsIgnoreCase(typed) ? 0 : distance(typed, name);
            if (distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        return best.isEmpty() ? "" : "; did you mean " + best + "?";
    }

    /** How many single characters must be changed, added or removed; DISTANCE_MAX + 1 for any greater number. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > DISTANCE_MAX) {
            return DISTANCE_MAX + 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
