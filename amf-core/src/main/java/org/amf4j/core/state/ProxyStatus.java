package org.amf4j.core.state;

/** Whether somebody speaks for a proxied component ({@code SaAmfProxyStatusT}). */
public enum ProxyStatus {
    /** Nobody does: it may go on working, but nothing can be asked of it. */
    UNPROXIED(1),
    /** A registered proxy does. */
    PROXIED(2);

    private final int value;

    ProxyStatus(int value) {
        this.value = value;
    }

    /** The number of the standard. */
    public int value() {
        return value;
    }
}
