package org.amf4j.admin;

import picocli.CommandLine.Option;

/** For which owner of objects a command does something. A picocli mixin. */
final class OwnerOption {

    @Option(
            names = {"-a", "--admin-owner"},
            paramLabel = "OWNER",
            defaultValue = "",
            description = "as this owner; for objects that have one")
    private String name;

    /** Its name; empty for none. */
    String name() {
        return name;
    }
}
