package org.amf4j.recorder.dump;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.amf4j.recorder.ring.Recording;
import org.amf4j.recorder.ring.RecordingException;

/**
 * A dump: what the nodes of a cluster have recorded, in one zip file. {@code manifest.json} is its first part and names every
 * other with length and SHA-256; nothing is read that it does not name.
 *
 * @param cluster the cluster's name
 * @param version of the program that packed it
 * @param recordings one for each node, by node
 */
public record Dump(String cluster, String version, List<Recording> recordings) {

    /** The form of the manifest. */
    static final int FORMAT = 1;

    /** The largest dump that is read, unpacked, in bytes. */
    static final long BYTES_MAX = 4L << 30;

    private static final LocalDateTime PACKED_AT = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String MANIFEST = "manifest.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Dump {
        recordings = List.copyOf(recordings);
    }

    /** The recording of a node, or the one with most to tell when none is named. */
    public Optional<Recording> of(Optional<String> node) {
        return node.isPresent()
                ? recordings.stream().filter(r -> r.node().equals(node.get())).findFirst()
                : recordings.stream()
                        .max(Comparator.comparingLong(Recording::lastIndex).thenComparingLong(Recording::entries));
    }

    /**
     * Packs files of rings. The same files give the same bytes.
     *
     * @param target the file to write; replaced at once when it is complete
     * @param rings files of each node's ring, by node
     * @return what the manifest says
     */
    public static JsonNode write(Path target, String cluster, String version, Map<String, Map<String, byte[]>> rings)
            throws IOException {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", FORMAT);
        manifest.put("amf4j_version", version);
        manifest.put("cluster", cluster);
        List<Object> nodes = new ArrayList<>();
        for (Map.Entry<String, Map<String, byte[]>> ring : rings.entrySet()) {
            nodes.add(describe(ring.getKey(), ring.getValue()));
        }
        manifest.put("nodes", nodes);
        Path draft = target.resolveSibling(target.getFileName() + ".draft");
        try (OutputStream file = Files.newOutputStream(draft);
                ZipOutputStream zip = new ZipOutputStream(file, StandardCharsets.UTF_8)) {
            put(zip, MANIFEST, JSON.writeValueAsBytes(manifest));
            for (Map.Entry<String, Map<String, byte[]>> ring : rings.entrySet()) {
                for (Map.Entry<String, byte[]> segment : ring.getValue().entrySet()) {
                    put(zip, ring.getKey() + "/" + segment.getKey(), segment.getValue());
                }
            }
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        return JSON.valueToTree(manifest);
    }

    private static Map<String, Object> describe(String node, Map<String, byte[]> ring) throws RecordingException {
        Recording recording = Recording.of(node, ring);
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", node);
        described.put("first_index", recording.firstIndex());
        described.put("last_index", recording.lastIndex());
        described.put("entries", recording.entries());
        described.put(
                "entries_lost",
                recording.segments().stream().mapToLong(s -> s.lostBefore()).sum());
        List<Object> files = new ArrayList<>();
        ring.forEach((name, bytes) -> {
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("name", name);
            file.put("bytes", bytes.length);
            file.put("sha256", sha256(bytes));
            files.add(file);
        });
        described.put("files", files);
        return described;
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(PACKED_AT); // the time of packing is not part of what is packed
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Reads a dump whole and checks it.
     *
     * @throws RecordingException when it is no dump, damaged or cut off; names the part
     * @throws IOException when the file cannot be read at all
     */
    public static Dump read(Path file) throws IOException {
        Map<String, byte[]> parts = unpack(file);
        byte[] text = Optional.ofNullable(parts.get(MANIFEST))
                .orElseThrow(() -> new RecordingException(
                        file + " is no dump of amf4j: it has no " + MANIFEST + ", or is cut off"));
        JsonNode manifest;
        try {
            manifest = JSON.readTree(text);
        } catch (IOException e) {
            throw new RecordingException(file + ": " + MANIFEST + " is damaged: " + e.getMessage(), e);
        }
        if (manifest.path("format").asInt() != FORMAT) {
            throw new RecordingException(file + " has format "
                    + manifest.path("format").asText() + ", known is " + FORMAT + "; read it with version "
                    + manifest.path("amf4j_version").asText());
        }
        List<Recording> recordings = new ArrayList<>();
        for (JsonNode node : manifest.path("nodes")) {
            recordings.add(recording(file, node, parts));
        }
        return new Dump(
                manifest.path("cluster").asText(),
                manifest.path("amf4j_version").asText(),
                recordings);
    }

    private static Recording recording(Path file, JsonNode node, Map<String, byte[]> parts) throws RecordingException {
        String name = node.path("name").asText();
        Map<String, byte[]> ring = new LinkedHashMap<>();
        for (JsonNode described : node.path("files")) {
            String part = name + "/" + described.path("name").asText();
            byte[] bytes = parts.get(part);
            if (bytes == null) {
                throw new RecordingException(file + " is cut off: " + part + " is missing");
            }
            if (!sha256(bytes).equals(described.path("sha256").asText())) {
                throw new RecordingException(file + " is damaged: " + part + " is not what was packed");
            }
            ring.put(described.path("name").asText(), bytes);
        }
        return Recording.of(name, ring);
    }

    private static Map<String, byte[]> unpack(Path file) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        long left = BYTES_MAX;
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                int max = (int) Math.min(left, Integer.MAX_VALUE - 8);
                byte[] bytes = zip.readNBytes(max);
                left -= bytes.length;
                if (left <= 0 || bytes.length == max) {
                    throw new RecordingException(file + " is larger than any dump, unpacked");
                }
                parts.put(entry.getName(), bytes);
            }
        } catch (ZipException | EOFException e) {
            throw new RecordingException(file + " is damaged or cut off: " + e.getMessage(), e);
        }
        return parts;
    }
}
