package org.amf4j.system.clock;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import net.bytebuddy.jar.asm.ClassReader;

/** Packs {@link SettableClock} as an agent. */
public final class ClockAgent {

    private static final List<String> CLASSES =
            List.of("SettableClock", "ClockCalls", "ClockCalls$Calls", "ClockCalls$Calls$1");

    private ClockAgent() {}

    /** The option of a JVM whose clock is to be set by a file, a name relative to its working directory. */
    public static String option(Path jar, String file) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(new Attributes.Name("Premain-Class"), SettableClock.class.getName());
        attributes.put(Attributes.Name.CLASS_PATH, library());
        try (OutputStream content = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(content, manifest)) {
            for (String name : CLASSES) {
                out.putNextEntry(new ZipEntry("org/amf4j/system/clock/" + name + ".class"));
                try (InputStream in = ClockAgent.class.getResourceAsStream(name + ".class")) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
        return "-javaagent:" + jar + "=" + file;
    }

    private static String library() throws IOException {
        try {
            return ClassReader.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()
                    .toString();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
