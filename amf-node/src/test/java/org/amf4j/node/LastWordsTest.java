package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.amf4j.clc.Guardian;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What an agent leaves with the host of its virtual machine")
class LastWordsTest {

    private static final Guardian.LastWord WORD = new Guardian.LastWord(
            "amf4j-ended 7 00112233445566778899aabbccddeeff s1",
            List.of(new InetSocketAddress("10.77.0.1", 7001), new InetSocketAddress("10.77.0.101", 7011)));

    @TempDir
    Path folder;

    @Test
    @DisplayName("is one line: the word, and whom it is for")
    void line() throws Exception {
        Path device = Files.createFile(folder.resolve("device"));

        LastWords.leaveWithHost(WORD, Map.of(LastWords.HOST_DEVICE, device.toString()));

        assertThat(device)
                .hasContent("amf4j-ended 7 00112233445566778899aabbccddeeff s1\t10.77.0.1 7001\t10.77.0.101 7011\n");
    }

    @Test
    @DisplayName("is nothing when there is no way to tell it, no word, or no such device: that is made by the host")
    void nothing() throws Exception {
        Path device = folder.resolve("device");

        LastWords.leaveWithHost(WORD, Map.of());
        LastWords.leaveWithHost(WORD, Map.of(LastWords.HOST_DEVICE, device.toString()));
        assertThat(device).doesNotExist();

        Files.createFile(device);
        LastWords.leaveWithHost(Guardian.LastWord.NONE, Map.of(LastWords.HOST_DEVICE, device.toString()));
        assertThat(device).isEmptyFile();
    }
}
