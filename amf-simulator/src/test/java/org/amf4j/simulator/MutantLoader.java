package org.amf4j.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The product's classes once more, one of them compiled from a mutated copy of its source. Classes of the product are
 * loaded here, all others by whoever loads the tests.
 */
final class MutantLoader extends ClassLoader {

    private static final String PRODUCT = "org.amf4j.";

    private final Map<String, byte[]> mutated;

    private MutantLoader(Map<String, byte[]> mutated) {
        super(MutantLoader.class.getClassLoader());
        this.mutated = mutated;
    }

    /** A loader with this mutant; an {@link IllegalArgumentException} when its fragment is not there exactly once. */
    static MutantLoader of(Mutant mutant) {
        Path file = Path.of("..").resolve(mutant.source());
        try {
            String source = Files.readString(file);
            int first = source.indexOf(mutant.fragment());
            if (first < 0 || first != source.lastIndexOf(mutant.fragment())) {
                throw new IllegalArgumentException("the fragment '" + mutant.fragment() + "' is not exactly once in "
                        + mutant.source() + "; the list in Mutant must follow the code");
            }
            return new MutantLoader(compile(file, source.replace(mutant.fragment(), mutant.mutation())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> compile(Path file, String source) {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileManager files = new InMemory(compiler.getStandardFileManager(null, null, null), classes);
        JavaFileObject input = new SimpleJavaFileObject(file.toUri(), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }

            @Override
            public boolean isNameCompatible(String simpleName, Kind kind) {
                return (simpleName + kind.extension).equals(file.getFileName().toString());
            }
        };
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
        boolean done = compiler.getTask(messages, files, null, options, null, List.of(input))
                .call();
        if (!done) {
            throw new IllegalArgumentException("the mutant does not compile: " + messages);
        }
        return classes;
    }

    /** Keeps what is compiled. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, byte[]> classes;

        InMemory(JavaFileManager files, Map<String, byte[]> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            URI name = URI.create("memory:///" + className.replace('.', '/') + kind.extension);
            return new SimpleJavaFileObject(name, kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(className, toByteArray());
                        }
                    };
                }
            };
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PRODUCT)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] code = mutated.get(name);
        if (code == null) {
            code = read(name);
        }
        return defineClass(name, code, 0, code.length);
    }

    private byte[] read(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
