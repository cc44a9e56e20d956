package org.amf4j.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which commit of the sources is run, for reports of failures. */
final class Commit {

    private static final String UNKNOWN = "unknown";

    private Commit() {}

    /** The commit of the working tree that the program runs in, or {@code unknown}. */
    static String present() {
        Optional<Path> folder = Optional.of(Path.of("").toAbsolutePath());
        while (folder.isPresent()) {
            Path git = folder.get().resolve(".git");
            if (Files.exists(git)) {
                return of(git);
            }
            folder = Optional.ofNullable(folder.get().getParent());
        }
        return UNKNOWN;
    }

    private static String of(Path git) {
        try {
            Path own = git;
            if (Files.isRegularFile(git)) { // a further working tree: the file says where its data is
                own = git.resolveSibling(Files.readString(git).strip().replaceFirst("^gitdir: ", ""));
            }
            String head = Files.readString(own.resolve("HEAD")).strip();
            if (!head.startsWith("ref: ")) {
                return head;
            }
            Path common = own.resolve("commondir");
            Path root =
                    Files.exists(common) ? own.resolve(Files.readString(common).strip()) : own;
            Path ref = root.resolve(head.substring("ref: ".length()));
            return Files.exists(ref) ? Files.readString(ref).strip() : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN; // a report without the commit is better than none
        }
    }
}
