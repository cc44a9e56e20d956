package org.amf4j.recorder.ring;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens files of segments. */
final class SegmentFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private SegmentFile() {}

    static OutputStream create(Path path) throws IOException {
        return new BufferedOutputStream(
                Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), BUFFER_BYTES);
    }
}
