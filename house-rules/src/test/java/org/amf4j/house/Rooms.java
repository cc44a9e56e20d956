package org.amf4j.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rooms, their layers, and the compiled classes in them. */
final class Rooms {

    /** Lowest layer first. A room may use the layers below its own. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("cluster-certificates"),
            List.of("amf-api", "group-transport"),
            List.of("clm-membership"),
            List.of("amf-core", "imm-model", "system-description", "clc-cli", "ckpt-checkpoint"),
            List.of("amf-protocol", "cluster-protocol", "amf-telemetry", "redundancy-models", "amf-testkit"),
            List.of("flight-recorder"),
            List.of("amf-director", "amf-node", "amf-client", "amf-admin"),
            List.of("amf-server", "container-host", "role-host"),
            List.of("amf-simulator", "examples", "amf-debug", "benchmarks", "vm-schemes", "system-tests"));

    /** Rooms that may use less than their layer allows: what applications embed stays small. */
    private static final Map<String, List<String>> NARROWED = Map.of(
            "system-description", List.of("amf-api"),
            "amf-protocol", List.of("amf-api"),
            "amf-client", List.of("amf-api", "amf-protocol"),
            "container-host", List.of("amf-api", "amf-client"),
            "role-host", List.of("amf-api", "amf-client"));

    /** The room that holds these rules; it looks at all others. */
    static final String HOUSE_RULES = "house-rules";

    private static final Pattern ROOM_IN_URI = Pattern.compile("/([^/]+?)(?:/target/classes/|-\\d[^/]*\\.jar!/)");
    private static final JavaClasses CLASSES = importClasses();

    private Rooms() {}

    /** The classes of the product, generated ones included. */
    static JavaClasses classes() {
        return CLASSES;
    }

    /** All rooms that have a layer. */
    static List<String> layered() {
        return LAYERS.stream().flatMap(Collection::stream).toList();
    }

    /** Whether code in one room may use code in another. */
    static boolean mayUse(String user, String used) {
        if (user.equals(used)) {
            return true;
        }
        List<String> narrowed = NARROWED.get(user);
        return narrowed != null ? narrowed.contains(used) : layer(used) < layer(user);
    }

    private static int layer(String room) {
        for (int layer = 0; layer < LAYERS.size(); layer++) {
            if (LAYERS.get(layer).contains(room)) {
                return layer;
            }
        }
        throw new IllegalArgumentException(room + " has no layer; give it one in " + Rooms.class.getName());
    }

    /** The room that a class was compiled in; nothing for classes of libraries. */
    static Optional<String> of(JavaClass javaClass) {
        return javaClass.getBaseComponentType().getSource().flatMap(source -> {
            Matcher room = ROOM_IN_URI.matcher(source.getUri().toString());
            return room.find() && layered().contains(room.group(1)) ? Optional.of(room.group(1)) : Optional.empty();
        });
    }

    /** Classes of these rooms. */
    static DescribedPredicate<JavaClass> in(String... rooms) {
        List<String> wanted = List.of(rooms);
        return DescribedPredicate.describe(
                "in " + String.join(", ", wanted),
                javaClass -> of(javaClass).map(wanted::contains).orElse(false));
    }

    private static JavaClasses importClasses() {
        Map<String, Path> folders = new LinkedHashMap<>();
        for (String room : SourceTree.rooms()) {
            Path folder = SourceTree.root().resolve(room).resolve("target/classes");
            if (Files.isDirectory(folder)) {
                folders.put(room, folder);
            } else if (hasMainSources(room)) {
                throw new IllegalStateException(
                        room + " is not compiled; run the rules with mvn -pl " + HOUSE_RULES + " -am test");
            }
        }
        return new ClassFileImporter().importPaths(folders.values());
    }

    /** Whether the room has anything to run; a room is opened with its first class. */
    static boolean hasMainSources(String room) {
        return SourceTree.javaFiles().stream()
                .anyMatch(file -> SourceTree.room(file).equals(room) && SourceTree.isMain(file));
    }

    /** The rooms with Java sources of any kind. */
    static List<String> opened() {
        return SourceTree.javaFiles().stream().map(SourceTree::room).distinct().collect(Collectors.toList());
    }
}
