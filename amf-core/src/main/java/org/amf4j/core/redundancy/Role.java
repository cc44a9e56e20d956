package org.amf4j.core.redundancy;

/** What a unit should be for an instance. */
public enum Role {
    ACTIVE,
    STANDBY
}
