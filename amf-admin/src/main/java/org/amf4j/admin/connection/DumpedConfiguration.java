package org.amf4j.admin.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/** The configuration of a running cluster. */
public final class DumpedConfiguration {
    private static final int BYTES_MAX = 256 << 20;

    private DumpedConfiguration() {}

    /**
     * Asks for it as IMM XML.
     *
     * @param allClasses with the definitions of all classes, not only of those that are not built in
     */
    public static String xml(AdminClient client, boolean allClasses) {
        String packed = client.query("dump", Map.of("all_classes", String.valueOf(allClasses)))
                .path("xml")
                .asText();
        byte[] bytes = Base64.getDecoder().decode(packed);
        try (GZIPInputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(unpacking.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the cluster's answer cannot be unpacked: " + e.getMessage(),
                    "command and cluster may be of different versions",
                    e);
        }
    }
}
