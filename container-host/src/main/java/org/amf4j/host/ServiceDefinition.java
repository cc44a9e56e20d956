package org.amf4j.host;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service is made of.
 *
 * @param className a class that implements {@link org.amf4j.api.amf.ComponentListener}
 * @param classPath jars and folders; the host's own when empty
 */
record ServiceDefinition(String className, List<String> classPath) {

    ServiceDefinition {
        classPath = List.copyOf(classPath);
    }

    /** Reads the values of a CSI attribute: the class, then its class path. */
    static ServiceDefinition of(List<String> values) {
        return new ServiceDefinition(values.get(0), values.subList(1, values.size()));
    }

    /**
     * The class path as locations.
     *
     * @throws IllegalArgumentException naming an entry that does not exist
     */
    URL[] locations() {
        List<String> entries = classPath.isEmpty()
                ? List.of(System.getProperty("java.class.path").split(File.pathSeparator))
                : classPath;
        List<URL> locations = new ArrayList<>(entries.size());
        for (String entry : entries) {
            Path path = Path.of(entry).toAbsolutePath();
            if (!classPath.isEmpty() && !Files.exists(path)) {
                throw new IllegalArgumentException(
                        "the class path of " + className + " names " + path + ", which does not exist on this node");
            }
            try {
                locations.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("the class path entry " + path + " cannot be used", e);
            }
        }
        return locations.toArray(URL[]::new);
    }
}
