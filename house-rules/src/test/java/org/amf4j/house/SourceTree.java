package org.amf4j.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that people write: the repository without what builds and runs leave behind. */
final class SourceTree {

    private static final Set<String> LEFT_BEHIND = Set.of("target", ".git", ".amf", ".idea", ".vscode", "node_modules");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Path ROOT = findRoot();
    private static final List<Path> FILES = walk();

    private SourceTree() {}

    /** The folder with the reactor's pom.xml. */
    static Path root() {
        return ROOT;
    }

    /** All rooms, in the order of the reactor. */
    static List<String> rooms() {
        Matcher modules = MODULE.matcher(text(ROOT.resolve("pom.xml")));
        List<String> rooms = new ArrayList<>();
        while (modules.find()) {
            rooms.add(modules.group(1));
        }
        return rooms;
    }

    /** All files, relative to the root, sorted. */
    static List<Path> files() {
        return FILES;
    }

    /** All Java sources, relative to the root, sorted. */
    static List<Path> javaFiles() {
        return FILES.stream().filter(f -> f.toString().endsWith(".java")).toList();
    }

    /** The room that a file lies in; its first folder. */
    static String room(Path file) {
        return file.getName(0).toString();
    }

    /** Whether a Java source is part of the product, as opposed to a test. */
    static boolean isMain(Path file) {
        return file.toString().contains("/src/main/java/");
    }

    /** The text of a file that is relative to the root. */
    static String text(Path file) {
        return readText(file).orElseThrow(() -> new IllegalStateException(file + " is not a text in UTF-8"));
    }

    /** The text of a file, or nothing when it holds something else. */
    static Optional<String> readText(Path file) {
        try {
            String text = Files.readString(ROOT.resolve(file));
            return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
        } catch (MalformedInputException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Path findRoot() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path pom = folder.resolve("pom.xml");
            try {
                if (Files.exists(pom) && Files.readString(pom).contains("<modules>")) {
                    return folder;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + pom, e);
            }
        }
        throw new IllegalStateException(
                "no pom.xml with modules above " + Path.of("").toAbsolutePath());
    }

    private static List<Path> walk() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return LEFT_BEHIND.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    // A worktree's .git is a file that holds a machine path.
                    if (attributes.isRegularFile() && !file.equals(ROOT.resolve(".git"))) {
                        files.add(ROOT.relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot walk " + ROOT, e);
        }
        return files.stream().sorted().toList();
    }
}
