package org.amf4j.core.assignment;

/** What a unit should be for an instance. */
public enum Role {
    ACTIVE,
    STANDBY
}
