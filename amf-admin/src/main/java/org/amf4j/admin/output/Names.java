package org.amf4j.admin.output;

import org.amf4j.api.Dn;

/** Short forms of names for tables. */
public final class Names {

    private Names() {}

    /** The value of the first relative name, or the text itself when it is not a name. */
    public static String shortName(String dn) {
        try {
            Dn parsed = Dn.of(dn);
            return parsed.isRoot() ? "" : parsed.rdnValue();
        } catch (IllegalArgumentException e) {
            // Not a name: shown as it came.
            return dn;
        }
    }

    /** The value of the nearest relative name of this kind, for instance {@code safApp}; empty without one. */
    public static String ancestor(String dn, String rdnAttribute) {
        try {
            return Dn.of(dn).ancestor(rdnAttribute).map(Dn::rdnValue).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The name of the object that contains this one; empty for a root object. */
    static String parent(String dn) {
        try {
            Dn parsed = Dn.of(dn);
            return parsed.isRoot() ? "" : parsed.parent().toString();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
