package org.amf4j.clc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes small shell programs for tests. */
final class Scripts {

    private Scripts() {}

    static String write(Path folder, String name, String... lines) {
        Path file = folder.resolve(name);
        try {
            Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return file.toString();
    }
}
