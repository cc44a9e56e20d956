package org.amf4j.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A distinguished name: relative names, most specific first, separated by commas.
 *
 * <p>A comma inside an RDN value is written {@code \,}; that is how association objects carry another DN in their own
 * name. Comparison is byte-wise on the text. Immutable and thread-safe.
 *
 * @see <a href="https://www.saforum.org">SAI-AIS-IMM-A.02, names</a>
 */
public final class Dn implements Comparable<Dn> {

    /** Longest DN accepted, in characters. */
    public static final int LENGTH_MAX = 2048;

    /** The parent of root objects. */
    public static final Dn ROOT = new Dn("");

    private final String text;

    private Dn(String text) {
        this.text = text;
    }

    /**
     * Parses a DN.
     *
     * @throws IllegalArgumentException with a sentence that names the offending RDN
     */
    public static Dn of(String text) {
        Objects.requireNonNull(text, "text");
        if (text.isEmpty()) {
            return ROOT;
        }
        if (text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("name longer than " + LENGTH_MAX + " characters: " + text.length());
        }
        for (String rdn : split(text)) {
            checkRdn(rdn, text);
        }
        return new Dn(text);
    }

    private static void checkRdn(String rdn, String whole) {
        int equals = rdn.indexOf('=');
        if (equals <= 0 || equals == rdn.length() - 1) {
            throw new IllegalArgumentException("'" + rdn + "' in '" + whole + "' is not of the form name=value");
        }
        for (int i = 0; i < rdn.length(); i++) {
            char c = rdn.charAt(i);
            if (c <= ' ' || c > '~') {
                throw new IllegalArgumentException("'" + whole + "' contains a blank, control or non-ASCII character");
            }
            if (c == '\\' && !escapes(rdn, i)) {
                throw new IllegalArgumentException("'" + whole + "' has a backslash that is not before a comma");
            }
        }
    }

    /** Whether the backslash escapes something: a comma, or the backslash of a name within a name. */
    private static boolean escapes(String rdn, int backslash) {
        int next = backslash + 1;
        return next < rdn.length() && (rdn.charAt(next) == ',' || rdn.charAt(next) == '\\');
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int comma = nextComma(text, 0); comma >= 0; comma = nextComma(text, start)) {
            parts.add(text.substring(start, comma));
            start = comma + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** The first comma from {@code from} on that no backslash precedes, or -1. */
    private static int nextComma(String text, int from) {
        int comma = text.indexOf(',', from);
        while (comma > 0 && text.charAt(comma - 1) == '\\') {
            comma = text.indexOf(',', comma + 1);
        }
        return comma;
    }

    /** The DN of a child of this object, {@code attribute=value,this}; commas in the value are escaped. */
    public Dn child(String attribute, String value) {
        if (value.endsWith("\\")) {
            throw new IllegalArgumentException(
                    "'" + value + "' ends with a backslash, which would escape what follows");
        }
        String rdn = attribute + "=" + value.replace(",", "\\,");
        return of(isRoot() ? rdn : rdn + "," + text);
    }

    /** The DN of an association object below this one that names {@code target}. */
    public Dn association(String attribute, Dn target) {
        return child(attribute, target.text);
    }

    /** The text after the first unescaped comma; {@link #ROOT} for a root object. */
    public Dn parent() {
        int comma = nextComma(text, 0);
        return comma < 0 ? ROOT : new Dn(text.substring(comma + 1));
    }

    /** The first relative name, {@code name=value}, as it is written (escapes kept). */
    public String rdn() {
        int comma = nextComma(text, 0);
        return comma < 0 ? text : text.substring(0, comma);
    }

    /** The attribute name of the first relative name, for instance {@code safSu}. */
    public String rdnAttribute() {
        return rdn().substring(0, rdn().indexOf('='));
    }

    /** The value of the first relative name with its escapes undone. */
    public String rdnValue() {
        String rdn = rdn();
        return rdn.substring(rdn.indexOf('=') + 1).replace("\\,", ",");
    }

    /** The DN that an association object names in its first relative name. */
    public Dn associated() {
        return of(rdnValue());
    }

    /** The nearest ancestor (or this) whose first relative name has the attribute. */
    public Optional<Dn> ancestor(String rdnAttribute) {
        for (Dn dn = this; !dn.isRoot(); dn = dn.parent()) {
            if (dn.text.startsWith(rdnAttribute + "=")) {
                return Optional.of(dn);
            }
        }
        return Optional.empty();
    }

    /** Whether this DN lies somewhere below {@code ancestor}; everything lies below {@link #ROOT}. */
    public boolean isBelow(Dn ancestor) {
        return ancestor.isRoot() ? !isRoot() : text.endsWith("," + ancestor.text);
    }

    /** Whether this is the empty name above all root objects. */
    public boolean isRoot() {
        return text.isEmpty();
    }

    @Override
    public int compareTo(Dn other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dn dn && dn.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
