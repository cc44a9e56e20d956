package org.amf4j.house;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the JDK's own parser says about Java sources: sizes and comments, without compiling them. */
final class Sources {

    /**
     * A source file.
     *
     * @param path relative to the root of the repository
     * @param lines how many lines it has
     * @param methods all methods and constructors in it
     * @param publicTypes the public top-level types in it
     */
    record Source(Path path, int lines, List<Method> methods, List<PublicType> publicTypes) {}

    /**
     * A method or constructor.
     *
     * @param name with the types around it, for instance {@code Outer.Inner.method}
     * @param lines from its first annotation or modifier to its closing brace
     */
    record Method(String name, int lines) {}

    /**
     * A public top-level type.
     *
     * @param name its simple name
     * @param firstSentence of its Javadoc, empty when there is none
     */
    record PublicType(String name, String firstSentence) {}

    private static final List<Source> ALL = parse(SourceTree.root(), SourceTree.javaFiles());

    private Sources() {}

    /** All Java sources of the repository. */
    static List<Source> all() {
        return ALL;
    }

    /** Parses files that are relative to a folder. */
    static List<Source> parse(Path folder, List<Path> files) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> objects = manager.getJavaFileObjectsFromPaths(
                    files.stream().map(folder::resolve).toList());
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, objects);
            List<Source> sources = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                Path path = folder.relativize(Path.of(unit.getSourceFile().toUri()));
                Reader reader = new Reader(DocTrees.instance(task), unit);
                reader.scan(unit, null);
                int lines = (int) unit.getSourceFile()
                        .getCharContent(true)
                        .toString()
                        .lines()
                        .count();
                sources.add(new Source(path, lines, List.copyOf(reader.methods), List.copyOf(reader.publicTypes)));
            }
            return List.copyOf(sources);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot parse the sources in " + folder, e);
        }
    }

    /** Walks one file. */
    private static final class Reader extends TreePathScanner<Void, Void> {

        private final DocTrees trees;
        private final CompilationUnitTree unit;
        private final Deque<String> enclosing = new ArrayDeque<>();
        private final List<Method> methods = new ArrayList<>();
        private final List<PublicType> publicTypes = new ArrayList<>();

        Reader(DocTrees trees, CompilationUnitTree unit) {
            this.trees = trees;
            this.unit = unit;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            String name = type.getSimpleName().toString();
            if (enclosing.isEmpty() && type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                publicTypes.add(new PublicType(name, firstSentence(getCurrentPath())));
            }
            enclosing.addLast(name.isEmpty() ? "(anonymous)" : name);
            super.visitClass(type, nothing);
            enclosing.removeLast();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            String name = method.getName().contentEquals("<init>")
                    ? "new"
                    : method.getName().toString();
            methods.add(new Method(String.join(".", enclosing) + "." + name, lines(method)));
            return super.visitMethod(method, nothing);
        }

        private int lines(Tree tree) {
            SourcePositions positions = trees.getSourcePositions();
            long start = positions.getStartPosition(unit, tree);
            long end = positions.getEndPosition(unit, tree);
            // A record's implied members have no text of their own.
            return end < 0
                    ? 0
                    : (int) (unit.getLineMap().getLineNumber(end)
                            - unit.getLineMap().getLineNumber(start)
                            + 1);
        }

        private String firstSentence(TreePath type) {
            DocCommentTree comment = trees.getDocCommentTree(type);
            return comment == null ? "" : comment.getFirstSentence().toString().strip();
        }
    }
}
