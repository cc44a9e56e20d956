package org.amf4j.api.imm;

/** How a change deals with objects that nobody implements. */
public enum ChangeFlag {
    /** Each object needs an implementer whose process is there. */
    REGISTERED_IMPLEMENTERS(0x1),
    /** Together with the former: objects that have no implementer's name at all need none. */
    ALLOW_NONE(0x100);

    private final int value;

    ChangeFlag(int value) {
        this.value = value;
    }

    /** The bit of the standard's flag word. */
    public int value() {
        return value;
    }
}
