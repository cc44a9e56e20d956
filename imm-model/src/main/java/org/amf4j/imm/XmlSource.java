package org.amf4j.imm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens a file as characters in the encoding that it declares.
 *
 * <p>The XML reader could do that itself, but decodes ahead of what it parses and would report a malformed byte far
 * from its line. Here such a byte becomes a character that no XML file may have, and is found where it stands.
 */
final class XmlSource {

    /** Stands for bytes that the encoding does not allow. */
    static final char MALFORMED = '\u001A';

    private static final int HEAD_BYTES_MAX = 1024;
    private static final Pattern ENCODING =
            Pattern.compile("^<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]+)[\"']");

    private XmlSource() {}

    static Reader open(Path file) throws IOException {
        InputStream stream = new BufferedInputStream(Files.newInputStream(file));
        try {
            Charset charset = encodingOf(stream);
            return new InputStreamReader(
                    stream,
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPLACE)
                            .onUnmappableCharacter(CodingErrorAction.REPLACE)
                            .replaceWith(String.valueOf(MALFORMED)));
        } catch (IOException | IllegalArgumentException e) {
            stream.close();
            throw e;
        }
    }

    private static Charset encodingOf(InputStream stream) throws IOException {
        stream.mark(HEAD_BYTES_MAX);
        byte[] head = stream.readNBytes(HEAD_BYTES_MAX);
        stream.reset();
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            stream.skipNBytes(3);
            return StandardCharsets.UTF_8;
        }
        if (startsWith(head, 0xFE, 0xFF) || startsWith(head, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16;
        }
        Matcher declaration = ENCODING.matcher(new String(head, StandardCharsets.ISO_8859_1));
        if (!declaration.find()) {
            return StandardCharsets.UTF_8;
        }
        String name = declaration.group(1);
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IOException("its encoding '" + name + "' is not known; save it as UTF-8", e);
        }
    }

    private static boolean startsWith(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
