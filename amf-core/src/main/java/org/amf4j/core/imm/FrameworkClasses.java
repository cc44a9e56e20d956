package org.amf4j.core.imm;

import java.util.List;
import java.util.Optional;

/** The classes that the framework itself implements. */
public final class FrameworkClasses {

    private static final String AMF = "safAmfService";
    private static final String CLM = "safClmService";

    private FrameworkClasses() {}

    /** The name under which the framework implements a class. */
    public static Optional<String> implementer(String className) {
        if (className.startsWith("SaAmf")) {
            return Optional.of(AMF);
        }
        return className.startsWith("SaClm") ? Optional.of(CLM) : Optional.empty();
    }

    /** Whether the framework bears this name. */
    public static boolean isImplementer(String name) {
        return List.of(AMF, CLM).contains(name);
    }
}
