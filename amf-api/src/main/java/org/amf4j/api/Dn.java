package org.amf4j.api;

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
        int start = 0;
        for (int comma = nextComma(text, 0); comma >= 0; comma = nextComma(text, start)) {
            checkRdn(text, start, comma);
            start = comma + 1;
        }
        checkRdn(text, start, text.length());
        return new Dn(text);
    }

    /** Checks one relative name where it stands: names are made by the hundred thousand. */
    private static void checkRdn(String whole, int start, int end) {
        int equals = whole.indexOf('=', start);
        if (equals <= start || equals >= end - 1) {
            throw new IllegalArgumentException(
                    "'" + whole.substring(start, end) + "' in '" + whole + "' is not of the form name=value");
        }
        for (int i = start; i < end; i++) {
            char c = whole.charAt(i);
            if (c <= ' ' || c > '~') {
                throw new IllegalArgumentException("'" + whole + "' contains a blank, control or non-ASCII character");
            }
            if (c == '\\' && !escapes(whole, i, end)) {
                throw new IllegalArgumentException("'" + whole + "' has a backslash that is not before a comma");
            }
        }
    }

    /** Whether the backslash escapes something: a comma, or the backslash of a name within a name. */
    private static boolean escapes(String whole, int backslash, int end) {
        int next = backslash + 1;
        return next < end && (whole.charAt(next) == ',' || whole.charAt(next) == '\\');
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
        return text.substring(0, text.indexOf('='));
    }

    /** Whether the first relative name has the attribute. */
    public boolean isNamed(String attribute) {
        return text.length() > attribute.length()
                && text.charAt(attribute.length()) == '='
                && text.startsWith(attribute);
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
            if (dn.isNamed(rdnAttribute)) {
                return Optional.of(dn);
            }
        }
        return Optional.empty();
    }

    /** Whether this DN lies somewhere below {@code ancestor}; everything lies below {@link #ROOT}. */
    public boolean isBelow(Dn ancestor) {
        int comma = text.length() - ancestor.text.length() - 1;
        return ancestor.isRoot() ? !isRoot() : comma > 0 && isComma(comma) && text.endsWith(ancestor.text);
    }

    /** Whether this DN is that of an object directly below {@code parent}. */
    public boolean isChildOf(Dn parent) {
        return parent.isRoot()
                ? !isRoot() && nextComma(text, 0) < 0
                : isBelow(parent) && nextComma(text, 0) == text.length() - parent.text.length() - 1;
    }

    /** Whether there is a comma that separates relative names. */
    private boolean isComma(int position) {
        return text.charAt(position) == ',' && text.charAt(position - 1) != '\\';
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
