package org.amf4j.client;

import java.util.List;
import java.util.Locale;
import org.amf4j.api.Dn;

/** Callbacks in words, for logs. */
final class CallbackNames {

    private CallbackNames() {}

    static String of(String what, List<Dn> csis) {
        String name = what.toLowerCase(Locale.ROOT);
        if (csis.isEmpty()) {
            return name + "()";
        }
        String others = csis.size() == 1 ? "" : " and " + (csis.size() - 1) + " more";
        return name + "(" + csis.get(0) + others + ")";
    }
}
