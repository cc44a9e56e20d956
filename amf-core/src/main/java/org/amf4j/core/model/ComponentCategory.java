package org.amf4j.core.model;

/** The bits of {@code saAmfCtCompCategory}, as questions. */
public record ComponentCategory(int bits) {

    private static final int SA_AWARE = 0x01;
    private static final int PROXY = 0x02;
    private static final int PROXIED = 0x04;
    private static final int LOCAL = 0x08;
    private static final int CONTAINER = 0x10;
    private static final int CONTAINED = 0x20;
    private static final int PROXIED_NPI = 0x40;
    private static final int KNOWN = 0x7F;

    public ComponentCategory {
        if ((bits & ~KNOWN) != 0) {
            throw new IllegalArgumentException(
                    "component category 0x" + Integer.toHexString(bits) + " has unknown bits");
        }
    }

    /** Registers itself with the framework and answers callbacks. */
    public boolean isSaAware() {
        return (bits & (SA_AWARE | PROXY | CONTAINER | CONTAINED)) != 0;
    }

    /** Speaks to the framework through a proxy. */
    public boolean isProxied() {
        return (bits & (PROXIED | PROXIED_NPI)) != 0;
    }

    /** Lives inside a container component. */
    public boolean isContained() {
        return (bits & CONTAINED) != 0;
    }

    /** Hosts contained components. */
    public boolean isContainer() {
        return (bits & CONTAINER) != 0;
    }

    /** Can exist without an assignment. */
    public boolean isPreInstantiable() {
        return isSaAware() || (bits & PROXIED) != 0 && (bits & PROXIED_NPI) == 0;
    }

    /** Executes on the node that hosts its service unit. */
    public boolean isLocal() {
        return !isProxied() || (bits & LOCAL) != 0;
    }

    /** Whether the bits go together: one way of life only, and a way of life at all. */
    boolean isConsistent() {
        if (isContained() && (bits & (PROXY | CONTAINER)) != 0) {
            return false;
        }
        if (isSaAware()) {
            return !isProxied();
        }
        return isProxied() || bits == LOCAL;
    }
}
