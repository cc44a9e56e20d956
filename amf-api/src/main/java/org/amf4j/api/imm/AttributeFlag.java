package org.amf4j.api.imm;

import java.util.Optional;

/** A property of an attribute; the last six are extensions to the standard that files of real clusters use. */
public enum AttributeFlag {
    /** May have any number of values. */
    MULTI_VALUE(0x1),
    /** The naming attribute; an own element in XML, not a flag. */
    RDN(0x2),
    /** Set by operators; the category in XML, not a flag. */
    CONFIG(0x100),
    /** May change after the object's creation. */
    WRITABLE(0x200),
    /** Must be given at creation. */
    INITIALIZED(0x400),
    /** Set by the service behind the object; the category in XML, not a flag. */
    RUNTIME(0x10000),
    /** A runtime value that survives a restart of the cluster; implies {@link #CACHED}. */
    PERSISTENT(0x20000),
    /** A runtime value kept in the model instead of being asked for. */
    CACHED(0x40000),
    /** No two equal values. */
    NO_DUPLICATES(0x1000000),
    /** Changes are announced. */
    NOTIFY(0x2000000),
    /** Every value names an object that exists. */
    NO_DANGLING(0x4000000),
    /** A string that holds a name. */
    DN(0x8000000),
    /** Marks a default that a change of the class has taken away. */
    DEFAULT_REMOVED(0x10000000),
    /** Emptying the attribute sets its default instead. */
    STRONG_DEFAULT(0x20000000);

    private final int value;

    AttributeFlag(int value) {
        this.value = value;
    }

    /** The bit of the standard's flag word. */
    public int value() {
        return value;
    }

    /** The name in XML files, for instance {@code SA_WRITABLE}. */
    public String xmlName() {
        return "SA_" + name();
    }

    /** Whether XML files write it as a {@code flag} element. */
    public boolean isXmlFlag() {
        return this != RDN && this != CONFIG && this != RUNTIME;
    }

    /** The flag that a {@code flag} element of this text means. */
    public static Optional<AttributeFlag> ofXmlName(String xmlName) {
        for (AttributeFlag flag : values()) {
            if (flag.isXmlFlag() && flag.xmlName().equals(xmlName)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }
}
