package org.amf4j.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amf4j.admin.cluster.FolderCleaner;

/** Where the product that is tested lies, and where tests may write. */
final class Installation {

    private static final Path ROOT = find();

    private Installation() {}

    private static Path find() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("amf")) && Files.isRegularFile(folder.resolve("pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no folder above " + Path.of("").toAbsolutePath() + " has the script amf");
    }

    /** The root of the repository. */
    static Path root() {
        return ROOT;
    }

    static Path script() {
        return ROOT.resolve("amf");
    }

    /** The model of the demonstration. */
    static Path demoModel() {
        return ROOT.resolve("examples").resolve("models").resolve("demo.xml");
    }

    /** An empty folder for a test; its name is short, because the paths of sockets are limited. */
    static Path emptyFolder(String name) throws IOException {
        Path folder = ROOT.resolve("system-tests").resolve("target").resolve(name);
        FolderCleaner.delete(folder);
        return Files.createDirectories(folder);
    }
}
