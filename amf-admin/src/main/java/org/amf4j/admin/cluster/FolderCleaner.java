package org.amf4j.admin.cluster;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** Removes what a cluster has left in its folder. */
public final class FolderCleaner {
    private static final String LOGS = "log";
    private static final List<String> SIGNS_OF_LIFE = List.of("agent.sock", "admin.sock", "agent.pid");

    private FolderCleaner() {}

    /** Removes the state of a node's former life, everything but its logs. */
    static void forgetState(Path node) throws IOException {
        List<Path> children;
        try (Stream<Path> list = Files.list(node)) {
            children = list.filter(child -> !child.endsWith(LOGS)).toList();
        }
        for (Path child : children) {
            delete(child);
        }
    }

    /** Removes what says that the node runs. */
    static void forgetLife(Path node) throws IOException {
        for (String name : SIGNS_OF_LIFE) {
            delete(node.resolve(name));
        }
    }

    /** Removes a file, or a folder with everything in it; links are removed, not followed. */
    public static void delete(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(path);
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
