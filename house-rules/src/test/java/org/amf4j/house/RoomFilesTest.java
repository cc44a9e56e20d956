package org.amf4j.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomFilesTest {

    @Test
    void everyOpenedRoomHasAReadme() {
        List<String> without = Rooms.opened().stream()
                .filter(room -> !SourceTree.files().contains(Path.of(room, "README.md")))
                .toList();

        assertThat(without)
                .as("rooms without README.md: what it is, what it may depend on, where to start, how to test")
                .isEmpty();
    }

    @Test
    void everyPackageIsExplained() {
        List<Path> without = SourceTree.javaFiles().stream()
                .filter(SourceTree::isMain)
                .map(Path::getParent)
                .distinct()
                .filter(folder ->
                        !Files.exists(SourceTree.root().resolve(folder).resolve("package-info.java")))
                .toList();

        assertThat(without).as("packages without package-info.java").isEmpty();
    }

    @Test
    void everyPublicTypeSaysWhatItIs() {
        List<String> without = Sources.all().stream()
                .filter(source -> SourceTree.isMain(source.path()))
                .flatMap(source -> source.publicTypes().stream()
                        .filter(type -> type.firstSentence().isEmpty())
                        .map(type -> source.path() + ": " + type.name()))
                .toList();

        assertThat(without)
                .as("public types without a first sentence in Javadoc")
                .isEmpty();
    }
}
